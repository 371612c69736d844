// Package journey is the tab of the funnel: who reached which milestone, and who is stuck
// before which. screen.go has its state, view.go draws it, stuck.go lists the trials.
package journey
