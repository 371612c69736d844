package ui

import (
	"slices"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// formPage is all fields laid out below each other, however many lines that
// takes, and where each of them is.
type formPage struct {
	look   theme.Theme
	width  int
	indent int // where fields start
	lines  []theme.Line
	pieces []formPiece
}

// formPiece is a field, or an option of one, on the page.
type formPiece struct {
	spot   formSpot
	option int // -1 for the whole field
	line   int
	x, w   int
}

// away is how far the piece is from a column.
func (p formPiece) away(x int) int { return max(p.x-x, x-(p.x+p.w-1), 0) }

// formBit is a bit of a line that belongs together with the bits beside it.
type formBit struct {
	line   theme.Line
	spot   formSpot
	option int
	kind   formBitKind
}

type formBitKind uint8

const (
	plainBit  formBitKind = iota // only words
	fieldBit                     // a field
	optionBit                    // an option of a field
)

// place is where the field at a spot is.
func (p *formPage) place(spot formSpot) (formPiece, bool) {
	i := slices.IndexFunc(p.pieces, func(piece formPiece) bool { return piece.spot == spot })
	if i < 0 {
		return formPiece{}, false
	}
	return p.pieces[i], true
}

// label starts a line with a word, marked when the cursor is in its field.
func (p *formPage) label(text clean.Text, here bool) {
	p.lines = append(p.lines, p.labelled(text, here).Pad(p.indent))
}

func (p *formPage) labelled(text clean.Text, here bool) theme.Line {
	if here {
		return p.look.Accent.Say(p.look.Glyphs.Marker).Gap(1).Add(p.look.Accent, text)
	}
	return theme.Line{}.Gap(2).Add(p.look.Muted, text)
}

// put adds bits to the last line, or to a new one below when there is no room.
// Where no line has room for all of them they part.
func (p *formPage) put(gap int, bits ...formBit) {
	width := 0
	for _, b := range bits {
		width += b.line.Width()
	}
	if width > p.width-p.indent && len(bits) > 1 {
		for _, b := range bits {
			p.put(0, b)
		}
		return
	}
	last := len(p.lines) - 1
	used := p.lines[last].Width()
	switch {
	case used <= p.indent:
		gap = p.indent - used
	case used+gap+width > p.width:
		p.lines = append(p.lines, nil)
		last++
		gap = p.indent
	}
	line := p.lines[last].Gap(gap)
	for _, b := range bits {
		x := line.Width()
		line = line.Join(b.line)
		if b.kind == plainBit {
			continue
		}
		piece := formPiece{spot: b.spot, option: -1, line: last, x: x, w: b.line.Width()}
		if b.kind == optionBit {
			piece.option = b.option
		}
		p.pieces = append(p.pieces, piece)
	}
	p.lines[last] = line
}

// say adds words in a style, on the last line where they fit behind what is
// there, else on lines of their own.
func (p *formPage) say(style theme.Style, text clean.Text) {
	last := len(p.lines) - 1
	if p.lines[last].Width()+3+text.Width() <= p.width {
		p.lines[last] = p.lines[last].Gap(3).Add(style, text)
		return
	}
	p.below(style, text, p.indent)
}

// below adds lines of words, from a column on where they fit there.
func (p *formPage) below(style theme.Style, text clean.Text, from int) {
	if over := from + text.Width() - p.width; over > 0 {
		from = max(from-over, p.indent)
	}
	for _, part := range text.Wrap(max(p.width-from, 1)) {
		p.lines = append(p.lines, theme.Line{}.Gap(from).Add(style, part))
	}
}
