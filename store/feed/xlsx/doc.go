// Package xlsx reads spreadsheets of Excel, and of programs that write its format, as
// CSV: each cell as what is seen in it would be written there, so that the same cell
// reading takes both. Start with [Open] and [Workbook.Pick].
//
// sheet.go walks over the rows of a sheet as they come, number.go words numbers and
// dates by their formats, strings.go holds the texts, which the format keeps apart.
//
// The streaming readers that there are give texts without types or formats, and a date
// is a number like another without its format: hence one of its own.
package xlsx
