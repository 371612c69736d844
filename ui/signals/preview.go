package signals

import (
	"slices"
	"strings"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// twoColumnWidth is the width from which a low preview has two columns.
const twoColumnWidth = 70

// drawPreview puts what the draft does beside or below the list.
func (s *Screen) drawPreview(lines []theme.Line) {
	look, l := s.frame.Theme(), s.layout
	if !l.beside {
		lines[l.divide.Y] = layout.Rule(look, l.divide.W)
	}
	drawn := s.previewLines()
	for i := range l.preview.H {
		y := l.preview.Y + i
		if y >= len(lines) {
			break
		}
		line := theme.Line{}.Space(l.preview.X)
		if l.beside {
			line = lines[y].Pad(l.divide.X+1).Add(look.Faint, look.Glyphs.Vertical).Space(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.W))
		}
		lines[y] = line
	}
}

// previewLines draws the preview in its room.
func (s *Screen) previewLines() []theme.Line {
	look, size := s.frame.Theme(), s.layout.preview
	answer := s.draft.Preview()
	if answer.Effect == nil {
		return nil
	}
	if answer.Effect.Draft.Accounts+answer.Effect.Saved.Accounts == 0 {
		return []theme.Line{look.Muted.Line("No account is on trial, so there is nothing to rank.").Fit(size.W)}
	}
	if !s.twoColumns() {
		top := s.topLines(size.W, s.topRows())
		for _, part := range s.previewSections(size.W, size.H) {
			top = append(append(top, nil), part...)
		}
		return top
	}
	half := (size.W - 4) * 55 / 100
	var right []theme.Line
	for _, part := range s.previewSections(size.W-4-half, size.H+minTop+2) {
		right = append(append(right, part...), nil)
	}
	return layout.SideBySide(s.topLines(half, s.topRows()), right, half, 4)
}

func (s *Screen) twoColumns() bool {
	l := s.layout
	return !l.beside && l.preview.W >= twoColumnWidth
}

// minTop is how many trials the preview shows before anything else has room.
const minTop = 4

// topRows is how many of the trials at the top of the ranking are shown.
func (s *Screen) topRows() int {
	size, rest := s.layout.preview, 0
	if !s.twoColumns() {
		for _, part := range s.previewSections(size.W, size.H) {
			rest += len(part) + 1
		}
	}
	return max(size.H-1-rest, 0)
}

// previewSections are the parts under the ranking that have room in so many
// lines, in their order: what is told first gives way last.
func (s *Screen) previewSections(width, height int) [][]theme.Line {
	look, answer := s.frame.Theme(), s.draft.Preview()
	if answer.Effect == nil {
		return nil
	}
	room := height - 1 - minTop
	high := 1
	switch {
	case height >= 34:
		high = 3
	case height >= 28:
		high = 2
	}
	var parts [][]theme.Line
	for _, part := range [][]theme.Line{
		s.qualifiedLines(width),
		scoreHistogram(look, answer.Effect, s.side(), width, high),
		bandLines(look, answer.Effect, width),
	} {
		if len(part)+1 <= room {
			room -= len(part) + 1
			parts = append(parts, part)
		}
	}
	return parts
}

// topLines is the first trials as the draft ranks them, with where they come
// from.
func (s *Screen) topLines(width, rows int) []theme.Line {
	look, side, answer := s.frame.Theme(), s.side(), s.draft.Preview()
	const figures = 6
	right := look.Muted.Line(words.SideWord(side)+clean.Text("saved").PadLeft(figures)).Add(look.Muted, clean.Text("draft").PadLeft(figures)).Space(5)
	title := look.Strong.Line("Top of the list")
	if by := look.Muted.Line(" by " + shortOrderName(answer.Saved.By)); title.Width()+by.Width()+right.Width()+2 <= width {
		title = title.Join(by)
	}
	lines := []theme.Line{theme.Justify(title, right, width)}
	moves := answer.Effect.Moves
	for _, place := range topPositions(moves, rows) {
		if place < 0 {
			lines = append(lines, look.Faint.Line(" …"))
			continue
		}
		move := moves[place]
		slot := int(move.Slot)
		was, now := answer.Saved.Score(side, slot), answer.Draft.Score(side, slot)
		ink := look.Text
		if was.Compare(now) != 0 {
			ink = look.Accent
		}
		before := roundedScore(was)
		if move.From < 0 {
			before = look.Glyphs.Dash
		}
		right := look.Muted.Line(before.PadLeft(figures)).Add(ink, roundedScore(now).PadLeft(figures)).
			Space(1).Join(movementMark(look, move.From, place).Pad(4))
		left := look.Muted.Line(positionText(place).PadLeft(3)).Space(2).Add(look.Text, s.board.AccountName(move.Slot))
		lines = append(lines, theme.Justify(left, right, width))
	}
	return lines
}

