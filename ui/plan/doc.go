// Package plan is the part of the tab Journey that edits the plan of messages. Start with
// [Screen] in screen.go; keys.go has its actions, view.go draws it, preview.go fills in
// messages for a trial. editor.go is the overlay in which a message is written.
//
// It edits the draft of the rulebook and never writes to the workspace.
package plan
