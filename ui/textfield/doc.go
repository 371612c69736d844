// Package textfield is the one-line text field of the dashboard: the filter, the
// notes, the menus and the form all type into one. It wraps the text input of
// Bubbles, keeps what is typed clean, and outlives any mistake of the widget. It
// knows text and styles, and nothing of accounts or of the workspace. Start
// reading at Field.
package textfield