// topPositions are the places that so many rows show: from the top on, and where
// nothing moves up there, with a gap in between, -1, those around the first
// trial that does.
func topPositions(moves []rank.Move, rows int) []int {
	rows = max(min(rows, len(moves)), 0)
	places := make([]int, rows)
	for i := range places {
		places[i] = i
	}
	first := 0
	for first < len(moves) && moves[first].From == first {
		first++
	}
	// A trial before the first mover shows what it went past.
	if head := rows / 3; head > 0 && first < len(moves) && first >= rows {
		places[head] = -1
		from := min(first-1, len(moves)-(rows-head-1))
		for i := head + 1; i < rows; i++ {
			places[i] = from + i - head - 1
		}
	}
	return places
}

// shortOrderName is an order as one word or two.
func shortOrderName(o rank.Order) clean.Text {
	first, _, _ := strings.Cut(string(words.OrderName(o)), ",")
	return clean.Text(first)
}

// roundedScore is a score as a whole number; a dash for none.
func roundedScore(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return words.Number(s.Rounded())
}

// movementMark is how far a trial comes from its place before.
func movementMark(look theme.Theme, was, now int) theme.Line {
	switch by := was - now; {
	case was < 0:
		return look.Good.Line("new")
	case by > 0:
		return look.Good.Line(look.Glyphs.Up + compactCount(by))
	case by < 0:
		return look.Muted.Line(look.Glyphs.Down + compactCount(-by))
	}
	return nil
}

// compactCount is a count in three cells.
func compactCount(n int) clean.Text {
	if n > 999 {
		return words.Number(min(n/1000, 99)) + "k"
	}
	return words.Number(n)
}

// qualifiedLine is how many are qualified, before and after.
func qualifiedLine(look theme.Theme, o *rank.Preview) theme.Line {
	was, now := o.Saved.Qualified, o.Draft.Qualified
	line := look.Strong.Line("Qualified").Space(2)
	if was == now {
		return line.Add(look.Text, words.Number(now))
	}
	return line.Add(look.Muted, words.Number(was)+" "+look.Glyphs.Arrow+" ").Add(look.Accent, words.Number(now))
}

// shortPreview is what is said where there is no room for a preview.
func shortPreview(look theme.Theme, o *rank.Preview, width int) theme.Line {
	if o == nil {
		return nil
	}
	turn := look.Muted.Line(enterWords(o.EnterCount) + ", " + leaveWords(o.LeaveCount))
	return theme.Justify(qualifiedLine(look, o), turn, width)
}

func enterWords(n int) clean.Text {
	if n == 0 {
		return "nobody enters"
	}
	return words.Count(n, "enters", "enter")
}

func leaveWords(n int) clean.Text {
	if n == 0 {
		return "nobody leaves"
	}
	return words.Count(n, "leaves", "leave")
}

// qualifiedLines is who becomes qualified and who ceases to be, by the names of
// the best. There are always as many lines, so that nothing below jumps.
func (s *Screen) qualifiedLines(width int) []theme.Line {
	look, o := s.frame.Theme(), s.draft.Preview().Effect
	return []theme.Line{
		qualifiedLine(look, o).Fit(width),
		s.turnoverLine(look.Good, look.Glyphs.Up, enterWords(o.EnterCount), o.BestEntering, o.EnterCount, width),
		s.turnoverLine(look.Muted, look.Glyphs.Down, leaveWords(o.LeaveCount), o.BestLeaving, o.LeaveCount, width),
	}
}

