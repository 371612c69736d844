// Package journey holds the command journey with its subcommands: funnel (journey.go),
// blockers, due, sent, skip, undo, export, send, outbox, retry and plan. It reads and writes
// through store/journey, and prints through package output. Start with [New].
package journey
