// Package cell classifies single cells: a value, a word for a missing value, a damaged id,
// or a text with an apostrophe in front so that no spreadsheet runs it as a formula. Start
// with [IsAbsent], [MissingWords] and [EscapeFormula].
//
// Readers and writers both use it, so that exports are read back as they were.
package cell
