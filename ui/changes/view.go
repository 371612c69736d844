package changes

import (
	"slices"

	"trialist/scoring/changes"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// The lines of the screen from top to bottom: since when and how many, the edits in
// between if there were any, a rule, the groups, a rule, and the selected change.

// headLines is how many lines stand above the list.
func (s *Screen) headLines() int {
	lines := 1
	if c := s.result.compared; c != nil && len(c.Edits) > 0 {
		lines++
	}
	if s.height >= 12 {
		lines++ // the rule
	}
	return lines
}

func (s *Screen) listTop() int { return s.headLines() }

// wideDetail is the width from which the signals of a change have room on one line.
const wideDetail = 110

// detailLines is how many lines stand below the list, with the rule.
func (s *Screen) detailLines() int {
	switch {
	case s.height >= 20 && s.width < wideDetail:
		return 6 // the signals that did it may need two
	case s.height >= 20:
		return 5
	case s.height >= 12:
		return 3
	}
	return 0
}

func (s *Screen) listHeight() int { return max(s.height-s.listTop()-s.detailLines(), 1) }

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles := s.frame.Theme()
	lines := []theme.Line{s.head(styles, width)}
	if c := s.result.compared; c != nil && len(c.Edits) > 0 {
		text := "Edited in between: " + clean.Of(rulebook.DescribeChanges(c.Edits))
		lines = append(lines, theme.Line{}.Space(1).Add(styles.Warn, text.Fit(max(width-2, 0))))
	}
	if s.height >= 12 {
		lines = append(lines, layout.Rule(styles, width))
	}
	if empty := s.emptyLines(styles, max(width-4, 1)); empty != nil {
		lines = append(lines, nil)
		for _, line := range empty {
			lines = append(lines, theme.Line{}.Space(2).Join(line))
		}
		return lines[:min(len(lines), height)]
	}
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	columns := newColumns(width)
	for i := from; i < to; i++ {
		lines = append(lines, s.drawRow(styles, i, i == at, columns, width))
	}
	for len(lines) < height-s.detailLines() {
		lines = append(lines, nil)
	}
	if s.detailLines() > 0 {
		lines = append(lines, layout.Rule(styles, width))
		lines = append(lines, s.detail(styles, max(width-4, 1))...)
	}
	return lines[:min(len(lines), height)]
}

// head says since when, and how many changes there are.
func (s *Screen) head(styles theme.Theme, width int) theme.Line {
	r := &s.result
	if r.compared == nil {
		return theme.Line{}.Space(1).Add(styles.Strong, "What changed")
	}
	at := s.timeText(r.compared.Before.Population.AsOf)
	since := theme.Line{}.Space(1).Add(styles.Strong, "Since your last look").Add(styles.Muted, ", "+at)
	if r.since != lastLook {
		since = theme.Line{}.Space(1).Add(styles.Strong, "Since "+at)
	}
	n := len(r.compared.Entries)
	for _, text := range []clean.Text{words.ChangesOf(n, r.compared.Trials), words.Count(n, "change", "changes")} {
		if count := styles.Muted.Line(text).Space(1); since.Width()+count.Width() < width {
			return theme.Justify(since, count, width)
		}
	}
	return since.Fit(width)
}

// emptyLines says why there is no list; nil when there is one.
func (s *Screen) emptyLines(styles theme.Theme, width int) []theme.Line {
	r := &s.result
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return layout.Paragraphs(styles, width, words.Capitalize(clean.Of(s.board.LoadErr().Error()))+".")
	case r.err != nil:
		return layout.Paragraphs(styles, width, words.Capitalize(clean.Of(r.err.Error()))+".",
			"a starts anew from now on. s chooses another time to compare with.")
	case r.compared == nil && r.look != nil && r.since == lastLook:
		return layout.Paragraphs(styles, width, "Your last look was at "+s.timeText(r.look.Population.AsOf)+", which is later than what is shown.",
			"s chooses an earlier time to compare with.")
	case r.compared == nil && r.missing && r.since == lastLook:
		return layout.Paragraphs(styles, width, "You have not looked yet.",
			"What changes from now on will be listed here the next time.", "s lists what changed since yesterday, or in a week.")
	case r.compared == nil:
		return []theme.Line{styles.Muted.Line("Comparing")}
	case len(r.compared.Entries) == 0:
		return layout.Paragraphs(styles, width, "Nothing changed.", "No trial came, ended, changed its band, or was qualified or not.",
			"s chooses another time to compare with.")
	}
	return nil
}

// columns are the widths of a row's parts, in cells; 0 for those that have no room.
type columns struct {
	name, what, signals, left, owner int
	side                             bool // what says the side
}

