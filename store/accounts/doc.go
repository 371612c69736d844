// Package accounts reads accounts one by one, which is what people look at: all
// about one (account.go), rows of a list (rows.go, rowstream.go), and everything in
// turn for an export (export.go). Touches, which are what people note about an
// account, are read and written here (touches.go).
//
// It keeps nothing in memory between two calls.
package accounts
