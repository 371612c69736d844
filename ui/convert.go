package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
)

// convert is the ranked list of trials with a preview of the selected one.
type convert struct {
	frame        frame
	board        *board
	touch        *touchActions
	openTrial    func(slot uint32) tea.Cmd
	trialShown   func() (slot uint32, ok bool)
	openStatuses func() tea.Cmd

	width  int
	height int
	layout convertLayout
	table  grid.Table
	widths []int // of the table's columns
	list   grid.List[uint32]
	hidden bool // the user put the preview away
	filter filterLine
	opened uint32 // the slot that was opened last
	resort bool   // an order was chosen whose ranking has not come yet
}

// convertOptions are what the screen works with.
type convertOptions struct {
	Frame        frame
	Board        *board
	Touch        *touchActions
	OpenTrial    func(slot uint32) tea.Cmd     // opens the drill-down
	TrialShown   func() (slot uint32, ok bool) // the account that is open there
	OpenStatuses func() tea.Cmd                // opens the conditions of the statuses
}

func newConvert(o convertOptions) *convert {
	return &convert{
		frame: o.Frame, board: o.Board, touch: o.Touch,
		openTrial: o.OpenTrial, trialShown: o.TrialShown, openStatuses: o.OpenStatuses,
	}
}

func (c *convert) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		c.width, c.height = msg.width, msg.height
		c.arrange()
	case boardChanged:
		c.fill()
	case shown:
		c.comeBack()
	case clicked:
		return c.clicked(msg)
	case wheeled:
		c.list.Scroll(msg.by)
	case tea.KeyPressMsg:
		if c.filter.field.Press(msg) {
			return c.typed()
		}
	case tea.PasteMsg:
		c.filter.field.Insert(msg.Content)
		return c.typed()
	}
	return nil
}

// fill takes over the board's ranking. The cursor stays on its trial.
func (c *convert) fill() {
	shown := c.board.shown
	c.list.Fill(len(shown), func(i int) uint32 { return shown[i] }, c.board.find)
	if c.resort && c.board.ranking != nil && c.board.ranking.By == c.board.order {
		// The top is what one sorts for.
		c.resort = false
		c.list.To(0)
	}
	c.arrange()
}

// arrange lays the screen out for its size and for what the ranking needs.
func (c *convert) arrange() {
	c.layout = layConvert(c.width, c.height, !c.hidden)
	c.table = convertTable(c.board, c.layout.rows.w)
	c.widths = c.table.Widths(c.layout.rows.w)
	c.list.Resize(c.layout.rows.h)
}

// wants has the rows on screen read, and the account that the preview shows.
func (c *convert) wants() tea.Cmd {
	b := c.board
	from, to := c.list.Window()
	if !b.ready() || to > len(b.shown) {
		return nil
	}
	// A screen more in each direction, so that paging finds its rows there.
	margin := c.layout.rows.h
	cmd := b.fetch(b.shown[from:to])
	if cmd == nil {
		cmd = b.fetch(b.shown[max(from-margin, 0):min(to+margin, len(b.shown))])
	}
	if slot, ok := c.selected(); ok && c.layout.preview.h > 0 {
		cmd = tea.Batch(cmd, b.look(slot))
	}
	if c.widths[trendColumn] > 0 {
		cmd = tea.Batch(cmd, b.follow(b.shown[from:to]))
	}
	return cmd
}

// selected is the slot under the cursor.
func (c *convert) selected() (uint32, bool) { return c.list.Key() }

// subject is the row under the cursor, once it has been read.
func (c *convert) subject() (store.Row, bool) {
	slot, ok := c.selected()
	if !ok {
		return store.Row{}, false
	}
	row, ok := c.board.rows[slot]
	return row, ok && row.ID != ""
}

func (c *convert) clicked(m clicked) tea.Cmd {
	l := c.layout
	switch {
	case l.header.holds(m.x, m.y):
		if order, ok := columnOrder(c.table.ColumnAt(c.widths, m.x)); ok {
			return c.sortBy(order)
		}
	case l.rows.holds(m.x, m.y):
		if i, ok := c.list.At(m.y - l.rows.y); ok {
			c.list.To(i)
			if m.twice {
				return c.openSelected()
			}
		}
	case l.preview.holds(m.x, m.y):
		return c.openSelected()
	case l.status.holds(m.x, m.y):
		return c.edit()
	}
	return nil
}

func (c *convert) openSelected() tea.Cmd {
	if slot, ok := c.selected(); ok {
		c.opened = slot
		return c.openTrial(slot)
	}
	return nil
}

// comeBack moves the cursor along when the drill-down that it was left for went
// on to other trials.
func (c *convert) comeBack() {
	slot, ok := c.selected()
	if !ok || slot != c.opened {
		return
	}
	if shown, ok := c.trialShown(); ok && shown != slot {
		if at := c.board.find(shown); at >= 0 {
			c.list.To(at)
		}
	}
}

// sortBy changes the order.
func (c *convert) sortBy(order rank.Order) tea.Cmd {
	c.resort = order != c.board.order
	return c.board.sortBy(order)
}

func (c *convert) view(width, height int) []theme.Line {
	look, b := c.frame.Theme(), c.board
	l := c.layout
	lines := make([]theme.Line, height)
	put := func(y int, line theme.Line) {
		if y >= 0 && y < height {
			lines[y] = line
		}
	}
	put(l.status.y, c.statusLine(l.status.w))
	if l.rule.h > 0 {
		put(l.rule.y, rule(look, l.rule.w))
	}
	if empty := c.emptyLines(l.rows.w - 4); empty != nil {
		for i, line := range empty {
			put(l.header.y+1+i, theme.Line{}.Gap(2).Join(line))
		}
		return lines
	}
	if !b.ready() {
		return lines
	}
	put(l.header.y, c.table.Header(look, c.widths))
	from, to := c.list.Window()
	at, _ := c.list.Cursor()
	for i := from; i < min(to, len(b.shown)); i++ {
		put(l.rows.y+i-from, c.row(i, i == at))
	}
	c.drawPreview(lines, height)
	return lines
}

// statusLine is the filter and what of the ranking it shows.
func (c *convert) statusLine(width int) theme.Line {
	look := c.frame.Theme()
	left := c.filter.line(look, width)
	if left == nil && c.board.ready() && c.board.ranking.Len() > 0 {
		left = theme.Line{}.Gap(1).Add(look.Muted, "By "+orderWords(c.board.order))
	}
	if wrong := c.wrong(); wrong != "" {
		return theme.Ends(left, look.Bad.Say(wrong.Fit(width-left.Width()-3)).Gap(1), width)
	}
	return theme.Ends(left, look.Muted.Say(c.counts()).Gap(1), width)
}

// counts is how many trials there are, shown and qualified.
func (c *convert) counts() clean.Text {
	b := c.board
	if !b.ready() || b.ranking.Len() == 0 {
		return ""
	}
	if b.slowRank && b.ranks.running {
		return "searching"
	}
	text := count(b.ranking.Len(), "trial", "trials")
	if !b.answered.Empty() {
		text = number(len(b.shown)) + " of " + text
	}
	dot := " " + c.frame.Theme().Glyphs.Bullet + " "
	if len(b.book.Card.Enabled(rulebook.Adoption))+len(b.book.Card.Enabled(rulebook.Fit)) == 0 {
		return text + dot + "no signals yet, so no scores"
	}
	return text + dot + number(b.qualified) + " qualified"
}
