// Package number parses numbers as people and programs write them: with thousands
// separators, a decimal comma, a currency or a percent sign. Start with [Parse].
//
// It knows single cells. Package columns decides which decimal mark a column has, by the
// [Shape] of its cells.
package number
