package convert

import (
	"strconv"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/board"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// The columns of the list, from left to right.
const (
	rankColumn = iota
	movementColumn
	qualifiedColumn
	nameColumn
	adoptionColumn
	fitColumn
	journeyColumn
	timeLeftColumn
	lastSeenColumn
	trendColumn
	ownerColumn
	touchColumn
)

// maxJourneyDots is the most steps that the list shows as dots; more are shown as
// a fraction.
const maxJourneyDots = 16

// newTable is the table of the list for a width in cells. On narrow screens the
// gap shrinks before the journey or the last-seen column is hidden.
func newTable(b *board.Board, width int) grid.Table {
	ranks, steps := 1, 0
	if b.Ready() {
		ranks = len(strconv.Itoa(max(b.Ranking().Len(), 1)))
		steps = len(b.Book.Card.Enabled(rulebook.Adoption))
	}
	journey := max(2*steps-1, 7)
	switch {
	case steps > maxJourneyDots:
		journey = 7
	case steps > maxJourneyDots/2:
		journey = max(steps, 7)
	}
	table := grid.Table{Gap: 2, Sorted: -1, Columns: []grid.Column{
		rankColumn:      {Title: "#", MinWidth: ranks, Width: max(ranks, 2), AlignRight: true},
		movementColumn:  {Title: "", Width: 3, CloseUp: true, HideOrder: 3, Hidden: !b.HasMovement()},
		qualifiedColumn: {Title: "", Width: 1, CloseUp: true, HideOrder: 1},
		nameColumn:      {Title: "Trial", MinWidth: 14, Width: 20, MaxWidth: 34, CloseUp: true},
		adoptionColumn:  {Title: "Adoption", MinWidth: 3, Width: 12, MaxWidth: 16},
		fitColumn:       {Title: "Fit", MinWidth: 3, Width: 12, MaxWidth: 16},
		journeyColumn:   {Title: "Journey", Width: journey, HideOrder: 5},
		timeLeftColumn:  {Title: "Left", MinWidth: 4, Width: 4, AlignRight: true},
		lastSeenColumn:  {Title: "Seen", Width: 4, AlignRight: true, HideOrder: 4},
		trendColumn:     {Title: "Trend", Width: 8, MaxWidth: 14, HideOrder: 6},
		ownerColumn:     {Title: "Owner", Width: 8, MaxWidth: 14, HideOrder: 7},
		touchColumn:     {Title: "Last touch", Width: 10, MaxWidth: 14, HideOrder: 8},
	}}
	if steps == 0 {
		table.Columns[journeyColumn].HideOrder = 9
	}
	switch b.Order() {
	case rank.ByAdoption:
		table.Sorted = adoptionColumn
	case rank.ByFit:
		table.Sorted = fitColumn
	case rank.ByDaysLeft:
		table.Sorted, table.Ascending = timeLeftColumn, true
	case rank.ByLastSeen:
		table.Sorted, table.Ascending = lastSeenColumn, true
	case rank.ByMean:
	}
	// With the arrow of the sorted column these two titles need more room.
	for _, i := range []int{timeLeftColumn, lastSeenColumn} {
		if table.Sorted == i {
			table.Columns[i].Width, table.Columns[i].MinWidth = 6, 6
		}
	}
	narrow := table
	narrow.Gap = 1
	if table.Widths(width)[journeyColumn] == 0 && narrow.Widths(width)[journeyColumn] > 0 ||
		table.Widths(width)[lastSeenColumn] == 0 {
		return narrow
	}
	return table
}

// columnOrder is the order that a click on the title of a column sorts by; false
// where the column cannot be sorted by.
func columnOrder(column int) (rank.Order, bool) {
	switch column {
	case adoptionColumn:
		return rank.ByAdoption, true
	case fitColumn:
		return rank.ByFit, true
	case timeLeftColumn:
		return rank.ByDaysLeft, true
	case lastSeenColumn:
		return rank.ByLastSeen, true
	}
	return 0, false
}

// row draws the trial at an index of the list.
func (c *Screen) row(at int, selected bool) theme.Line {
	styles := c.frame.Theme()
	return c.table.Row(styles, c.widths, c.layout.rows.W, selected, func(column, width int) theme.Line {
		if column == rankColumn {
			return styles.Muted.Line(clean.Text(strconv.Itoa(c.rank(at))))
		}
		return c.cell(c.board.Shown()[at], column, width, selected)
	})
}

// rank is the rank, from 1, of the trial at an index of the list. Where the list
// has all trials it is the index itself, so that the first list is drawn before
// the positions of all trials are computed.
func (c *Screen) rank(at int) int {
	b := c.board
	if len(b.Shown()) == b.Ranking().Len() {
		return at + 1
	}
	return b.Ranking().Position(int(b.Shown()[at])) + 1
}

// cell draws one cell of the list other than the rank.
func (c *Screen) cell(slot uint32, column, width int, selected bool) theme.Line {
	styles, b := c.frame.Theme(), c.board
	ink := styles.Bar
	if selected {
		ink = styles.Accent
	}
	switch column {
	case movementColumn:
		return c.movementCell(slot)
	case qualifiedColumn:
		if b.Ranking().Qualified(int(slot)) {
			return styles.Good.Line(styles.Glyphs.Check)
		}
	case nameColumn:
		if selected {
			return styles.Strong.Line(b.AccountName(slot))
		}
		return styles.Text.Line(b.AccountName(slot))
	case adoptionColumn:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Adoption, int(slot)), width)
	case fitColumn:
		return scoreCell(styles, ink, b.Ranking().Score(rulebook.Fit, int(slot)), width)
	case journeyColumn:
		steps := len(b.Book.Card.Enabled(rulebook.Adoption))
		return chart.Dots(styles, ink, b.Ranking().SignalMask(rulebook.Adoption, int(slot)), steps, width)
	case timeLeftColumn:
		return c.timeLeftCell(slot)
	case lastSeenColumn:
		return styles.Muted.Line(orDash(styles, words.Since(b.Population.LastSeen[slot], b.AsOf)))
	case trendColumn:
		if !selected {
			ink = styles.Faint // the trend is read last
		}
		days, _ := b.Trend(slot)
		return chart.Sparkline(styles, ink, days, width)
	case ownerColumn:
		row, _ := b.Row(slot)
		return styles.Text.Line(clean.Of(row.Owner))
	case touchColumn:
		row, _ := b.Row(slot)
		if t := row.LastTouch; t != nil {
			return styles.Muted.Line(words.TouchWord(t.Kind) + " " + words.Since(t.At, max(b.AsOf, t.At)))
		}
	}
	return nil
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

// timeLeftCell is the time that the trial has left, as a warning below three
// days.
func (c *Screen) timeLeftCell(slot uint32) theme.Line {
	styles, b := c.frame.Theme(), c.board
	end := b.Population.End[slot]
	style := styles.Text
	if end.Known() && end-b.AsOf < 3*value.Day {
		style = styles.Warn
	}
	return style.Line(orDash(styles, words.TimeLeft(end, b.AsOf)))
}

// scoreCell is a score as a bar and a number; only the number where the bar would
// have fewer than three cells.
func scoreCell(styles theme.Theme, ink theme.Style, score rulebook.Score, width int) theme.Line {
	const digits = 3
	text := styles.Faint.Line(styles.Glyphs.Dash)
	if score.Known() {
		text = styles.Text.Line(clean.Text(strconv.Itoa(score.Rounded())))
	}
	bar := width - digits - 1
	if bar < 3 {
		return text.PadLeft(min(width, digits))
	}
	return chart.ThinBar(styles, ink, score.Tenths(), bar).Space(1).Join(text.PadLeft(digits))
}
