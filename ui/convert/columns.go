package convert

import (
	"slices"
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/scoring/view"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// movement is the column of how places changed. It goes with the rank and cannot be
// chosen by itself.
const movement = view.Column(255)

// maxJourneyDots is the most steps that the list shows as dots; more are shown as
// a fraction.
const maxJourneyDots = 16

// Widths of the column of names, in cells.
const (
	minNameWidth  = 14
	nameWidth     = 20
	wideNameWidth = 28 // has room before the trend and the owner
	mostNameWidth = 60 // however long the longest name is
)

// columnTitles are the titles above the columns.
var columnTitles = map[view.Column]clean.Text{
	view.Rank: "#", view.Name: "Trial", view.Adoption: "Adoption", view.Fit: "Fit", view.Mean: "Mean", view.Journey: "Journey",
	view.DaysLeft: "Left", view.LastSeen: "Seen", view.Trend: "Trend", view.Owner: "Owner", view.LastTouch: "Last touch",
	view.Pace: "Pace", view.Class: "Class", view.Possible: "Possible",
}

// listTable is the table of the list, with what each of its columns shows.
type listTable struct {
	grid.Table
	kinds []view.Column
}

// index is the index of a column in the table, -1 where it is not there.
func (t *listTable) index(c view.Column) int { return slices.Index(t.kinds, c) }

// tableNeeds is what the widths of the columns follow from.
type tableNeeds struct {
	columns     []view.Column
	sort        view.Sort
	ranked      int // trials in the ranking
	steps       int // enabled signals of adoption
	longestName int // in cells
	hasMovement bool
}

func (c *Screen) tableNeeds() tableNeeds {
	sort := c.board.Sort()
	n := tableNeeds{columns: withPace(c.shownColumns(), sort), sort: sort, longestName: c.longestName, hasMovement: c.board.HasMovement(), ranked: 1}
	if c.board.Ready() {
		n.ranked = max(c.board.Ranking().Len(), 1)
		n.steps = len(c.board.Book.Card.Enabled(rulebook.Adoption))
	}
	return n
}

// withPace is the columns with the pace before the first that can be left out, where the
// list is sorted by it: no other column says why the trials are in that order.
func withPace(columns []view.Column, sort view.Sort) []view.Column {
	if sort.By != view.Pace || slices.Contains(columns, view.Pace) {
		return columns
	}
	at := slices.Index(columns, view.Name) + 1
	for at < len(columns) && (columns[at] == view.Adoption || columns[at] == view.Fit || columns[at] == view.Mean) {
		at++
	}
	return slices.Insert(slices.Clone(columns), at, view.Pace)
}

// newTable is the table of the list for a width in cells. Whole names go before the
// trend and what follows it, but not before the journey. On narrow screens the gap
// shrinks before the journey or the last-seen column is hidden.
func newTable(n tableNeeds, width int) listTable {
	shows := func(t listTable, kind view.Column) bool {
		at := t.index(kind)
		return at < 0 || t.Widths(width)[at] > 0
	}
	if wide := n.table(min(n.longestName, wideNameWidth)); shows(wide, view.Journey) && shows(wide, view.LastSeen) {
		return wide
	}
	t := n.table(nameWidth)
	narrow := t
	narrow.Gap = 1
	if !shows(t, view.Journey) && shows(narrow, view.Journey) || !shows(t, view.LastSeen) {
		return narrow
	}
	return t
}

// table is the table with a usual width of the name.
func (n tableNeeds) table(name int) listTable {
	t := listTable{Table: grid.Table{Gap: 2, Sorted: -1}}
	add := func(kind view.Column, column grid.Column) {
		t.kinds, t.Columns = append(t.kinds, kind), append(t.Columns, column)
	}
	usual := slices.Equal(n.columns, view.DefaultColumns())
	for i, kind := range n.columns {
		column := n.column(kind)
		if kind == view.Name {
			column.Width = max(name, nameWidth)
		}
		if !usual && column.HideOrder > 0 {
			column.HideOrder = i + 1 // the user has put first what matters most
		}
		if kind == n.sort.By && kind != view.Qualified && column.Width < column.Title.Width()+2 {
			column.Width = column.Title.Width() + 2 // with the arrow
			column.MinWidth = max(column.MinWidth, column.Width)
		}
		column.CloseUp = closesUp(n.columns, i)
		add(kind, column)
		if kind == view.Rank {
			add(movement, grid.Column{Width: 3, CloseUp: true, HideOrder: 3, Hidden: !n.hasMovement})
		}
	}
	t.Sorted = t.index(n.sort.By)
	t.Ascending = isAscending(n.sort)
	return t
}

// closesUp reports whether a column stands close to the one before: what is a mark of
// the next column, and the name behind such marks.
func closesUp(columns []view.Column, at int) bool {
	if columns[at] == view.Qualified {
		return true
	}
	return at > 0 && columns[at] == view.Name && (columns[at-1] == view.Qualified || columns[at-1] == view.Rank)
}

// column is the widths of a column. HideOrder is that of the usual columns.
func (n tableNeeds) column(kind view.Column) grid.Column {
	column := grid.Column{Title: columnTitles[kind]}
	switch kind {
	case view.Rank:
		digits := len(strconv.Itoa(n.ranked))
		column.MinWidth, column.Width, column.AlignRight = digits, max(digits, 2), true
	case view.Qualified:
		column.Width, column.HideOrder = 1, 1
	case view.Name:
		column.MinWidth, column.Width, column.FillFirst = minNameWidth, nameWidth, true
		column.MaxWidth = min(max(n.longestName, nameWidth), mostNameWidth)
	case view.Adoption, view.Fit:
		column.MinWidth, column.Width, column.MaxWidth = 3, 8, 16
	case view.Mean:
		column.MinWidth, column.Width, column.AlignRight, column.HideOrder = 4, 4, true, 2
	case view.Journey:
		column.Width, column.HideOrder = n.journeyWidth(), 5
		if n.steps == 0 {
			column.HideOrder = 9
		}
	case view.DaysLeft:
		column.MinWidth, column.Width, column.AlignRight = 4, 4, true
	case view.LastSeen:
		column.Width, column.AlignRight, column.HideOrder = 4, true, 4
	case view.Trend:
		column.Width, column.MaxWidth, column.HideOrder = 8, 14, 6
	case view.Owner:
		column.Width, column.MaxWidth, column.HideOrder = 8, 14, 7
	case view.Pace:
		column.MinWidth, column.Width, column.AlignRight, column.HideOrder = 5, 5, true, 3
	case view.Possible:
		column.MinWidth, column.Width, column.AlignRight, column.HideOrder = 8, 8, true, 3
	case view.Class:
		column.Width, column.HideOrder = 7, 6
	case view.LastTouch:
		column.Width, column.MaxWidth, column.HideOrder = 10, 14, 8
	}
	return column
}

// journeyWidth is the width of the dots of the signals of adoption.
func (n tableNeeds) journeyWidth() int {
	switch {
	case n.steps > maxJourneyDots:
		return 7
	case n.steps > maxJourneyDots/2:
		return max(n.steps, 7)
	}
	return max(2*n.steps-1, 7)
}

// isAscending reports whether a sort has the least first.
func isAscending(s view.Sort) bool {
	switch s.By {
	case view.Name, view.DaysLeft, view.LastSeen, view.Owner, view.LastTouch:
		return !s.Reverse
	case view.Rank, view.Qualified, view.Adoption, view.Fit, view.Mean, view.Journey, view.Trend, view.Pace, view.Class, view.Possible:
	}
	return s.Reverse
}

// nameCell is the name, with marks at its end where the trial raised a hand and where it
// was touched today.
func (c *Screen) nameCell(slot uint32, width int, selected bool) theme.Line {
	styles, b := c.frame.Theme(), c.board
	name := styles.Text.Line(b.AccountName(slot))
	if selected {
		name = styles.Strong.Line(b.AccountName(slot))
	}
	if width < 4 {
		return name
	}
	var marks theme.Line
	if b.Ranking().HandRaisedSlots().Has(int(slot)) {
		marks = marks.Add(styles.Warn, styles.Glyphs.Raised)
	}
	row, _ := b.Row(slot)
	if row.LastTouch != nil && b.Zone().Day(row.LastTouch.At) == b.Zone().Day(b.TouchTime()) {
		marks = marks.Add(styles.Accent, styles.Glyphs.Touched)
	}
	if len(marks) == 0 {
		return name
	}
	return name.Pad(width - 1 - marks.Width()).Space(1).Join(marks)
}

// row draws the trial at an index of the list.
func (c *Screen) row(at int, selected bool) theme.Line {
	styles := c.frame.Theme()
	slot := c.board.Shown()[at]
	state := grid.State{Selected: selected, Marked: c.marks.has(slot)}
	return c.table.Row(styles, c.widths, c.layout.rows.W, state, func(column, width int) theme.Line {
		if c.table.kinds[column] == view.Rank {
			return styles.Muted.Line(clean.Text(strconv.Itoa(c.rank(at))))
		}
		return c.cell(slot, c.table.kinds[column], width, selected)
	})
}

// rank is the rank, from 1, of the trial at an index of the list. Where the list
// is the ranking it is the index itself, so that the first list is drawn before
// the positions of all trials are computed.
func (c *Screen) rank(at int) int {
	b := c.board
	if lane, _ := b.Lane(); lane == 0 && b.ShownSort().Ranks() && len(b.Shown()) == b.Ranking().Len() {
		return at + 1
	}
	return b.Ranking().Position(int(b.Shown()[at])) + 1
}

// cell draws one cell of the list other than the rank.
func (c *Screen) cell(slot uint32, kind view.Column, width int, selected bool) theme.Line {
	styles, b := c.frame.Theme(), c.board
	ink := styles.Bar
	if selected {
		ink = styles.Accent
	}
	switch kind {
	case view.Rank: // drawn before the cells
	case movement:
		return c.movementCell(slot)
	case view.Qualified:
		switch {
		case b.Ranking().Qualified(int(slot)):
			return styles.Good.Line(styles.Glyphs.Check)
		case b.Ranking().Disqualified(int(slot)):
			return styles.Bad.Line(styles.Glyphs.Cross)
		}
	case view.Name:
		return c.nameCell(slot, width, selected)
	case view.Adoption:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Adoption, int(slot)), b.PossibleScore(rulebook.Adoption, slot), width)
	case view.Fit:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Fit, int(slot)), b.PossibleScore(rulebook.Fit, slot), width)
	case view.Mean:
		return styles.Text.Line(c.meanText(slot))
	case view.Journey:
		mask := b.Ranking().SignalMask(rulebook.Adoption, int(slot))
		layout := b.Book.Card.Layout(rulebook.Adoption)
		quarters := make([]int, len(layout.Signals))
		for i, s := range layout.Signals {
			quarters[i] = chart.Quarters(s.Level(mask), s.LevelCount)
		}
		return chart.Dots(styles, ink, quarters, width)
	case view.DaysLeft:
		return c.timeLeftCell(slot)
	case view.LastSeen:
		return styles.Muted.Line(orDash(styles, words.Since(b.Population.LastSeen[slot], b.AsOf)))
	case view.Trend:
		if !selected {
			ink = styles.Muted // the trend is read last
		}
		days, _ := b.Trend(slot)
		return chart.Sparkline(styles, ink, days, width)
	case view.Owner:
		row, _ := b.Row(slot)
		return styles.Text.Line(clean.Of(row.Owner))
	case view.Pace:
		return c.paceCell(slot)
	case view.Possible:
		return c.possibleCell(slot)
	case view.Class:
		return styles.Text.Line(clean.Of(b.Class(slot).String()))
	case view.LastTouch:
		row, _ := b.Row(slot)
		if t := row.LastTouch; t != nil {
			return styles.Muted.Line(words.TouchWord(t.Kind) + " " + words.Since(t.At, max(b.AsOf, t.At)))
		}
	}
	return nil
}

