// Package sample observes the first rows of a file. A [Profile] tells which cells are
// there, which repeat and which rows are at odds; [Stats] tell what the values of one
// column have in common.
//
// It observes and decides nothing: columns does.
package sample
