// Package newfile writes the files that a user names in the dashboard. It never replaces a
// file. Start with [Write].
package newfile
