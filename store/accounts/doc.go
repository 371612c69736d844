// Package accounts reads accounts one by one, as people look at them: everything
// about one account (account.go), rows of a list (rows.go, rowstream.go), and all
// accounts in turn for an export (export.go). It also reads and writes touches, which
// are what people note about an account (touches.go).
//
// It keeps nothing in memory between two calls.
package accounts
