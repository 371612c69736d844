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

// maxJourneyDots is how many steps the list shows as dots; more are a fraction.
const maxJourneyDots = 16

// newTable is the columns that the ranking needs, in a list of so many
// cells. On narrow screens the columns stand closer before any gives way.
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
	// Titles of two sorted columns need room for the arrow.
	for _, i := range []int{timeLeftColumn, lastSeenColumn} {
		if table.Sorted == i {
			table.Columns[i].Width, table.Columns[i].MinWidth = 6, 6
		}
	}
	near := table
	near.Gap = 1
	if table.Widths(width)[journeyColumn] == 0 && near.Widths(width)[journeyColumn] > 0 ||
		table.Widths(width)[lastSeenColumn] == 0 {
		return near
	}
	return table
}

// columnOrder is the order that a click on the title of a column asks for.
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

// row draws the trial at a place of the list.
func (c *Screen) row(at int, selected bool) theme.Line {
	look := c.frame.Theme()
	return c.table.Row(look, c.widths, c.layout.rows.W, selected, func(column, width int) theme.Line {
		if column == rankColumn {
			return look.Muted.Line(clean.Text(strconv.Itoa(c.rank(at))))
		}
		return c.cell(c.board.Shown()[at], column, width, selected)
	})
}

// rank is the number of the trial at a place of the list. Where the list leaves
// none out it is the place itself, so that the first list need not wait until the
// places of all trials are worked out.
func (c *Screen) rank(at int) int {
	b := c.board
	if len(b.Shown()) == b.Ranking().Len() {
		return at + 1
	}
	return b.Ranking().Position(int(b.Shown()[at])) + 1
}

// cell draws one cell of the list other than the rank.
func (c *Screen) cell(slot uint32, column, width int, selected bool) theme.Line {
	look, b := c.frame.Theme(), c.board
	ink := look.Bar
	if selected {
		ink = look.Accent
	}
	switch column {
	case movementColumn:
		return c.movementCell(slot)
	case qualifiedColumn:
		if b.Ranking().Qualified(int(slot)) {
			return look.Good.Line(look.Glyphs.Check)
		}
	case nameColumn:
		if selected {
			return look.Strong.Line(b.AccountName(slot))
		}
		return look.Text.Line(b.AccountName(slot))
	case adoptionColumn:
		return scoreCell(look, ink, b.Ranking().Score(rulebook.Adoption, int(slot)), width)
	case fitColumn:
		return scoreCell(look, ink, b.Ranking().Score(rulebook.Fit, int(slot)), width)
	case journeyColumn:
		steps := len(b.Book.Card.Enabled(rulebook.Adoption))
		return chart.Dots(look, ink, b.Ranking().SignalMask(rulebook.Adoption, int(slot)), steps, width)
	case timeLeftColumn:
		return c.timeLeftCell(slot)
	case lastSeenColumn:
		return look.Muted.Line(orDash(look, words.Since(b.Population.LastSeen[slot], b.AsOf)))
	case trendColumn:
		if !selected {
			ink = look.Faint // it is read after everything else
		}
		days, _ := b.Trend(slot)
		return chart.Sparkline(look, ink, days, width)
	case ownerColumn:
		row, _ := b.Row(slot)
		return look.Text.Line(clean.Of(row.Owner))
	case touchColumn:
		row, _ := b.Row(slot)
		if t := row.LastTouch; t != nil {
			return look.Muted.Line(words.TouchWord(t.Kind) + " " + words.Since(t.At, max(b.AsOf, t.At)))
		}
	}
	return nil
}

// orDash is the text, or a dash for none.
func orDash(look theme.Theme, text clean.Text) clean.Text {
	if text == "" {
		return look.Glyphs.Dash
	}
	return text
}

// movementCell is how many places the trial went up or down.
func (c *Screen) movementCell(slot uint32) theme.Line {
	look := c.frame.Theme()
	places, ok := c.board.Movement(slot)
	switch {
	case !ok || places == 0:
		return nil
	case places > 0:
		return look.Good.Line(look.Glyphs.Up + cappedCount(places))
	default:
		return look.Muted.Line(look.Glyphs.Down + cappedCount(-places))
	}
}

// cappedCount is a count in two cells.
func cappedCount(n int) clean.Text {
	if n > 99 {
		return "99"
	}
	return clean.Text(strconv.Itoa(n))
}

// timeLeftCell is the time the trial still has, marked when it is running out.
func (c *Screen) timeLeftCell(slot uint32) theme.Line {
	look, b := c.frame.Theme(), c.board
	end := b.Population.End[slot]
	style := look.Text
	if end.Known() && end-b.AsOf < 3*value.Day {
		style = look.Warn
	}
	return style.Line(orDash(look, words.TimeLeft(end, b.AsOf)))
}

// scoreCell is a score as a bar and a number; just the number where there is no
// room for a bar that says something.
func scoreCell(look theme.Theme, ink theme.Style, score rulebook.Score, width int) theme.Line {
	const digits = 3
	text := look.Faint.Line(look.Glyphs.Dash)
	if score.Known() {
		text = look.Text.Line(clean.Text(strconv.Itoa(score.Rounded())))
	}
	bar := width - digits - 1
	if bar < 3 {
		return text.PadLeft(min(width, digits))
	}
	return chart.ThinBar(look, ink, score.Tenths(), bar).Space(1).Join(text.PadLeft(digits))
}
