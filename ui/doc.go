// Package ui is the dashboard: the frame around the screens, and the only
// [tea.Model], app.
//
// It makes the board, the draft and the screens, and routes messages to them. Each
// screen is a package beneath. A screen knows the frame as package host describes
// it, the board, and what its options give it. It does not know app, and with few
// exceptions no other screen.
//
// State changes only while a message is handled; drawing changes nothing. Nothing
// here reads the database while handling a message or drawing: every read and write
// is a command with the values it needs, and an answer that is out of date is
// dropped. Text of the data reaches a view only as [clean.Text].
//
// Start with newApp in app.go, then route.go. To add a screen, write a package with
// a host.Screen, give it a tab in newApp, and put its actions into its bindings.
// The footer, the help, the palette and the table of keys follow from those.
package ui
