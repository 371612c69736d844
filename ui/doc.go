// Package ui is the dashboard: the ranked list of trials, the drill-down into
// one of them, and the frame around them.
//
// There is one [tea.Model], app. Screens and overlays are plain structs with an
// update, a view and bindings; state changes only while a message is handled,
// and drawing changes nothing. Nothing here reads the database while handling a
// message or drawing: every read and write is a command that captured what it
// needs, and an answer that has been overtaken is dropped. Text of the data
// reaches a view only as [clean.Text].
//
// To add a screen: write a struct that is a screen, give it a tab in
// newApp, and put what it can do into its bindings; footer, help, palette and
// the table of keys follow from those.
package ui
