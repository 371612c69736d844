// Package date parses dates and times as people and programs write them. Start with
// [Format.Parse] for one format, and [FormatsOf] for all formats that parse a cell.
//
// It knows single cells. Package columns decides which [Format] and [Order] a column has.
package date
