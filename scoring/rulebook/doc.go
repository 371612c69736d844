// Package rulebook holds what a team decided: the signals with their weights, the
// bands, which cells of the matrix are qualified, and the conditions of the
// statuses.
//
// A [Rulebook] is a value. Edits of a [Scorecard] return a new one (edit.go), so
// that a draft can be compared with what is saved (changes.go) and merged with what
// somebody else saved meanwhile (rebase.go). [Weighting] and score.go are the
// arithmetic of scores. The package knows conditions and no accounts.
package rulebook
