// Package listing holds the commands list and show, and the JSON of a trial that they
// share. Start with List.
package listing
