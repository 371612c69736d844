// Package theme holds the looks of the dashboard: semantic styles over the
// terminal's own background, the glyphs, and the lines of styled text that
// every view is made of.
//
// There is one accent, for what matters now. Nothing is told by colour alone,
// so the same screens work with 16 colours and with none.
package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Theme is the set of styles that views draw with, named for what they mean.
type Theme struct {
	Text   Style // ordinary text in the terminal's own colour
	Strong Style // names, titles, the values that answer the question
	Muted  Style // labels and what is read second
	Faint  Style // rules, empty tracks, what is only there when looked for
	Accent Style // what matters now: the selected row, the active tab, the changed thing
	Good   Style // qualified, gained
	Warn   Style // running out, out of date
	Bad    Style // errors, lost
	Bar    Style // the filled part of bars and dots
	Cursor Style // laid under the selected row; only a background, if any
	Glyphs Glyphs
	Dark   bool
}

// Options say what the terminal can do and what the user wants.
type Options struct {
	Profile    colorprofile.Profile // Unknown is taken for true colour
	Background color.Color          // the terminal's; nil when it did not say
	Name       string               // "dark" or "light" overrules Background; anything else follows it
	ASCII      bool                 // draw with ASCII only
}

// New is the theme for a terminal.
func New(o Options) Theme {
	dark := true
	if o.Background != nil {
		dark = isDark(o.Background)
	}
	switch o.Name {
	case "dark":
		dark = true
	case "light":
		dark = false
	}
	var t Theme
	switch o.Profile {
	case colorprofile.NoTTY, colorprofile.ASCII:
		t = plain()
	case colorprofile.ANSI:
		t = sixteen(dark, o.Background != nil || o.Name == "light")
	case colorprofile.Unknown, colorprofile.ANSI256, colorprofile.TrueColor:
		t = rich(dark, o.Profile != colorprofile.ANSI256)
		t.Cursor = cursor(o, dark, t.Accent)
	}
	t.Dark = dark
	t.Glyphs = unicodeGlyphs
	if o.ASCII {
		t.Glyphs = asciiGlyphs
	}
	return t
}

// tone is one colour of the rich palettes: exact, and the nearest that reads
// well of the 256 that older terminals and tmux have. Leaving that choice to
// rounding turns greys into violets.
type tone struct {
	hex string
	of  uint8
}

func (t tone) style(exact bool) Style {
	if exact {
		return Style{}.Ink(lipgloss.Color(t.hex))
	}
	return Style{}.Ink(lipgloss.ANSIColor(t.of))
}

// rich is the palette for terminals with 256 colours and more. The tones keep
// their contrast on any background of their kind, not just on pure black or
// white.
func rich(dark, exact bool) Theme {
	pick := func(light, onDark tone) Style {
		if dark {
			return onDark.style(exact)
		}
		return light.style(exact)
	}
	return Theme{
		Strong: Style{}.Bold(),
		Muted:  pick(tone{"#59636e", 241}, tone{"#939ba5", 247}),
		Faint:  pick(tone{"#a8b0b9", 249}, tone{"#565e69", 240}),
		Accent: pick(tone{"#0a6c86", 24}, tone{"#6fc0d6", 74}),
		Good:   pick(tone{"#2c7a4b", 29}, tone{"#86bd8b", 108}),
		Warn:   pick(tone{"#8f5e00", 94}, tone{"#dcae6a", 179}),
		Bad:    pick(tone{"#b3261e", 124}, tone{"#e57f86", 174}),
		Bar:    pick(tone{"#5f8499", 66}, tone{"#6f97b0", 67}),
	}
}

// sixteen leaves the tones to the terminal's own palette. Muted is faint text
// rather than bright black, which some palettes make the background.
func sixteen(dark, sure bool) Theme {
	accent, warn := lipgloss.Cyan, lipgloss.Yellow
	if !dark && sure {
		accent, warn = lipgloss.Blue, lipgloss.Magenta
	}
	return Theme{
		Strong: Style{}.Bold(),
		Muted:  Style{}.Faint(),
		Faint:  Style{}.Faint(),
		Accent: Style{}.Ink(accent),
		Good:   Style{}.Ink(lipgloss.Green),
		Warn:   Style{}.Ink(warn),
		Bad:    Style{}.Ink(lipgloss.Red),
	}
}

// plain has no colour at all; the glyphs and words carry the meaning.
func plain() Theme {
	return Theme{
		Strong: Style{}.Bold(),
		Muted:  Style{}.Faint(),
		Faint:  Style{}.Faint(),
		Accent: Style{}.Bold(),
		Warn:   Style{}.Bold(),
		Bad:    Style{}.Bold(),
	}
}

// cursor is a breath of the accent in the terminal's own background. Where
// that is not known there is none, and the marker beside the row has to do.
func cursor(o Options, dark bool, accent Style) Style {
	switch {
	case o.Profile == colorprofile.ANSI256 && dark:
		return Style{}.Paper(lipgloss.ANSIColor(236))
	case o.Profile == colorprofile.ANSI256:
		return Style{}.Paper(lipgloss.ANSIColor(255))
	case o.Background == nil || isDark(o.Background) != dark:
		return Style{}
	}
	return Style{}.Paper(blend(o.Background, accent.ink, 13))
}

// blend mixes percent of over into under.
func blend(under, over color.Color, percent uint32) color.Color {
	ur, ug, ub, _ := under.RGBA()
	or, og, ob, _ := over.RGBA()
	mix := func(u, o uint32) uint8 { return uint8((u*(100-percent) + o*percent) / 100 >> 8) }
	return color.RGBA{R: mix(ur, or), G: mix(ug, og), B: mix(ub, ob), A: 0xff}
}

// isDark judges by perceived brightness (ITU-R BT.601).
func isDark(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return 299*r+587*g+114*b < 1000*0x8000
}
