// Package feed reads the files that customers and product events come in, and
// writes them out again.
//
// [Open] recognises a file by its content, not by its name, and yields its
// rows as a [record.Source]: lazily, a few thousand at a time, with every row
// that cannot be read reported with its line and a reason. Nothing is guessed
// silently: how each column was understood is in [File.Columns], and a column
// of dates that could be read two ways is an error that names the option which
// settles it.
//
// What the rows are, and which columns they are made of, goes by the names of the
// columns and by a profile of the rows: kind.go, account.go and profile.go. Where
// that is unclear the error is a question, with the flags that answer it. What was
// chosen without asking is in [File.Notes].
//
// A decoder knows one format and stands in one file. [Open] tries the formats
// of format.go in order, the particular before the generic. The writers
// ([NewCustomerWriter], [NewContactWriter], [NewEventWriter]) make CSV that
// spreadsheets cannot take for formulas and that Open reads back to the same
// rows.
package feed
