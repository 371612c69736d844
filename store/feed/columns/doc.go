// Package columns decides what the columns of a file are: what a row is about, which
// column is the account, and how the values of each are read. Start with [New].
//
// It goes by the headers, by a profile of the rows, and by what the user said. Where
// these leave it open the error is a question, with the flags that answer it.
package columns
