// Package touch is what users note about accounts from any screen: calls, mails,
// meetings, notes, snoozes, owners and dismissals, of one account or of many at once,
// with undo and redo. It also copies how to reach an account, and writes mails.
//
// It knows the board and the store. A screen with accounts adds
// [Actions.Bindings] to its own. [Changed] tells the screens about a new touch.
// Start with [Actions]; record.go has the commands, prompts.go what asks first, undo.go
// what takes back, read.go what reads and changes, and reach.go what copies.
package touch