// paceCell is the share of finished trials that the trial is ahead of; a dash where it
// has none, nothing while that is not known.
func (c *Screen) paceCell(slot uint32) theme.Line {
	styles, b := c.frame.Theme(), c.board
	if p, ok := b.Pace(slot); ok {
		return styles.Text.Line(words.Number(p.Rounded()) + " %")
	}
	if b.WhyNoPace(slot) != "" {
		return styles.Muted.Line(styles.Glyphs.Dash)
	}
	return nil
}

// possibleCell is the fit score that would be reached if what is missing were known.
func (c *Screen) possibleCell(slot uint32) theme.Line {
	styles := c.frame.Theme()
	score := c.board.PossibleScore(rulebook.Fit, slot)
	switch {
	case !score.Known():
		return styles.Muted.Line(styles.Glyphs.Dash)
	case score == c.board.Ranking().Score(rulebook.Fit, int(slot)):
		return styles.Muted.Line(words.Number(score.Rounded()))
	}
	return styles.Text.Line("to " + words.Number(score.Rounded()))
}

// orDash is the text, or a dash for none.
func orDash(styles theme.Theme, text clean.Text) clean.Text {
	if text == "" {
		return styles.Glyphs.Dash
	}
	return text
}

// movementCell is how many positions the trial went up or down.
func (c *Screen) movementCell(slot uint32) theme.Line {
	styles := c.frame.Theme()
	places, ok := c.board.Movement(slot)
	switch {
	case !ok || places == 0:
		return nil
	case places > 0:
		return styles.Good.Line(styles.Glyphs.Up + cappedCount(places))
	default:
		return styles.Muted.Line(styles.Glyphs.Down + cappedCount(-places))
	}
}

