package theme

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Color is a colour that a user chose.
type Color struct{ exact color.RGBA }

// ParseColor returns a colour that is written as #rrggbb.
func ParseColor(text string) (Color, error) {
	digits, ok := strings.CutPrefix(text, "#")
	n, err := strconv.ParseUint(digits, 16, 32)
	if !ok || len(digits) != 6 || err != nil {
		return Color{}, fmt.Errorf("%q is no colour; write it as #rrggbb, such as #6fc0d6", text)
	}
	return Color{color.RGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}}, nil
}

// Colors are the colours that a user chose, by the token that they are for. They need
// a terminal with 256 colours or more, and one whose background is known.
type Colors struct{ Dark, Light map[string]Color }

// on is the colours for a background.
func (c Colors) on(b background) map[string]Color {
	switch b {
	case dark:
		return c.Dark
	case light:
		return c.Light
	case unknown:
	}
	return nil
}

// Tokens are the names of the styles that a user can colour.
func Tokens() []string {
	return []string{"text", "strong", "muted", "faint", "accent", "good", "warn", "bad", "bar"}
}

// token is the style of a name.
func (t *Theme) token(name string) *Style {
	switch name {
	case "text":
		return &t.Text
	case "strong":
		return &t.Strong
	case "muted":
		return &t.Muted
	case "faint":
		return &t.Faint
	case "accent":
		return &t.Accent
	case "good":
		return &t.Good
	case "warn":
		return &t.Warn
	case "bad":
		return &t.Bad
	case "bar":
		return &t.Bar
	}
	return nil
}

// withColors is the theme with other colours. Where exact colours cannot be shown the
// nearest of the 256 are.
func (t Theme) withColors(chosen map[string]Color, exact bool) Theme {
	for name, c := range chosen {
		style := t.token(name)
		if style == nil {
			continue
		}
		shown := color.Color(c.exact)
		if !exact {
			shown = colorprofile.ANSI256.Convert(shown)
		}
		*style = style.Foreground(shown)
	}
	return t
}
