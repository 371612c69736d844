// Package touch is what users record about an account from any screen: a contact, a
// note or an owner, with undo. It also copies the name of an account.
//
// It knows the board and the store. A screen with an account adds
// [Actions.Bindings] to its own. [Changed] tells the screens about a new touch.
// Start with [Actions].
package touch
