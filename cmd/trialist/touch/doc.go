// Package touch is the command touch: what sales reps did about accounts, noted, listed,
// changed, undone and redone.
//
// It knows the session, and finds accounts as the package listing does. Start with [New].
package touch
