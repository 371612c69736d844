// Package ui is the dashboard: the frame around the screens, and the only
// [tea.Model], app.
//
// It makes the board, the draft and the screens, gives them what they need, and
// hands messages on; what a screen shows is its own package beneath. A screen knows
// the frame of package host, the board, and what its options give it; it knows
// neither app nor, with few exceptions, other screens. State changes only while a
// message is handled, and drawing changes nothing. Nothing here reads the database
// while handling a message or drawing: every read and write is a command that
// captured what it needs, and an answer that has been overtaken is dropped. Text of
// the data reaches a view only as [clean.Text].
//
// Start with newApp in app.go, then route.go. To add a screen: write a package with
// a host.Screen, give it a tab in newApp, and put what it can do into its bindings;
// footer, help, palette and the table of keys follow from those.
package ui
