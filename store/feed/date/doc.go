// Package date reads dates and times as people and programs write them. Start with
// [Format.Parse] for one format and [FormatsOf] for all that read a cell.
//
// It knows single cells. Which [Format] and which [Order] of day and month a column has
// is for columns to decide.
package date
