// Package textarea is a text field of several lines. It wraps the text area of Bubbles, keeps
// its text clean, and recovers from a panic of the widget. It knows text and styles, and
// nothing of trials. Start with [Area].
package textarea
