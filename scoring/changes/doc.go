// Package changes compares two states of the accounts of a workspace, and lists the
// trials that are another thing now, each with the signals that did it.
//
// A [State] is what a rulebook said of all accounts at an instant. The two need not be
// of the same rulebook: a change then also says whether the account did it or an edit
// (cause.go). Compare in comparison.go makes the list, which holds a few bytes for each
// change; [Comparison.Change] in change.go works out the rest of one.
package changes
