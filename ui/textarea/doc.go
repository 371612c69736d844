// Package textarea is the text field of several lines of the dashboard; messages are
// written in it. It wraps the text area of Bubbles, keeps the text clean, and survives a
// panic of the widget. It knows text and styles, and nothing of trials. Start with
// [Area].
package textarea
