// Package exporting holds the command export and finds the flags that an export is read
// back with. Start with New.
package exporting
