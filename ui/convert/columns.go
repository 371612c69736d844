package convert

import (
	"slices"
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/scoring/view"
	"trialist/ui/clean"
	"trialist/ui/grid"
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
