// Package segments is the tab of the segments: their list with live counts, the
// trials that are in the selected one (view.go), and the overlay in which one is
// written (editor.go), with what can stand next (completion.go).
//
// It edits the same draft of the rulebook as the tab of the signals does.
package segments
