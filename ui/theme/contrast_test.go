package theme

import (
	"image/color"
	"math"
	"slices"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// The backgrounds that the theme is checked on: pure black and white, and the darkest
// and lightest of the palettes that are in wide use.
var (
	darkBackgrounds  = []string{"#000000", "#1e1e1e" /* VS Code */, "#282c34" /* One Dark */, "#2e3440" /* Nord */, "#002b36" /* Solarized */}
	lightBackgrounds = []string{"#ffffff", "#fafafa" /* One Light */, "#fdf6e3" /* Solarized */, "#eff1f5" /* Catppuccin */}
)

// Contrasts that WCAG 2 asks for: of text (1.4.3, level AA), and of graphics (1.4.11).
const (
	textContrast    = 4.5
	graphicContrast = 3
)

// luminance is the relative luminance of a colour, 0 to 1, as WCAG 2 defines it.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// contrast is the contrast of two colours, 1 to 21.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.00}, {"#336699", "#336699", 1}} {
		if got := contrast(lipgloss.Color(test.a), lipgloss.Color(test.b)); math.Abs(got-test.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

// readable are the styles of what is read, and graphic those of bars and dots.
func (t Theme) readable() map[string]Style {
	return map[string]Style{"text": t.Text, "strong": t.Strong, "muted": t.Muted, "accent": t.Accent, "good": t.Good, "warn": t.Warn, "bad": t.Bad}
}

func (t Theme) graphic() map[string]Style { return map[string]Style{"bar": t.Bar} }

// checkContrast checks a theme on a background and on its own selection there. palette
// gives the colours of the terminal for the first 16.
func checkContrast(t *testing.T, name string, th Theme, background color.Color, palette func(color.Color) color.Color) {
	t.Helper()
	under := map[string]color.Color{"the background": background}
	if selected := th.Selection.background; selected != nil {
		under["the selected row"] = selected
	}
	check := func(styles map[string]Style, least float64) {
		for token, style := range styles {
			if style.foreground == nil {
				if style.faint {
					t.Errorf("%s: %s is faint, and nobody knows how much", name, token)
				}
				continue // the terminal's own text
			}
			for where, back := range under {
				if got := contrast(palette(style.foreground), back); got < least {
					t.Errorf("%s: %s has %.2f to 1 on %s, less than %.1f", name, token, got, where, least)
				}
			}
		}
	}
	check(th.readable(), textContrast)
	check(th.graphic(), graphicContrast)
}

func asIs(c color.Color) color.Color { return c }

func TestContrast(t *testing.T) {
	t.Parallel()
	for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
		for name, backgrounds := range map[string][]string{"dark": darkBackgrounds, "light": lightBackgrounds} {
			for _, hex := range backgrounds {
				back := lipgloss.Color(hex)
				where := profile.String() + " on " + hex
				checkContrast(t, where, New(Options{Profile: profile, Background: back}), back, asIs)
				checkContrast(t, where+" by name", New(Options{Profile: profile, Name: name}), back, asIs)
			}
		}
		for _, hex := range slices.Concat(darkBackgrounds, lightBackgrounds) {
			checkContrast(t, profile.String()+" on "+hex+", unknown", New(Options{Profile: profile}), lipgloss.Color(hex), asIs)
		}
	}
}

// palettes are the 16 colours of xterm and of the text mode of a PC.
var palettes = map[string][16]string{
	"xterm": {"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"},
	"vga":   {"#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa", "#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"},
}

func TestContrastOfSixteenColours(t *testing.T) {
	t.Parallel()
	for name, palette := range palettes {
		shown := func(c color.Color) color.Color {
			if basic, ok := c.(ansi.BasicColor); ok {
				return lipgloss.Color(palette[basic])
			}
			t.Errorf("%v is not one of the 16", c)
			return c
		}
		for on, back := range map[string]string{"dark": "#000000", "light": "#ffffff"} {
			checkContrast(t, name+" "+on, New(Options{Profile: colorprofile.ANSI, Name: on}), lipgloss.Color(back), shown)
			checkContrast(t, name+" unknown on "+on, New(Options{Profile: colorprofile.ANSI}), lipgloss.Color(back), shown)
			checkContrast(t, name+" without colours on "+on, New(Options{Profile: colorprofile.ASCII}), lipgloss.Color(back), shown)
		}
	}
}
