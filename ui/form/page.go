package form

import (
	"slices"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// page is all fields laid out below each other, however many lines that
// takes, and where each of them is.
type page struct {
	theme      theme.Theme
	width      int
	indent     int // where fields start
	lines      []theme.Line
	placements []placement
}

// placement is a field, or an option of one, on the page.
type placement struct {
	field  FieldRef
	option int // -1 for the whole field
	line   int
	x, w   int
}

// distance is how far the piece is from a column.
func (p placement) distance(x int) int { return max(p.x-x, x-(p.x+p.w-1), 0) }

// segment is a bit of a line that belongs together with the bits beside it.
type segment struct {
	line   theme.Line
	field  FieldRef
	option int
	kind   segmentKind
}

type segmentKind uint8

const (
	plainSegment  segmentKind = iota // only words
	fieldSegment                     // a field
	optionSegment                    // an option of a field
)

// place is where the field at a spot is.
func (p *page) place(spot FieldRef) (placement, bool) {
	i := slices.IndexFunc(p.placements, func(piece placement) bool { return piece.field == spot })
	if i < 0 {
		return placement{}, false
	}
	return p.placements[i], true
}

// label starts a line with a word, marked when the cursor is in its field.
func (p *page) label(text clean.Text, here bool) {
	p.lines = append(p.lines, p.labelled(text, here).Pad(p.indent))
}

func (p *page) labelled(text clean.Text, here bool) theme.Line {
	if here {
		return p.theme.Accent.Line(p.theme.Glyphs.Marker).Space(1).Add(p.theme.Accent, text)
	}
	return theme.Line{}.Space(2).Add(p.theme.Muted, text)
}

// put adds bits to the last line, or to a new one below when there is no room.
// Where no line has room for all of them they part.
func (p *page) put(gap int, bits ...segment) {
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
	line := p.lines[last].Space(gap)
	for _, b := range bits {
		x := line.Width()
		line = line.Join(b.line)
		if b.kind == plainSegment {
			continue
		}
		piece := placement{field: b.field, option: -1, line: last, x: x, w: b.line.Width()}
		if b.kind == optionSegment {
			piece.option = b.option
		}
		p.placements = append(p.placements, piece)
	}
	p.lines[last] = line
}

// say adds words in a style, on the last line where they fit behind what is
// there, else on lines of their own.
func (p *page) say(style theme.Style, text clean.Text) {
	last := len(p.lines) - 1
	if p.lines[last].Width()+3+text.Width() <= p.width {
		p.lines[last] = p.lines[last].Space(3).Add(style, text)
		return
	}
	p.below(style, text, p.indent)
}

// below adds lines of words, from a column on where they fit there.
func (p *page) below(style theme.Style, text clean.Text, from int) {
	if over := from + text.Width() - p.width; over > 0 {
		from = max(from-over, p.indent)
	}
	for _, part := range text.Wrap(max(p.width-from, 1)) {
		p.lines = append(p.lines, theme.Line{}.Space(from).Add(style, part))
	}
}
