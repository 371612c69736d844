// Package changes compares two states of the accounts of a workspace, and lists the trials
// that changed with the signals that did it.
//
// A [State] is a population under a rulebook. The two may have different rulebooks; a
// change then also says whether the account or an edit caused it (cause.go). Start with
// [Compare], which makes the list. An entry takes a few bytes; [Comparison.Change] finds
// the details of one.
package changes
