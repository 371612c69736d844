// Package textfield is the one-line text field of the dashboard; the filter, the
// notes, the menus and the form use it. It wraps the text input of Bubbles, keeps
// the text clean, and survives a panic of the widget. It knows text and styles,
// and nothing of trials. Start with [Field].
package textfield
