// Package export writes accounts, contacts and events as CSV that no spreadsheet takes
// for formulas and that feed reads back. Start with [NewTable] or one of the writers.
package export
