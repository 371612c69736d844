// Package workflows has the subcommands of workflows: list and edit them, run them and
// deliver what they decide, look at what they did, and see to tasks and messages.
//
// Start with New in workflows.go. edit.go changes the rulebook, run.go runs, log.go,
// dryrun.go and outbox.go print what was or would be done.
package workflows
