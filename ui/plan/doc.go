// Package plan is the part of the tab Journey that edits the engagement plan: what trials
// are told. screen.go has its state, keys.go its actions, view.go draws it, preview.go
// fills in messages for a trial, editor.go is where one is written.
package plan
