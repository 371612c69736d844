// Package journey has the messages that running trials are due, and what they were told.
//
// [Find] works out what is due and writes nothing. [Mark], [Export] and [Queue] claim what
// is due: in one transaction they note that it was told, with its text, and whose entry of
// the outbox it is. That what a claim rests on is still so is checked in the transaction,
// and no account can be told the same twice. [Log] lists what was told, [Undo] takes a mark
// by hand back. With what is told there is what the trial had reached and what it had not,
// so that what an import brings late is told from what was there.
//
// The rules of what is due are those of the package journey of scoring; texts are filled
// in by values.go.
package journey
