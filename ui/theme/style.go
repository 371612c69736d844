package theme

import (
	"image/color"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Style is how a piece of text is drawn. The zero Style is the terminal's own
// text. Styles are values: every method returns a changed copy.
type Style struct {
	foreground                      color.Color // nil is the terminal's own
	background                      color.Color
	bold, faint, underline, reverse bool
	escape                          string // the escape sequence that starts it; "" for none
}

// Foreground is the style in the colour c.
func (s Style) Foreground(c color.Color) Style { s.foreground = c; return s.withEscape() }

// Background is the style on a background of colour c.
func (s Style) Background(c color.Color) Style { s.background = c; return s.withEscape() }

// Bold is the style in bold.
func (s Style) Bold() Style { s.bold, s.faint = true, false; return s.withEscape() }

// Faint is the style in faint.
func (s Style) Faint() Style { s.faint, s.bold = true, false; return s.withEscape() }

// Underline is the style underlined.
func (s Style) Underline() Style { s.underline = true; return s.withEscape() }

// Reverse is the style with foreground and background exchanged.
func (s Style) Reverse() Style { s.reverse = true; return s.withEscape() }

// Inherit is the style laid over another: what s does not set comes from under.
func (s Style) Inherit(under Style) Style {
	if under == (Style{}) {
		return s
	}
	if s.foreground == nil {
		s.foreground = under.foreground
	}
	if s.background == nil {
		s.background = under.background
	}
	s.bold = s.bold || under.bold && !s.faint
	s.faint = s.faint || under.faint && !s.bold
	s.underline = s.underline || under.underline
	s.reverse = s.reverse || under.reverse
	return s.withEscape()
}

// withEscape computes the escape sequence, so that drawing only copies it.
func (s Style) withEscape() Style {
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
	if s.reverse {
		seq = seq.Reverse(true)
	}
	if s.foreground != nil {
		seq = seq.ForegroundColor(s.foreground)
	}
	if s.background != nil {
		seq = seq.BackgroundColor(s.background)
	}
	s.escape = ""
	if len(seq) > 0 {
		s.escape = seq.String()
	}
	return s
}

// write draws text in the style.
func (s Style) write(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	if s.escape == "" {
		b.WriteString(text)
		return
	}
	b.WriteString(s.escape)
	b.WriteString(text)
	b.WriteString(ansi.ResetStyle)
}
