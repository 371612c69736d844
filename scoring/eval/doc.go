// Package eval answers conditions, for one account or for all of a workspace.
//
// [Run] compiles the conditions into a plan (compile.go), reads the columns that it
// needs (columnset.go), scans the event logs once (logscan.go) and gives a bit per
// account. [Facts] is all that it asks of whoever stores the accounts. [Holds] in
// reference.go is the slow and obvious way for one account; tests compare the two.
package eval
