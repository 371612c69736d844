// Package feed reads the files that customers and product events come in.
//
// [OpenAll] opens what a path holds, which may be an archive of several files. [Open]
// recognises a file by its content, not by its name, and yields its
// rows as a [record.Source]: lazily, a few thousand at a time, with every row
// that cannot be read reported with its line and a reason. Nothing is guessed
// silently: how each column was understood is in [File.Columns], and a column
// of dates that could be read two ways is an error that names the option which
// settles it. What was chosen without asking is in [File.Notes].
//
// This package holds the formats, which [Open] tries in the order of format.go, the
// particular before the generic. A decoder knows one format and is a package: csv,
// json, and one for each vendor's format. What they share lies in the packages beneath,
// of which each may import those above it in this list:
//
//   - chars: white space, digits and what does not show
//   - number, date: how a cell reads as a number or as a date
//   - cell: what a cell stands for, ids, words for nothing, text marked as text
//   - notes: what is to be said about a file
//   - zip: what is packed in zip files
//   - xlsx: spreadsheets, as CSV
//   - input: files and streams as text that can be read twice
//   - field: kinds of file, and the headers that fields go by
//   - sample: what the first rows show
//   - columns: what each column is, and how its values are read
//   - rows: values and rows made of cells
//
// The other way lie export, which writes CSV that Open reads back to the same rows, and
// rejects, which keeps the rows that could not be read.
package feed
