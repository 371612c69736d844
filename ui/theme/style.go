package theme

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Style is how a piece of text is drawn. The zero Style is the terminal's own
// text. Styles are values: every method returns a changed copy.
type Style struct {
	ink                          color.Color // nil is the terminal's own
	paper                        color.Color
	bold, faint, underline, turn bool
	open                         string // the escape sequence that starts it; "" for none
}

// Ink is the style in the colour c.
func (s Style) Ink(c color.Color) Style { s.ink = c; return s.sealed() }

// Paper is the style on a background of colour c.
func (s Style) Paper(c color.Color) Style { s.paper = c; return s.sealed() }

// Bold is the style in bold.
func (s Style) Bold() Style { s.bold, s.faint = true, false; return s.sealed() }

// Faint is the style in faint.
func (s Style) Faint() Style { s.faint, s.bold = true, false; return s.sealed() }

// Underline is the style underlined.
func (s Style) Underline() Style { s.underline = true; return s.sealed() }

// Reverse is the style with ink and paper exchanged.
func (s Style) Reverse() Style { s.turn = true; return s.sealed() }

// Over is the style laid over another: what s leaves open comes from under.
func (s Style) Over(under Style) Style {
	if under == (Style{}) {
		return s
	}
	if s.ink == nil {
		s.ink = under.ink
	}
	if s.paper == nil {
		s.paper = under.paper
	}
	s.bold = s.bold || under.bold && !s.faint
	s.faint = s.faint || under.faint && !s.bold
	s.underline = s.underline || under.underline
	s.turn = s.turn || under.turn
	return s.sealed()
}

// sealed works out the escape sequence once, so that drawing only copies it.
func (s Style) sealed() Style {
	var seq ansi.Style
	if s.bold {
		seq = seq.Bold()
	}
	if s.faint {
		seq = seq.Faint()
	}
	if s.underline {
		seq = seq.Underline(true)
	}
	if s.turn {
		seq = seq.Reverse(true)
	}
	if s.ink != nil {
		seq = seq.ForegroundColor(s.ink)
	}
	if s.paper != nil {
		seq = seq.BackgroundColor(s.paper)
	}
	s.open = ""
	if len(seq) > 0 {
		s.open = seq.String()
	}
	return s
}

// write draws text in the style.
func (s Style) write(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	if s.open == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(s.open)
	b.WriteString(text)
	b.WriteString(ansi.ResetStyle)
}
