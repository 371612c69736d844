// Package changes is the command that lists what changed: changes.go compares and
// filters, and output.go prints the list.
package changes
