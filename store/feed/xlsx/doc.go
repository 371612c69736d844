// Package xlsx reads spreadsheets in the format of Excel as CSV. A cell is written as it is
// displayed, so that the readers of CSV cells serve both. Start with [Open] and
// [Workbook.Pick].
//
// sheet.go streams the rows of a sheet, number.go formats numbers and dates, strings.go
// holds the shared texts.
//
// It is a reader of its own because existing streaming readers drop formats, and without its
// format a date is a number like any other.
package xlsx
