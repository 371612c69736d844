// Package rulebook holds what a team decided: the signals with their weights, the
// bands, which cells of the matrix are qualified, the conditions of the statuses, the
// segments, the workflows, and the plan of messages.
//
// A [Rulebook] is a value. Edits return a new one (edit.go for signals, segment.go,
// workflow.go, plan.go), so that a draft can be compared with what is saved (changes.go,
// planchanges.go) and merged with what somebody else saved meanwhile (rebase.go, and a file
// for each part). [Weighting] and score.go are the arithmetic of scores; masklayout.go says
// which bit of a mask is which signal. The package knows conditions and templates of
// messages, and no accounts.
package rulebook
