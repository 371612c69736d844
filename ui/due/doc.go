// Package due is the part of the tab Journey that lists the messages that trials are due,
// and the log of those that they got. Start with [Screen] in screen.go; keys.go has its
// actions, view.go draws it. find.go has the commands that read, note.go and undo.go those
// that change the state of messages, share.go copies, mails and exports them.
//
// It reads and changes messages through store/journey and store/outbox only.
package due
