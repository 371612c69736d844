// Package accounts reads accounts one by one, as people look at them: everything
// about one account (account.go), rows of a list (rows.go, rowstream.go), and all
// accounts in turn for an export (export.go).
//
// It also has touches, which are what people note about an account: what they are
// (touch.go), reading them (touches.go), noting and changing them (touchbatch.go), and
// undo and redo (touchundo.go). A touch that is undone stays, and an edit or a deletion
// is a row of its own, so that each can be taken back.
//
// It keeps nothing in memory between two calls.
package accounts
