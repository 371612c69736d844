package theme_test

import (
	"image/color"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

func TestNewFollowsTheTerminal(t *testing.T) {
	t.Parallel()
	paper, ink := color.Gray{0xfa}, color.Gray{0x10}
	for _, test := range []struct {
		name string
		in   theme.Options
		dark bool
	}{
		{"unknown is dark", theme.Options{}, true},
		{"light background", theme.Options{Background: paper}, false},
		{"dark background", theme.Options{Background: ink}, true},
		{"the user knows better", theme.Options{Background: paper, Name: "dark"}, true},
		{"light by name", theme.Options{Name: "light"}, false},
	} {
		if got := theme.New(test.in).Dark; got != test.dark {
			t.Errorf("%s: dark is %v", test.name, got)
		}
	}
}

func TestNoColour(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{Profile: colorprofile.ASCII, Background: color.Black})
	for _, style := range []theme.Style{styles.Text, styles.Strong, styles.Muted, styles.Faint, styles.Accent, styles.Good, styles.Warn, styles.Bad, styles.Bar, styles.Selection} {
		drawn := style.Inherit(styles.Selection).Line("x").Render(1)
		for _, colour := range []string{"[3", "[4", ";3", ";4"} {
			if strings.Contains(drawn, colour) {
				t.Errorf("%q has a colour in it", drawn)
			}
		}
	}
}

func TestSixteenColours(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{Profile: colorprofile.ANSI, Background: color.Black})
	for _, style := range []theme.Style{styles.Muted, styles.Faint, styles.Accent, styles.Good, styles.Warn, styles.Bad, styles.Bar, styles.Selection} {
		if drawn := style.Line("x").Render(1); strings.Contains(drawn, "8;") {
			t.Errorf("%q is not one of the 16 colours", drawn)
		}
	}
}

func TestAsciiGlyphs(t *testing.T) {
	t.Parallel()
	g := theme.New(theme.Options{ASCII: true}).Glyphs
	all := []clean.Text{g.Marker, g.Check, g.Cross, g.Dot, g.Ring, g.Up, g.Down, g.Horizontal, g.Vertical, g.Bullet, g.Dash, g.Arrow, g.Full, g.Hollow}
	all = append(append(append(append(append(append(all, g.Quarters[:]...), g.ThinBar[:]...), g.Corners[:]...), g.Eighths[:]...), g.Levels[:]...), g.Shades[:]...)
	for _, glyph := range all {
		if len(glyph) != 1 || glyph[0] > 0x7e {
			t.Errorf("%q is not one ASCII character", glyph)
		}
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	t.Parallel()
	g := theme.New(theme.Options{}).Glyphs
	all := []clean.Text{g.Marker, g.Check, g.Cross, g.Dot, g.Ring, g.Up, g.Down, g.Horizontal, g.Vertical, g.Bullet, g.Dash, g.Arrow, g.Full, g.Hollow}
	all = append(append(append(append(append(append(all, g.Quarters[:]...), g.ThinBar[:]...), g.Corners[:]...), g.Eighths[:]...), g.Levels[:]...), g.Shades[:]...)
	for _, glyph := range all {
		if glyph.Width() != 1 || ansi.StringWidthWc(string(glyph)) != 1 {
			t.Errorf("%q is not one cell wide", glyph)
		}
	}
}

func TestLineRendersExactly(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{})
	line := styles.Strong.Line("Northwind ").Add(styles.Muted, "東京").Add(styles.Accent, " 100")
	for width := range 30 {
		drawn := line.Render(width)
		if got := ansi.StringWidth(drawn); got != width {
			t.Errorf("width %d: drew %d cells: %q", width, got, drawn)
		}
	}
	if got := ansi.Strip(line.Render(12)); got != "Northwind … " && got != "Northwind 東" {
		t.Errorf("got %q", got)
	}
	if got := ansi.Strip(line.Render(6)); got != "North…" {
		t.Errorf("got %q", got)
	}
}

func TestJustify(t *testing.T) {
	t.Parallel()
	left, right := theme.Style{}.Line("37 of 412 trials"), theme.Style{}.Line("saved 14:01")
	for _, test := range []struct {
		width int
		want  string
	}{
		{40, "37 of 412 trials             saved 14:01"},
		{29, "37 of 412 trials  saved 14:01"},
		{24, "37 of 412 …  saved 14:01"},
		{16, "37 of 412 trials"},
		{5, "37 o…"},
		{0, ""},
	} {
		if got := ansi.Strip(theme.Justify(left, right, test.width).Render(test.width)); got != test.want {
			t.Errorf("width %d: %q, want %q", test.width, got, test.want)
		}
	}
}

func TestInheritKeepsTheBackground(t *testing.T) {
	t.Parallel()
	styles := theme.New(theme.Options{Background: color.Black})
	line := styles.Muted.Line("a").Space(1).Add(styles.Accent, "b").Inherit(styles.Selection)
	if got := strings.Count(line.Render(3), "48;2;"); got != 3 {
		t.Errorf("%d of 3 spans have the background: %q", got, line.Render(3))
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	lines := []theme.Line{theme.Style{}.Line("one"), theme.Style{}.Line("two"), theme.Style{}.Line("three")}
	if got := theme.Block(lines, 4, 2); got != "one \ntwo " {
		t.Errorf("got %q", got)
	}
	if got := theme.Block(lines[:1], 4, 2); got != "one \n    " {
		t.Errorf("got %q", got)
	}
	if got := theme.Block(lines, 0, 2); got != "" {
		t.Errorf("got %q", got)
	}
}
