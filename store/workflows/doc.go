// Package workflows runs the workflows of a workspace ([Run]): it decides for whom they
// fire, by what each saw at its last run (state.go, decide.go), and has the outbox
// deliver what follows (deliver.go).
//
// What is decided is written in one transaction with the state that it was decided from:
// the firing, what the outbox gets, and the state to compare with next time. So nothing
// is decided twice, and nothing is lost, however many run at once and whenever one is
// killed.
//
// [Start] has workflows that were enabled start from what they see then. [DryRun] says
// who would have fired, and [Log] who did.
package workflows