// newColumns divides the width: the name, what happened and the signals come first.
func newColumns(width int) columns {
	c := columns{name: 18, what: 16}
	rest := width - 4
	switch {
	case width >= 120:
		c = columns{name: 28, what: 32, left: 5, owner: 12, side: true}
	case width >= 96:
		c = columns{name: 24, what: 32, left: 5, side: true}
	case width >= 76:
		c = columns{name: 20, what: 29, side: true}
	}
	for _, w := range []int{c.name, c.what, c.left, c.owner} {
		if w > 0 {
			rest -= w + 1
		}
	}
	c.signals = max(rest, 0)
	return c
}

// drawRow draws a line of the list.
func (s *Screen) drawRow(styles theme.Theme, i int, selected bool, c columns, width int) theme.Line {
	row := s.row(i)
	line := theme.Line{}.Space(2)
	if selected {
		line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
	}
	if row.heading {
		line = line.Add(styles.Strong, title(row.group)).Space(2).Add(styles.Muted, words.Number(s.result.compared.Counts[row.group]))
		if again := s.result.compared.Repeats[row.group]; again > 0 {
			line = line.Add(styles.Muted, ", "+words.Number(again)+" also above")
		}
		if s.folded[row.group] {
			line = line.Add(styles.Muted, ", folded")
		}
	} else {
		line = line.Join(s.changeCells(styles, s.result.compared.Change(row.entry), selected, c))
	}
	line = line.Fit(width).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// changeCells draws a change behind the marker.
func (s *Screen) changeCells(styles theme.Theme, change changes.Change, selected bool, c columns) theme.Line {
	name := styles.Text
	if selected {
		name = styles.Strong
	}
	line := sign(styles, change.Kind).Space(1).Add(name, s.board.AccountName(change.Slot).Pad(c.name)).Space(1)
	line = line.Add(styles.Text, s.what(change, c.side).Pad(c.what)).Space(1)
	line = line.Join(s.reason(styles, change).Fit(c.signals).Pad(c.signals))
	if c.left > 0 {
		left := clean.Text("")
		if change.After.Status == rulebook.Trial {
			now := s.result.compared.After.Population // the board may have fewer accounts by now
			left = words.TimeLeft(now.End[change.Slot], now.AsOf)
		}
		line = line.Space(1).Add(styles.Muted, left.PadLeft(c.left))
	}
	if c.owner > 0 {
		row, _ := s.board.Row(change.Slot)
		line = line.Space(1).Add(styles.Muted, clean.Of(row.Owner).Pad(c.owner))
	}
	return line
}

// reason is what did a change. Of those that came or ended it is where they stand, or
// stood.
func (s *Screen) reason(styles theme.Theme, change changes.Change) theme.Line {
	standing := change.After
	switch change.Kind {
	case changes.Ended:
		standing = change.Before
	case changes.New:
	case changes.Qualified, changes.Unqualified, changes.BandUp, changes.BandDown:
		return signals(styles, change)
	}
	var line theme.Line
	if standing.Qualified {
		word := clean.Text("qualified, ")
		if change.Kind == changes.Ended {
			word = "was qualified, "
		}
		line = line.Add(styles.Good, word)
	}
	short := clean.Text("")
	for _, side := range rulebook.Sides() {
		if side == rulebook.Fit {
			short += ", "
		}
		short += words.SideWord(side) + " " + roundedScore(standing.Scores[side])
	}
	return line.Add(styles.Muted, short)
}

// detail is everything about the selected change.
func (s *Screen) detail(styles theme.Theme, width int) []theme.Line {
	selected, ok := s.selected()
	if !ok {
		return nil
	}
	if selected.heading {
		var lines []theme.Line
		for _, text := range explanation(selected.group).Wrap(width) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, text))
		}
		return lines
	}
	c := s.result.compared.Change(selected.entry)
	from, to := c.Text()
	lines := []theme.Line{
		styles.Strong.Line(s.board.AccountName(c.Slot)).Add(styles.Text, "  "+words.Capitalize(clean.Of(from))+" "+styles.Glyphs.Arrow+" "+clean.Of(to)),
		styles.Muted.Line("Now    " + scoresText(styles, c.After)),
	}
	if c.Before.Status == rulebook.Trial {
		lines = append(lines, styles.Muted.Line("Before "+scoresText(styles, c.Before)))
	}
	parts := signalParts(styles, c)
	if cause := causeText(c); cause != "" {
		parts = append(parts, styles.Warn.Line(cause))
	}
	did := packParts(styles, parts, width, max(s.detailLines()-4, 1))
	if c.After.Status == rulebook.NoStatus || c.Kind == changes.Ended {
		slices.Reverse(lines[1:]) // what it was comes before what little it is now
		lines = append(lines, did...)
	} else {
		lines = slices.Insert(lines, 1, did...)
	}
	for i := range lines {
		lines[i] = theme.Line{}.Space(2).Join(lines[i].Fit(width))
	}
	return lines[:min(len(lines), s.detailLines()-1)]
}

// roundedScore is a score as a whole number; a dash for none.
func roundedScore(score rulebook.Score) clean.Text {
	if !score.Known() {
		return clean.Text(score.String())
	}
	return words.Number(score.Rounded())
}
