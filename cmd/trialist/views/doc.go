// Package views is the subcommands of views, the named views of the list. Start with
// [New].
package views
