// Package newfile writes the files that a user names in the dashboard. One that exists is
// never written over. Start with [Write].
package newfile
