package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store/accounts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/touch"
	"trialist/ui/words"
)

// Screen is the ranked list of trials with a preview of the selected one.
type Screen struct {
	frame        host.Frame
	board        *board.Board
	touch        *touch.Actions
	openTrial    func(slot uint32) tea.Cmd
	trialShown   func() (slot uint32, ok bool)
	openStatuses func() tea.Cmd

	width         int
	height        int
	layout        screenLayout
	table         grid.Table
	widths        []int // of the table's columns
	list          grid.List[uint32]
	previewHidden bool // by the user
	filter        filterInput
	openedSlot    uint32 // the slot that was opened last
	sortPending   bool   // an order was chosen and its ranking is not there yet
}

// Options are what the screen works with.
type Options struct {
	Frame        host.Frame
	Board        *board.Board
	Touch        *touch.Actions
	OpenTrial    func(slot uint32) tea.Cmd     // opens the drill-down
	TrialShown   func() (slot uint32, ok bool) // the account that is open there; false for none
	OpenStatuses func() tea.Cmd                // opens the settings at the conditions of the statuses
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	return &Screen{
		frame: o.Frame, board: o.Board, touch: o.Touch,
		openTrial: o.OpenTrial, trialShown: o.TrialShown, openStatuses: o.OpenStatuses,
	}
}

func (c *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		c.width, c.height = msg.Width, msg.Height
		c.relayout()
	case board.Changed:
		c.updateRows()
	case host.TabOpened:
		c.syncCursor()
	case host.Clicked:
		return c.handleClick(msg)
	case host.Wheeled:
		c.list.Scroll(msg.By)
	case tea.KeyPressMsg:
		if c.filter.field.Press(msg) {
			return c.applyFilterText()
		}
	case tea.PasteMsg:
		c.filter.field.Insert(msg.Content)
		return c.applyFilterText()
	}
	return nil
}

// updateRows takes over the list of the board. The cursor stays on its trial, but
// goes to the top after the user sorted.
func (c *Screen) updateRows() {
	shown := c.board.Shown()
	c.list.SetRows(len(shown), func(i int) uint32 { return shown[i] }, c.board.IndexOf)
	if c.sortPending && c.board.Ranking() != nil && c.board.Ranking().By == c.board.Order() {
		c.sortPending = false
		c.list.Select(0)
	}
	c.relayout()
}

// relayout lays the screen out for its size and for what the ranking needs.
func (c *Screen) relayout() {
	c.layout = newScreenLayout(c.width, c.height, !c.previewHidden)
	c.table = newTable(c.board, c.layout.rows.W)
	c.widths = c.table.Widths(c.layout.rows.W)
	c.list.Resize(c.layout.rows.H)
}

// Fetch reads what the screen shows and the board does not have: rows, the
// account in the preview, and trends.
func (c *Screen) Fetch() tea.Cmd {
	b := c.board
	from, to := c.list.VisibleRange()
	if !b.Ready() || to > len(b.Shown()) {
		return nil
	}
	// When the rows on screen are there, those of a screen more in each direction
	// are read, so that paging does not wait.
	margin := c.layout.rows.H
	cmd := b.RequestRows(b.Shown()[from:to])
	if cmd == nil {
		cmd = b.RequestRows(b.Shown()[max(from-margin, 0):min(to+margin, len(b.Shown()))])
	}
	if slot, ok := c.Selected(); ok && c.layout.preview.H > 0 {
		cmd = tea.Batch(cmd, b.RequestAccount(slot))
	}
	if c.widths[trendColumn] > 0 {
		cmd = tea.Batch(cmd, b.RequestTrends(b.Shown()[from:to]))
	}
	return cmd
}

// Selected is the slot under the cursor; false when the list is empty.
func (c *Screen) Selected() (uint32, bool) { return c.list.Key() }

// SelectedRow is the row under the cursor; false until it has been read.
func (c *Screen) SelectedRow() (accounts.Row, bool) {
	slot, ok := c.Selected()
	if !ok {
		return accounts.Row{}, false
	}
	row, ok := c.board.Row(slot)
	return row, ok && row.ID != ""
}

