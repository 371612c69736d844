// Package workflows runs the workflows of a workspace. [Run] decides for whom they fire, by
// comparing the state of the last run (state.go) with an observation of now (observation.go,
// decide.go), and delivers what follows through the outbox.
//
// One transaction writes the firings, their entries of the outbox, and the state for the next
// run. So nothing is decided twice or lost, however many processes run at once and whenever
// one is killed.
//
// [Start] takes the first observation of workflows that were enabled. [DryRun] says who
// would have fired, and [Log] who did.
package workflows
