// Package workflows is the list of the workflows, which the tab of the segments shows in
// the place of theirs: what each does, how often it fired, and what became of it
// (view.go), the overlay in which one is written (editor.go), and the reports of a run, a
// dry run, the log and the tasks (reports.go).
//
// It edits the same draft of the rulebook as the tabs of signals and segments do. A
// workflow runs only when the user says so.
package workflows
