// Package views keeps the named views of the list in the workspace, and reads what it
// takes to sort by them. Start with [Load] and [Edit].
package views
