package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// inputMost is how many characters a field takes; a paste beyond it is cut.
const inputMost = 1000

// input is a one-line text field. It holds clean text only, and moves by what
// people see as characters.
type input struct {
	cells []clean.Text // grapheme clusters
	at    int          // the cursor stands before this one
}

// newInput is a field with text in it and the cursor at its end.
func newInput(text string) input {
	var in input
	in.insert(text)
	return in
}

// value is the text in the field.
func (in *input) value() string { return string(clean.Join(in.cells, "")) }

// insert puts text at the cursor.
func (in *input) insert(text string) {
	// The whole is cleaned and divided anew: an accent that is typed joins the
	// letter before it.
	before := string(clean.Join(in.cells[:in.at], "")) + text
	after := string(clean.Join(in.cells[in.at:], ""))
	in.cells = clusters(clean.Upto(before+after, inputMost))
	in.at = min(len(clusters(clean.Upto(before, inputMost))), len(in.cells))
}

func clusters(text clean.Text) []clean.Text {
	var cells []clean.Text
	for rest := text; rest != ""; {
		cluster, _ := ansi.FirstGraphemeCluster(string(rest), ansi.GraphemeWidth)
		if cluster == "" {
			break
		}
		cells = append(cells, rest[:len(cluster)])
		rest = rest[len(cluster):]
	}
	return cells
}

// press handles a key. It reports whether the key meant something to the field.
func (in *input) press(key tea.KeyPressMsg) bool {
	switch key.String() {
	case "left", "ctrl+b":
		in.at = max(in.at-1, 0)
	case "right", "ctrl+f":
		in.at = min(in.at+1, len(in.cells))
	case "home", "ctrl+a":
		in.at = 0
	case "end", "ctrl+e":
		in.at = len(in.cells)
	case "alt+b", "ctrl+left", "alt+left":
		in.at = in.wordStart()
	case "alt+f", "ctrl+right", "alt+right":
		in.at = in.wordEnd()
	case "backspace", "ctrl+h":
		in.cut(max(in.at-1, 0), in.at)
	case "delete", "ctrl+d":
		in.cut(in.at, min(in.at+1, len(in.cells)))
	case "ctrl+w", "alt+backspace":
		in.cut(in.wordStart(), in.at)
	case "ctrl+u":
		in.cut(0, in.at)
	case "ctrl+k":
		in.cut(in.at, len(in.cells))
	default:
		if key.Text == "" || key.Mod.Contains(tea.ModCtrl) || key.Mod.Contains(tea.ModAlt) {
			return false
		}
		in.insert(key.Text)
	}
	return true
}

func (in *input) cut(from, to int) {
	in.cells = append(in.cells[:from:from], in.cells[to:]...)
	in.at = from
}

// wordStart is where the word before the cursor starts.
func (in *input) wordStart() int {
	at := in.at
	for at > 0 && in.blank(at-1) {
		at--
	}
	for at > 0 && !in.blank(at-1) {
		at--
	}
	return at
}

// wordEnd is where the word after the cursor ends.
func (in *input) wordEnd() int {
	at := in.at
	for at < len(in.cells) && in.blank(at) {
		at++
	}
	for at < len(in.cells) && !in.blank(at) {
		at++
	}
	return at
}

func (in *input) blank(i int) bool { return strings.TrimSpace(string(in.cells[i])) == "" }

// line draws the part of the field around the cursor in exactly width cells,
// and says in which of them the cursor is. One cell is kept free for it at the
// end.
func (in *input) line(style theme.Style, width int) (theme.Line, int) {
	if width <= 0 {
		return nil, 0
	}
	start, before, under := 0, clean.Join(in.cells[:in.at], "").Width(), 1
	if in.at < len(in.cells) {
		under = in.cells[in.at].Width()
	}
	for before+under > width && start < in.at {
		before -= in.cells[start].Width()
		start++
	}
	var text clean.Text
	for _, cell := range in.cells[start:] {
		if (text + cell).Width() > width {
			break
		}
		text += cell
	}
	return style.Say(text).Pad(width), min(before, width-1)
}
