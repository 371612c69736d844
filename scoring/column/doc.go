// Package column holds one attribute of all accounts or contacts, packed by kind,
// and matches a predicate against every row of it.
//
// It knows values and predicates, and nothing of where a column is stored; codec.go
// says how one is written to bytes. Start reading at [Column].
package column
