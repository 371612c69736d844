// Package input opens a file, a pipe or standard input as text: decompressed, decoded to
// UTF-8, and such that it can be read again from its start. Start with [Open].
//
// It knows bytes and characters, and nothing of rows.
package input
