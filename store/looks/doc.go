// Package looks keeps what each user saw when they last looked at what changed: the
// status of every account, and what the trials matched, with the rulebook that said so.
// So everything shows up that has changed since: also what came late, and what was
// edited.
//
// Save and Load in look.go are all that the dashboard and the command line need. The
// states lie in blocks of [codec.BlockSlots] accounts (blocks.go), a few hundred
// kilobytes for a million. Whoever removes accounts, or empties a slot, has the package
// do so here as well (erase.go).
package looks
