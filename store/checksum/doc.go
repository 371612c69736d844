// Package checksum keeps a CRC-32C of every row that an answer rests on, so that a
// flipped bit is found when the row is read.
//
// The sums of 128 rows lie in one row of the table checksums (page.go), apart from
// the rows themselves. So no table has another column, and a row that is gone, or
// one too many, is noticed as well: a sum of 0 says that there is no such row. A sum
// covers the key of its row (row.go), so that a row under another key does not fit.
//
// Whoever changes rows says so to a [Writer] in the same transaction, or has the sums
// made from the rows by [Seal]. Whoever reads rows gets their sums from [Load],
// [LoadRange] or [LoadAll], and checks each row against [Sums.Check].
//
// The package knows the tables and nothing of what they mean.
package checksum
