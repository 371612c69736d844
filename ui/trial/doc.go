// Package trial is the drill-down into one account: why it scores what it does,
// what would raise it, and all that is known of it. The preview beside the list is
// drawn here, too.
//
// It knows the board and what can be written down about an account, and no other
// screen.
//
// Start with [Screen] in screen.go; head.go and body.go put the parts together, each
// of which has a file; preview.go is the preview.
package trial
