// Package number reads numbers as people and programs write them: with thousands,
// a decimal comma, a currency or a percent sign. Start with [Parse].
//
// It knows single cells. Which decimal mark a column has is for columns to decide, by
// the [Shape] of its cells.
package number