// cappedCount is a count in at most two cells: 99 for anything larger.
func cappedCount(n int) clean.Text {
	if n > 99 {
		return "99"
	}
	return clean.Text(strconv.Itoa(n))
}

// meanText is the mean of both scores, as the ranking has it; a dash where there is
// none.
func (c *Screen) meanText(slot uint32) clean.Text {
	adoption, fit := c.board.Ranking().Score(rulebook.Adoption, int(slot)), c.board.Ranking().Score(rulebook.Fit, int(slot))
	switch {
	case adoption.Known() && fit.Known():
		return words.FormatTenths((adoption.Tenths() + fit.Tenths() + 1) / 2)
	case adoption.Known():
		return words.FormatScore(adoption)
	}
	return words.FormatScore(fit)
}

// timeLeftCell is the time that the trial has left, as a warning where that is at most
// three days as they are shown.
func (c *Screen) timeLeftCell(slot uint32) theme.Line {
	styles, b := c.frame.Theme(), c.board
	end := b.Population.End[slot]
	style := styles.Text
	if end.Known() && words.DaysLeft(end, b.AsOf) <= warnDays {
		style = styles.Warn
	}
	return style.Line(orDash(styles, words.TimeLeft(end, b.AsOf)))
}

// warnDays is how many days before its end a trial is shown as a warning.
const warnDays = 3

// scoreCell is a score as a bar and a number, the bar going on to the possible score; only
// the number where the bar would have fewer than three cells.
func scoreCell(styles theme.Theme, ink theme.Style, score, possible rulebook.Score, width int) theme.Line {
	const digits = 3
	text := styles.Muted.Line(styles.Glyphs.Dash)
	if score.Known() {
		text = styles.Text.Line(clean.Text(strconv.Itoa(score.Rounded())))
	}
	bar := width - digits - 1
	if bar < 3 {
		return text.PadLeft(min(width, digits))
	}
	return chart.ThinBarTo(styles, ink, score.Tenths(), possible.Tenths(), bar).Space(1).Join(text.PadLeft(digits))
}
