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

// ground is what is known of the terminal's background.
type ground uint8

const (
	unknown ground = iota
	dark
	light
)

// New is the theme for a terminal.
func New(o Options) Theme {
	on := unknown
	switch {
	case o.Name == "dark":
		on = dark
	case o.Name == "light":
		on = light
	case o.Background != nil && isDark(o.Background):
		on = dark
	case o.Background != nil:
		on = light
	}
	var t Theme
	switch o.Profile {
	case colorprofile.NoTTY, colorprofile.ASCII:
		t = plain()
	case colorprofile.ANSI:
		t = sixteen(on)
	case colorprofile.Unknown, colorprofile.ANSI256, colorprofile.TrueColor:
		t = rich(on, o.Profile != colorprofile.ANSI256)
		t.Cursor = cursor(o, on, t.Accent)
	}
	t.Dark = on != light
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
// white; those for an unknown one can be read on either.
func rich(on ground, exact bool) Theme {
	pick := func(onUnknown, onDark, onLight tone) Style {
		switch on {
		case dark:
			return onDark.style(exact)
		case light:
			return onLight.style(exact)
		case unknown:
		}
		return onUnknown.style(exact)
	}
	return Theme{
		Strong: Style{}.Bold(),
		Muted:  pick(tone{"#808080", 244}, tone{"#939ba5", 247}, tone{"#59636e", 241}),
		Faint:  pick(tone{"#949494", 246}, tone{"#565e69", 240}, tone{"#a8b0b9", 249}),
		Accent: pick(tone{"#1f8fb3", 31}, tone{"#6fc0d6", 74}, tone{"#0a6c86", 24}),
		Good:   pick(tone{"#4a8f5c", 65}, tone{"#86bd8b", 108}, tone{"#2c7a4b", 29}),
		Warn:   pick(tone{"#b36b12", 130}, tone{"#dcae6a", 179}, tone{"#8f5e00", 94}),
		Bad:    pick(tone{"#d3545b", 167}, tone{"#e57f86", 174}, tone{"#b3261e", 124}),
		Bar:    pick(tone{"#5f87a5", 67}, tone{"#6f97b0", 67}, tone{"#5f8499", 66}),
	}
}

// sixteen leaves the tones to the terminal's own palette. Muted is faint text
// rather than bright black, which some palettes make the background.
func sixteen(on ground) Theme {
	accent, warn := lipgloss.Cyan, lipgloss.Yellow
	if on == light {
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
func cursor(o Options, on ground, accent Style) Style {
	switch {
	case on == unknown, o.Background != nil && isDark(o.Background) != (on == dark):
		return Style{}
	case o.Profile != colorprofile.ANSI256 && o.Background != nil:
		return Style{}.Paper(blend(o.Background, accent.ink, 13))
	case on == dark:
		return Style{}.Paper(lipgloss.ANSIColor(236))
	}
	return Style{}.Paper(lipgloss.ANSIColor(255))
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
