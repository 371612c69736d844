package form

import (
	"slices"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// page is all fields laid out below each other, on as many lines as they take,
// and where each of them is.
type page struct {
	theme      theme.Theme
	width      int
	indent     int // where fields start
	lines      []theme.Line
	placements []placement
	errorEnds  map[FieldRef]int // the last line of each error on the page
}

// placement is where a field, or an option of one, is on the page.
type placement struct {
	field  FieldRef
	option int // -1 for the whole field
	line   int
	x, w   int
}

// distance is how many cells the placement is away from a column, 0 when it
// covers it.
func (p placement) distance(x int) int { return max(p.x-x, x-(p.x+p.w-1), 0) }

// segment is a part of a line: a field, an option or plain words.
type segment struct {
	line   theme.Line
	field  FieldRef
	option int
	kind   segmentKind
}

type segmentKind uint8

const (
	plainSegment  segmentKind = iota // words that cannot be selected
	fieldSegment                     // a whole field
	optionSegment                    // an option of a field
)

// place is where a field is; false when it is not on the page.
func (p *page) place(ref FieldRef) (placement, bool) {
	i := slices.IndexFunc(p.placements, func(piece placement) bool { return piece.field == ref })
	if i < 0 {
		return placement{}, false
	}
	return p.placements[i], true
}

// label starts a line with the label of a field, marked when the cursor is there.
func (p *page) label(text clean.Text, here bool) {
	p.lines = append(p.lines, p.labelled(text, here).Pad(p.indent))
}

func (p *page) labelled(text clean.Text, here bool) theme.Line {
	if here {
		return p.theme.Accent.Line(p.theme.Glyphs.Marker).Space(1).Add(p.theme.Accent, text)
	}
	return theme.Line{}.Space(2).Add(p.theme.Muted, text)
}

// put adds segments to the last line, or to a new one when there is no room. Only
// segments that no line has room for together are put on several lines.
func (p *page) put(gap int, segments ...segment) {
	width := 0
	for _, b := range segments {
		width += b.line.Width()
	}
	if width > p.width-p.indent && len(segments) > 1 {
		for _, b := range segments {
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
	for _, b := range segments {
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

// say adds a remark at the end of the last line, or below it where it does not
// fit.
func (p *page) say(style theme.Style, text clean.Text) {
	last := len(p.lines) - 1
	if p.lines[last].Width()+3+text.Width() <= p.width {
		p.lines[last] = p.lines[last].Space(3).Add(style, text)
		return
	}
	p.below(style, text, p.indent)
}

// below adds a remark on lines of its own, at a column where it fits there.
func (p *page) below(style theme.Style, text clean.Text, from int) {
	if over := from + text.Width() - p.width; over > 0 {
		from = max(from-over, p.indent)
	}
	for _, part := range text.Wrap(max(p.width-from, 1)) {
		p.lines = append(p.lines, theme.Line{}.Space(from).Add(style, part))
	}
}
