// Package due is the part of the tab Journey that lists the messages that trials are due,
// and what they were told. screen.go has its state, keys.go its actions, view.go draws it,
// find.go reads, marks.go notes what became of messages, share.go copies, mails and
// exports them.
package due
