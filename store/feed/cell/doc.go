// Package cell tells what a single cell stands for: a value, one of the words for
// nothing, an id that lost a part, or a text that is marked as text so that no
// spreadsheet runs it. Start with [IsAbsent], [MissingWords] and [EscapeFormula].
//
// Reading and writing both use it, so that what export writes is what is read back.
package cell
