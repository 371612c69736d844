// Package convert is the screen of the ranked list of trials, with its filter and
// a preview of the selected trial.
//
// It knows the board. Of the other screens it knows only how package trial draws
// a preview; it opens a trial or the status settings through functions of its
// [Options].
//
// Start with [Screen] in screen.go. layout.go divides the screen, columns.go draws
// a row, filter.go is the filter, empty.go what is shown instead of a list,
// keys.go the bindings, leftout.go the accounts that count nowhere.
package convert