func (c *Screen) handleClick(m host.Clicked) tea.Cmd {
	l := c.layout
	switch {
	case l.header.Contains(m.X, m.Y):
		if order, ok := columnOrder(c.table.ColumnAt(c.widths, m.X)); ok {
			return c.sortBy(order)
		}
	case l.rows.Contains(m.X, m.Y):
		if i, ok := c.list.IndexAt(m.Y - l.rows.Y); ok {
			c.list.Select(i)
			if m.Double {
				return c.openSelected()
			}
		}
	case l.preview.Contains(m.X, m.Y):
		return c.openSelected()
	case l.status.Contains(m.X, m.Y):
		return c.editFilter()
	}
	return nil
}

func (c *Screen) openSelected() tea.Cmd {
	if slot, ok := c.Selected(); ok {
		c.openedSlot = slot
		return c.openTrial(slot)
	}
	return nil
}

// syncCursor moves the cursor to the trial that the drill-down shows, if the user
// opened it from here and went on to other trials there.
func (c *Screen) syncCursor() {
	slot, ok := c.Selected()
	if !ok || slot != c.openedSlot {
		return
	}
	if shown, ok := c.trialShown(); ok && shown != slot {
		if at := c.board.IndexOf(shown); at >= 0 {
			c.list.Select(at)
		}
	}
}

// sortBy changes the order of the list.
func (c *Screen) sortBy(order rank.Order) tea.Cmd {
	c.sortPending = order != c.board.Order()
	return c.board.SortBy(order)
}

func (c *Screen) View(width, height int) []theme.Line {
	styles, b := c.frame.Theme(), c.board
	l := c.layout
	lines := make([]theme.Line, height)
	put := func(y int, line theme.Line) {
		if y >= 0 && y < height {
			lines[y] = line
		}
	}
	put(l.status.Y, c.statusLine(l.status.W))
	if l.rule.H > 0 {
		put(l.rule.Y, layout.Rule(styles, l.rule.W))
	}
	if empty := c.emptyLines(l.rows.W - 4); empty != nil {
		for i, line := range empty {
			put(l.header.Y+1+i, theme.Line{}.Space(2).Join(line))
		}
		return lines
	}
	if !b.Ready() {
		return lines
	}
	put(l.header.Y, c.table.Header(styles, c.widths))
	from, to := c.list.VisibleRange()
	at, _ := c.list.Cursor()
	for i := from; i < min(to, len(b.Shown())); i++ {
		put(l.rows.Y+i-from, c.row(i, i == at))
	}
	c.drawPreview(lines, height)
	return lines
}

// statusLine is the filter or the order, and at the right the counts or what is
// wrong with the filter.
func (c *Screen) statusLine(width int) theme.Line {
	styles := c.frame.Theme()
	left := c.filter.line(styles, width)
	if left == nil && c.board.Ready() && c.board.Ranking().Len() > 0 {
		left = theme.Line{}.Space(1).Add(styles.Muted, "By "+words.OrderName(c.board.Order()))
	}
	if wrong := c.filterError(); wrong != "" {
		return theme.Justify(left, styles.Bad.Line(wrong.Fit(width-left.Width()-3)).Space(1), width)
	}
	return theme.Justify(left, styles.Muted.Line(c.countsText()).Space(1), width)
}

// countsText is how many trials there are, how many of them are shown and how
// many of those are qualified.
func (c *Screen) countsText() clean.Text {
	b := c.board
	if !b.Ready() || b.Ranking().Len() == 0 {
		return ""
	}
	if b.Searching() {
		return "searching"
	}
	text := words.Count(b.Ranking().Len(), "trial", "trials")
	if !b.ShownFilter().Empty() {
		text = words.Number(len(b.Shown())) + " of " + text
	}
	dot := " " + c.frame.Theme().Glyphs.Bullet + " "
	if len(b.Book.Card.Enabled(rulebook.Adoption))+len(b.Book.Card.Enabled(rulebook.Fit)) == 0 {
		return text + dot + "no signals yet, so no scores"
	}
	return text + dot + words.Number(b.QualifiedCount()) + " qualified"
}
