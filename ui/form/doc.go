// Package form is the overlay for editing a signal, or only a condition.
//
// It knows the board and the domain, and not the draft: [Context] gives the
// scorecard that the signal becomes part of, and the valid result goes to a
// callback.
//
// Start with [Form] in form.go. field.go names the fields and moves between them,
// choice.go and entry.go hold their values, keys.go handles keys, page.go and
// fields.go lay the fields out, view.go draws the overlay. rule.go is a rule as it
// is typed, sentence.go the condition as text, errors.go the validation,
// matches.go the count of accounts that match, picker.go and names.go the names
// on offer.
package form
