// Package generation tells whether a write-ahead log belongs to the database file
// beside it. SQLite does not: a file that was put in the place of another gets the
// log of the other replayed into it, which damages it.
//
// Every writing transaction of a workspace draws a random [Stamp] and stores it with
// the one before, in the one row of a table (row.go). So the log has a row for each
// transaction in it (log.go), the first of which names the stamp that the file had
// when the log began. [Compare] puts the two together (compare.go).
//
// It reads both files by their documented formats (sqlite.org/fileformat2.html and
// walformat.html), as SQLite cannot be asked: it would replay the log first. It knows
// no SQL.
package generation
