// Package demo makes up workspaces: the customers, contacts and events of an
// e-mail marketing product that does not exist. Start with [New].
//
// There are two shapes. The scenario is what `trialist demo` opens: some hundred
// trials and past customers that behave like real ones (scenario.go, simulation.go).
// A bulk workspace has any number of accounts and events, and is for measuring
// (bulk.go, timeline.go). Both depend on a seed and as-of only: the same two give the
// same bytes on every machine, and so nothing here calculates with floating point.
//
// It knows no SQL and no files, but for how a workspace is written as CSV (csv.go).
package demo
