// Package journey finds the messages that running trials are due, and keeps those that they
// got. The rules of what is due are in package journey of scoring.
//
// [Find] computes what is due and writes nothing. [Mark], [Export] and [Queue] claim
// messages: one transaction adds them to the outbox, with their text, and to the history of
// their trials. It fails when what the claim rests on has changed, and no account can get
// the same message twice. [Log] lists the messages, [Undo] takes messages back.
//
// The history of a trial has, for each message, which milestones were reached and which
// were not, so that late imports can be told from what was there. values.go fills in texts.
package journey
