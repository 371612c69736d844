package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Theme is the set of styles and glyphs that views draw with. Styles are named for
// what they mean.
type Theme struct {
	Text      Style // ordinary text, in the terminal's own colour
	Strong    Style // names, titles and the values that matter most
	Muted     Style // labels, secondary text and marks that are read
	Faint     Style // rules, boxes and the empty part of bars; too faint for text
	Accent    Style // the selected row, the active tab, values that the draft changes
	Good      Style // qualified, gained
	Warn      Style // running out, out of date
	Bad       Style // errors
	Bar       Style // the filled part of bars and dots
	Selection Style // under the selected row; only a background, if any
	Glyphs    Glyphs
	Dark      bool // for a dark background
	Plain     bool // the background is not known, so text has no colours
}

// Options say what the terminal can do and what the user wants.
type Options struct {
	Profile    colorprofile.Profile // Unknown is treated as true colour
	Background color.Color          // the terminal's; nil when it did not say
	Name       string               // "dark" or "light" overrides Background; anything else follows it
	ASCII      bool                 // draw with ASCII only
	Colors     Colors               // those of the user
}

// background is what is known of the terminal's background.
type background uint8

const (
	unknown background = iota
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
		t = noColor()
	case colorprofile.ANSI:
		t = ansi16(on)
	case colorprofile.Unknown, colorprofile.ANSI256, colorprofile.TrueColor:
		t = fullColor(on, o.Profile != colorprofile.ANSI256)
		t = t.withColors(o.Colors.on(on), o.Profile != colorprofile.ANSI256)
		t.Selection = selection(o, on, t.Accent)
	}
	t.Dark, t.Plain = on != light, on == unknown
	t.Glyphs = unicodeGlyphs
	if o.ASCII {
		t.Glyphs = asciiGlyphs
	}
	return t
}

// paletteColor is a colour for true colour, and the one that stands for it among
// the 256 of older terminals and tmux. It is chosen by hand: rounding turns greys
// into violets.
type paletteColor struct {
	hex     string
	ansi256 uint8
}

func (t paletteColor) style(exact bool) Style {
	if exact {
		return Style{}.Foreground(lipgloss.Color(t.hex))
	}
	return Style{}.Foreground(lipgloss.ANSIColor(t.ansi256))
}

// fullColor is the theme for terminals with 256 colours or more. Its colours can be
// read on any dark or light background that is in use, not only on pure black or
// white: what is read has a contrast of 4.5 to 1 or more, as WCAG 2 asks, and bars
// have 3 to 1. No colour has that on both a dark and a light background unless they
// are pure, so on an unknown one all text is in the terminal's own colour.
func fullColor(on background, exact bool) Theme {
	pick := func(onDark, onLight paletteColor) Style {
		if on == light {
			return onLight.style(exact)
		}
		return onDark.style(exact)
	}
	if on == unknown {
		t := noColor()
		t.Faint = paletteColor{"#949494", 246}.style(exact)
		t.Bar = paletteColor{"#5f87a5", 67}.style(exact)
		return t
	}
	return Theme{
		Strong: Style{}.Bold(),
		Muted:  pick(paletteColor{"#a3aab2", 247}, paletteColor{"#59636e", 241}),
		Faint:  pick(paletteColor{"#565e69", 240}, paletteColor{"#a8b0b9", 249}),
		Accent: pick(paletteColor{"#6fc0d6", 74}, paletteColor{"#0a6c86", 24}),
		Good:   pick(paletteColor{"#86bd8b", 108}, paletteColor{"#2a7548", 22}),
		Warn:   pick(paletteColor{"#dcae6a", 179}, paletteColor{"#8e5d00", 94}),
		Bad:    pick(paletteColor{"#e99197", 174}, paletteColor{"#b3261e", 124}),
		Bar:    pick(paletteColor{"#6f97b0", 67}, paletteColor{"#5f8499", 66}),
	}
}

// ansi16 is the theme for 16 colours, which the terminal's palette defines. It has
// those that can be read in the usual palettes. Secondary text is not faint: how
// faint that is differs, and on white it cannot always be read.
func ansi16(on background) Theme {
	t := noColor()
	switch on {
	case dark:
		t.Accent = Style{}.Foreground(lipgloss.Cyan)
		t.Good = Style{}.Foreground(lipgloss.Green)
		t.Warn = Style{}.Foreground(lipgloss.BrightYellow)
		t.Bad = Style{}.Foreground(lipgloss.BrightRed)
	case light:
		t.Accent = Style{}.Foreground(lipgloss.Blue)
		t.Warn = Style{}.Foreground(lipgloss.Magenta)
		t.Bad = Style{}.Foreground(lipgloss.Red)
	case unknown:
	}
	return t
}

// noColor is the theme without colour. Glyphs and words say everything.
func noColor() Theme {
	return Theme{
		Strong: Style{}.Bold(),
		Faint:  Style{}.Faint(),
		Accent: Style{}.Bold(),
		Warn:   Style{}.Bold(),
		Bad:    Style{}.Bold(),
	}
}

// The part of the accent in the background of the selected row, in percent: no more
// than leaves the text on it readable.
const (
	selectionOnDark  = 8
	selectionOnLight = 6
)

// selection is the style under the selected row: the terminal's background with a
// little of the accent mixed in. Where the background is not known there is none,
// and only the marker shows the row.
func selection(o Options, on background, accent Style) Style {
	switch {
	case on == unknown, o.Background != nil && isDark(o.Background) != (on == dark):
		return Style{}
	case o.Profile != colorprofile.ANSI256 && o.Background != nil:
		percent := uint32(selectionOnDark)
		if on == light {
			percent = selectionOnLight
		}
		return Style{}.Background(blend(o.Background, accent.foreground, percent))
	case on == dark:
		return Style{}.Background(lipgloss.ANSIColor(236))
	}
	return Style{}.Background(lipgloss.ANSIColor(255))
}

// blend is the colour under with percent of over mixed in.
func blend(under, over color.Color, percent uint32) color.Color {
	ur, ug, ub, _ := under.RGBA()
	or, og, ob, _ := over.RGBA()
	mix := func(u, o uint32) uint8 { return uint8((u*(100-percent) + o*percent) / 100 >> 8) }
	return color.RGBA{R: mix(ur, or), G: mix(ug, og), B: mix(ub, ob), A: 0xff}
}

// isDark reports whether the perceived brightness (ITU-R BT.601) is below half.
func isDark(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return 299*r+587*g+114*b < 1000*0x8000
}