// turnoverLine counts those who enter or leave and names as many as there is room
// for.
func (s *Screen) turnoverLine(ink theme.Style, mark, words clean.Text, best []uint32, of, width int) theme.Line {
	look := s.frame.Theme()
	if of == 0 {
		return look.Faint.Line(mark).Space(1).Add(look.Muted, words).Fit(width)
	}
	line := ink.Line(mark).Space(1).Add(look.Muted, words).Space(2)
	if width >= 40 {
		line = line.Space(10 - words.Width())
	}
	var names []clean.Text
	for _, slot := range best {
		name := s.board.AccountName(slot)
		if name == "" || len(names) > 0 && clean.Join(append(names, name), ", ").Width() > width-line.Width()-2 {
			break
		}
		names = append(names, name)
	}
	text := clean.Join(names, ", ")
	if len(names) > 0 && len(names) < of {
		text += ", …"
	}
	return line.Add(look.Text, text).Fit(width)
}

// scoreHistogram is the scores of a side, saved and draft, on one scale.
func scoreHistogram(look theme.Theme, o *rank.Preview, side rulebook.Side, width, high int) []theme.Line {
	saved, d := o.Saved.Histogram[side], o.Draft.Histogram[side]
	most := max(slices.Max(append([]int{1}, saved...)), slices.Max(append([]int{1}, d...)))
	const label = 7
	wide := max(min((width-label)/draft.PreviewExtent.Buckets, 2), 1)
	title, scale := look.Strong.Line(words.SideTitle(side)+" scores"), look.Muted.Line("highest "+words.Count(most, "trial", "trials"))
	if title.Width()+scale.Width()+2 > width {
		scale = nil
	}
	lines := []theme.Line{theme.Justify(title, scale, width)}
	picture := func(name clean.Text, ink theme.Style, counts []int) {
		for i, line := range chart.Columns(look, ink, counts, most, wide, high) {
			at := clean.Text("")
			if i == high-1 {
				at = name
			}
			lines = append(lines, look.Muted.Line(at.Pad(label)).Join(line).Fit(width))
		}
	}
	picture("saved", look.Muted, saved)
	ink := look.Bar
	if !slices.Equal(saved, d) {
		ink = look.Accent
	}
	picture("draft", ink, d)
	span := wide * draft.PreviewExtent.Buckets
	axis := clean.Text("0").Pad(span/2-1) + "50" + clean.Text("100").PadLeft(span-span/2-1)
	return append(lines, theme.Line{}.Space(label).Add(look.Faint, axis).Fit(width))
}

// bandLines is how many trials are in each band of both sides, the best band
// first.
func bandLines(look theme.Theme, o *rank.Preview, width int) []theme.Line {
	half := (width - 3) / 2
	column := func(side rulebook.Side, width int) []theme.Line {
		lines := []theme.Line{look.Strong.Line(words.SideTitle(side) + " bands").Fit(width)}
		for _, band := range slices.Backward(rulebook.Bands()) {
			was, now := o.Saved.Bands[side][band], o.Draft.Bands[side][band]
			figures := look.Text.Line(words.Number(now))
			if was != now {
				figures = look.Muted.Line(words.Number(was)+" "+look.Glyphs.Arrow+" ").Add(look.Accent, words.Number(now))
			}
			name := clean.Text(band.Name(side))
			if short, ok := strings.CutSuffix(string(name), " match"); ok && short != "No" && name.Width()+figures.Width()+2 > width {
				name = clean.Text(short)
			}
			lines = append(lines, theme.Justify(look.Muted.Line(name), figures, width))
		}
		return lines
	}
	return layout.SideBySide(column(rulebook.Adoption, half), column(rulebook.Fit, width-3-half), half, 3)
}
