// Package form is the overlay that fills in a signal, or only a condition.
//
// It knows the board and the domain, and not the draft: the scorecard that the
// signal is to be part of comes with [Context], and what was filled in goes to the
// function it was opened with, valid.
//
// Start with form.go. A field is named in field.go, read in entry.go, put on the
// page in fields.go, drawn in view.go, and reached by keys in keys.go; rule.go is a
// rule of the condition as it is typed, errors.go what is wrong with it, matches.go
// for how many accounts it holds.
package form
