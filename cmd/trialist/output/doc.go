// Package output prints what a command found out: as a table for people, as CSV
// or as JSON. A command that knows all three formats implements [Printable], and
// [Format] chooses by its flags.
//
// The files hold tables (table.go), CSV (csv.go), the JSON contract (json.go,
// counts.go) and how single values are written (values.go). What is printed is made
// safe for a terminal here. The package reads no workspace.
package output
