package ui

import (
	"slices"
	"strings"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// forecastColumns is the width from which a low preview has two columns.
const forecastColumns = 70

// drawForecast puts what the draft does beside or below the list.
func (s *signals) drawForecast(lines []theme.Line) {
	look, l := s.frame.Theme(), s.layout
	if !l.beside {
		lines[l.divide.y] = rule(look, l.divide.w)
	}
	drawn := s.forecastLines()
	for i := range l.preview.h {
		y := l.preview.y + i
		if y >= len(lines) {
			break
		}
		line := theme.Line{}.Gap(l.preview.x)
		if l.beside {
			line = lines[y].Pad(l.divide.x+1).Add(look.Faint, look.Glyphs.Wall).Gap(1)
		}
		if i < len(drawn) {
			line = line.Join(drawn[i].Pad(l.preview.w))
		}
		lines[y] = line
	}
}

// forecastLines draws the preview in its room.
func (s *signals) forecastLines() []theme.Line {
	look, size := s.frame.Theme(), s.layout.preview
	answer := s.drafting.forecast.answer
	if answer.outlook == nil {
		return nil
	}
	if answer.outlook.Draft.Accounts+answer.outlook.Saved.Accounts == 0 {
		return []theme.Line{look.Muted.Say("No account is on trial, so there is nothing to rank.").Fit(size.w)}
	}
	if !s.twoColumns() {
		top := s.topLines(size.w, s.topRows())
		for _, part := range s.forecastParts(size.w, size.h) {
			top = append(append(top, nil), part...)
		}
		return top
	}
	half := (size.w - 4) * 55 / 100
	var right []theme.Line
	for _, part := range s.forecastParts(size.w-4-half, size.h+leastTop+2) {
		right = append(append(right, part...), nil)
	}
	return beside(s.topLines(half, s.topRows()), right, half, 4)
}

func (s *signals) twoColumns() bool {
	l := s.layout
	return !l.beside && l.preview.w >= forecastColumns
}

// leastTop is how many trials the preview shows before anything else has room.
const leastTop = 4

// topRows is how many of the trials at the top of the ranking are shown.
func (s *signals) topRows() int {
	size, rest := s.layout.preview, 0
	if !s.twoColumns() {
		for _, part := range s.forecastParts(size.w, size.h) {
			rest += len(part) + 1
		}
	}
	return max(size.h-1-rest, 0)
}

// forecastParts are the parts under the ranking that have room in so many
// lines, in their order: what is told first gives way last.
func (s *signals) forecastParts(width, height int) [][]theme.Line {
	look, answer := s.frame.Theme(), s.drafting.forecast.answer
	if answer.outlook == nil {
		return nil
	}
	room := height - 1 - leastTop
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
		distribution(look, answer.outlook, s.side(), width, high),
		bandLines(look, answer.outlook, width),
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
func (s *signals) topLines(width, rows int) []theme.Line {
	look, side, answer := s.frame.Theme(), s.side(), s.drafting.forecast.answer
	const figures = 6
	right := look.Muted.Say(sideWord(side)+clean.Text("saved").PadLeft(figures)).Add(look.Muted, clean.Text("draft").PadLeft(figures)).Gap(5)
	title := look.Strong.Say("Top of the list")
	if by := look.Muted.Say(" by " + orderShort(answer.saved.By)); title.Width()+by.Width()+right.Width()+2 <= width {
		title = title.Join(by)
	}
	lines := []theme.Line{theme.Ends(title, right, width)}
	moves := answer.outlook.Moves
	for _, place := range topPlaces(moves, rows) {
		if place < 0 {
			lines = append(lines, look.Faint.Say(" …"))
			continue
		}
		move := moves[place]
		slot := int(move.Slot)
		was, now := answer.saved.Score(side, slot), answer.draft.Score(side, slot)
		ink := look.Text
		if was.Compare(now) != 0 {
			ink = look.Accent
		}
		before := scoreShort(was)
		if move.From < 0 {
			before = look.Glyphs.Dash
		}
		right := look.Muted.Say(before.PadLeft(figures)).Add(ink, scoreShort(now).PadLeft(figures)).
			Gap(1).Join(movement(look, move.From, place).Pad(4))
		left := look.Muted.Say(placeText(place).PadLeft(3)).Gap(2).Add(look.Text, s.board.name(move.Slot))
		lines = append(lines, theme.Ends(left, right, width))
	}
	return lines
}

// topPlaces are the places that so many rows show: from the top on, and where
// nothing moves up there, with a gap in between, -1, those around the first
// trial that does.
func topPlaces(moves []rank.Move, rows int) []int {
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

// orderShort is an order as one word or two.
func orderShort(o rank.Order) clean.Text {
	first, _, _ := strings.Cut(string(orderWords(o)), ",")
	return clean.Text(first)
}

// scoreShort is a score as a whole number; a dash for none.
func scoreShort(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return number(s.Rounded())
}

// movement is how far a trial comes from its place before.
func movement(look theme.Theme, was, now int) theme.Line {
	switch by := was - now; {
	case was < 0:
		return look.Good.Say("new")
	case by > 0:
		return look.Good.Say(look.Glyphs.Up + many(by))
	case by < 0:
		return look.Muted.Say(look.Glyphs.Down + many(-by))
	}
	return nil
}

// many is a count in three cells.
func many(n int) clean.Text {
	if n > 999 {
		return number(min(n/1000, 99)) + "k"
	}
	return number(n)
}

// qualifiedLine is how many are qualified, before and after.
func qualifiedLine(look theme.Theme, o *rank.Preview) theme.Line {
	was, now := o.Saved.Qualified, o.Draft.Qualified
	line := look.Strong.Say("Qualified").Gap(2)
	if was == now {
		return line.Add(look.Text, number(now))
	}
	return line.Add(look.Muted, number(was)+" "+look.Glyphs.Arrow+" ").Add(look.Accent, number(now))
}

// shortForecast is what is said where there is no room for a preview.
func shortForecast(look theme.Theme, o *rank.Preview, width int) theme.Line {
	if o == nil {
		return nil
	}
	turn := look.Muted.Say(enterWords(o.EnterCount) + ", " + leaveWords(o.LeaveCount))
	return theme.Ends(qualifiedLine(look, o), turn, width)
}

func enterWords(n int) clean.Text {
	if n == 0 {
		return "nobody enters"
	}
	return count(n, "enters", "enter")
}

func leaveWords(n int) clean.Text {
	if n == 0 {
		return "nobody leaves"
	}
	return count(n, "leaves", "leave")
}

// qualifiedLines is who becomes qualified and who ceases to be, by the names of
// the best. There are always as many lines, so that nothing below jumps.
func (s *signals) qualifiedLines(width int) []theme.Line {
	look, o := s.frame.Theme(), s.drafting.forecast.answer.outlook
	return []theme.Line{
		qualifiedLine(look, o).Fit(width),
		s.turnLine(look.Good, look.Glyphs.Up, enterWords(o.EnterCount), o.BestEntering, o.EnterCount, width),
		s.turnLine(look.Muted, look.Glyphs.Down, leaveWords(o.LeaveCount), o.BestLeaving, o.LeaveCount, width),
	}
}

// turnLine counts those who enter or leave and names as many as there is room
// for.
func (s *signals) turnLine(ink theme.Style, mark, words clean.Text, best []uint32, of, width int) theme.Line {
	look := s.frame.Theme()
	if of == 0 {
		return look.Faint.Say(mark).Gap(1).Add(look.Muted, words).Fit(width)
	}
	line := ink.Say(mark).Gap(1).Add(look.Muted, words).Gap(2)
	if width >= 40 {
		line = line.Gap(10 - words.Width())
	}
	var names []clean.Text
	for _, slot := range best {
		name := s.board.name(slot)
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

// distribution is the scores of a side, saved and draft, on one scale.
func distribution(look theme.Theme, o *rank.Preview, side rulebook.Side, width, high int) []theme.Line {
	saved, draft := o.Saved.Histogram[side], o.Draft.Histogram[side]
	most := max(slices.Max(append([]int{1}, saved...)), slices.Max(append([]int{1}, draft...)))
	const label = 7
	wide := max(min((width-label)/foreseenExtent.Buckets, 2), 1)
	title, scale := look.Strong.Say(sideName(side)+" scores"), look.Muted.Say("highest "+count(most, "trial", "trials"))
	if title.Width()+scale.Width()+2 > width {
		scale = nil
	}
	lines := []theme.Line{theme.Ends(title, scale, width)}
	picture := func(name clean.Text, ink theme.Style, counts []int) {
		for i, line := range chart.Columns(look, ink, counts, most, wide, high) {
			at := clean.Text("")
			if i == high-1 {
				at = name
			}
			lines = append(lines, look.Muted.Say(at.Pad(label)).Join(line).Fit(width))
		}
	}
	picture("saved", look.Muted, saved)
	ink := look.Bar
	if !slices.Equal(saved, draft) {
		ink = look.Accent
	}
	picture("draft", ink, draft)
	span := wide * foreseenExtent.Buckets
	axis := clean.Text("0").Pad(span/2-1) + "50" + clean.Text("100").PadLeft(span-span/2-1)
	return append(lines, theme.Line{}.Gap(label).Add(look.Faint, axis).Fit(width))
}

// bandLines is how many trials are in each band of both sides, the best band
// first.
func bandLines(look theme.Theme, o *rank.Preview, width int) []theme.Line {
	half := (width - 3) / 2
	column := func(side rulebook.Side, width int) []theme.Line {
		lines := []theme.Line{look.Strong.Say(sideName(side) + " bands").Fit(width)}
		for _, band := range slices.Backward(rulebook.Bands()) {
			was, now := o.Saved.Bands[side][band], o.Draft.Bands[side][band]
			figures := look.Text.Say(number(now))
			if was != now {
				figures = look.Muted.Say(number(was)+" "+look.Glyphs.Arrow+" ").Add(look.Accent, number(now))
			}
			name := clean.Text(band.Name(side))
			if short, ok := strings.CutSuffix(string(name), " match"); ok && short != "No" && name.Width()+figures.Width()+2 > width {
				name = clean.Text(short)
			}
			lines = append(lines, theme.Ends(look.Muted.Say(name), figures, width))
		}
		return lines
	}
	return beside(column(rulebook.Adoption, half), column(rulebook.Fit, width-3-half), half, 3)
}
