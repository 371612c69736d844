package ui

import (
	"strconv"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
)

// The columns of the list, from left to right.
const (
	rankColumn = iota
	movedColumn
	qualifiedColumn
	nameColumn
	adoptionColumn
	fitColumn
	journeyColumn
	leftColumn
	seenColumn
	trendColumn
	ownerColumn
	touchColumn
)

// journeyMost is how many steps the list shows as dots; more are a fraction.
const journeyMost = 16

// convertTable is the columns that the ranking needs, in a list of so many
// cells. On narrow screens the columns stand closer before any gives way.
func convertTable(b *board, width int) grid.Table {
	ranks, steps := 1, 0
	if b.ready() {
		ranks = len(strconv.Itoa(max(b.ranking.Len(), 1)))
		steps = len(b.book.Card.Enabled(rulebook.Adoption))
	}
	journey := max(2*steps-1, 7)
	switch {
	case steps > journeyMost:
		journey = 7
	case steps > journeyMost/2:
		journey = max(steps, 7)
	}
	table := grid.Table{Gap: 2, Sorted: -1, Columns: []grid.Column{
		rankColumn:      {Title: "#", Tight: ranks, Width: max(ranks, 2), Right: true},
		movedColumn:     {Title: "", Width: 3, Near: true, Yield: 3, Off: b.before == nil},
		qualifiedColumn: {Title: "", Width: 1, Near: true, Yield: 1},
		nameColumn:      {Title: "Trial", Tight: 14, Width: 20, Most: 34, Near: true},
		adoptionColumn:  {Title: "Adoption", Tight: 3, Width: 12, Most: 16},
		fitColumn:       {Title: "Fit", Tight: 3, Width: 12, Most: 16},
		journeyColumn:   {Title: "Journey", Width: journey, Yield: 5},
		leftColumn:      {Title: "Left", Tight: 4, Width: 4, Right: true},
		seenColumn:      {Title: "Seen", Width: 4, Right: true, Yield: 4},
		trendColumn:     {Title: "Trend", Width: 8, Most: 14, Yield: 6},
		ownerColumn:     {Title: "Owner", Width: 8, Most: 14, Yield: 7},
		touchColumn:     {Title: "Last touch", Width: 10, Most: 14, Yield: 8},
	}}
	if steps == 0 {
		table.Columns[journeyColumn].Yield = 9
	}
	switch b.order {
	case rank.ByAdoption:
		table.Sorted = adoptionColumn
	case rank.ByFit:
		table.Sorted = fitColumn
	case rank.ByDaysLeft:
		table.Sorted, table.Up = leftColumn, true
	case rank.ByLastSeen:
		table.Sorted, table.Up = seenColumn, true
	case rank.ByMean:
	}
	// Titles of two sorted columns need room for the arrow.
	for _, i := range []int{leftColumn, seenColumn} {
		if table.Sorted == i {
			table.Columns[i].Width, table.Columns[i].Tight = 6, 6
		}
	}
	near := table
	near.Gap = 1
	if table.Widths(width)[journeyColumn] == 0 && near.Widths(width)[journeyColumn] > 0 ||
		table.Widths(width)[seenColumn] == 0 {
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
	case leftColumn:
		return rank.ByDaysLeft, true
	case seenColumn:
		return rank.ByLastSeen, true
	}
	return 0, false
}

// row draws the trial at a place of the list.
func (c *convert) row(at int, selected bool) theme.Line {
	look := c.frame.Theme()
	return c.table.Row(look, c.widths, c.layout.rows.w, selected, func(column, width int) theme.Line {
		if column == rankColumn {
			return look.Muted.Say(clean.Text(strconv.Itoa(c.rank(at))))
		}
		return c.cell(c.board.shown[at], column, width, selected)
	})
}

// rank is the number of the trial at a place of the list. Where the list leaves
// none out it is the place itself, so that the first list need not wait until the
// places of all trials are worked out.
func (c *convert) rank(at int) int {
	b := c.board
	if len(b.shown) == b.ranking.Len() {
		return at + 1
	}
	return b.ranking.Position(int(b.shown[at])) + 1
}

// cell draws one cell of the list other than the rank.
func (c *convert) cell(slot uint32, column, width int, selected bool) theme.Line {
	look, b := c.frame.Theme(), c.board
	ink := look.Bar
	if selected {
		ink = look.Accent
	}
	switch column {
	case movedColumn:
		return c.moved(slot)
	case qualifiedColumn:
		if b.ranking.Qualified(int(slot)) {
			return look.Good.Say(look.Glyphs.Check)
		}
	case nameColumn:
		if selected {
			return look.Strong.Say(b.name(slot))
		}
		return look.Text.Say(b.name(slot))
	case adoptionColumn:
		return scoreCell(look, ink, b.ranking.Score(rulebook.Adoption, int(slot)), width)
	case fitColumn:
		return scoreCell(look, ink, b.ranking.Score(rulebook.Fit, int(slot)), width)
	case journeyColumn:
		steps := len(b.book.Card.Enabled(rulebook.Adoption))
		return chart.Dots(look, ink, b.ranking.SignalMask(rulebook.Adoption, int(slot)), steps, width)
	case leftColumn:
		return c.left(slot)
	case seenColumn:
		return look.Muted.Say(dash(look, since(b.people.LastSeen[slot], b.asOf)))
	case trendColumn:
		if !selected {
			ink = look.Faint // it is read after everything else
		}
		return chart.Spark(look, ink, b.trends.days[slot], width)
	case ownerColumn:
		return look.Text.Say(clean.Of(b.rows[slot].Owner))
	case touchColumn:
		if t := b.rows[slot].LastTouch; t != nil {
			return look.Muted.Say(did(t.Kind) + " " + since(t.At, max(b.asOf, t.At)))
		}
	}
	return nil
}

// dash is the text, or a dash for none.
func dash(look theme.Theme, text clean.Text) clean.Text {
	if text == "" {
		return look.Glyphs.Dash
	}
	return text
}

// moved is how many places the trial went up or down.
func (c *convert) moved(slot uint32) theme.Line {
	look := c.frame.Theme()
	places, ok := c.board.moved(slot)
	switch {
	case !ok || places == 0:
		return nil
	case places > 0:
		return look.Good.Say(look.Glyphs.Up + short(places))
	default:
		return look.Muted.Say(look.Glyphs.Down + short(-places))
	}
}

// short is a count in two cells.
func short(n int) clean.Text {
	if n > 99 {
		return "99"
	}
	return clean.Text(strconv.Itoa(n))
}

// left is the time the trial still has, marked when it is running out.
func (c *convert) left(slot uint32) theme.Line {
	look, b := c.frame.Theme(), c.board
	end := b.people.End[slot]
	style := look.Text
	if end.Known() && end-b.asOf < 3*value.Day {
		style = look.Warn
	}
	return style.Say(dash(look, left(end, b.asOf)))
}

// scoreCell is a score as a bar and a number; just the number where there is no
// room for a bar that says something.
func scoreCell(look theme.Theme, ink theme.Style, score rulebook.Score, width int) theme.Line {
	const digits = 3
	text := look.Faint.Say(look.Glyphs.Dash)
	if score.Known() {
		text = look.Text.Say(clean.Text(strconv.Itoa(score.Rounded())))
	}
	bar := width - digits - 1
	if bar < 3 {
		return text.PadLeft(min(width, digits))
	}
	return chart.Stroke(look, ink, score.Tenths(), bar).Gap(1).Join(text.PadLeft(digits))
}
