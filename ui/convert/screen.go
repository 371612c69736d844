package convert

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/touch"
)

// Screen is the ranked list of trials with a preview of the selected one.
type Screen struct {
	frame        host.Frame
	board        *board.Board
	touch        *touch.Actions
	openTrial    func(slot uint32) tea.Cmd
	trialShown   func() (slot uint32, ok bool)
	openStatuses func() tea.Cmd
	news         func() []clean.Text

	width       int
	height      int
	layout      screenLayout
	who         string // "" when not known
	clipboard   Clipboard
	ownNames    []string
	table       listTable
	laneParted  bool  // a line parts those who raised a hand from the others
	widths      []int // of the table's columns
	list        grid.List[uint32]
	columns     []view.Column // nil for the usual ones
	longestName int           // in cells, of the names read so far
	filter      filterInput
	vocabulary  vocabulary
	openedSlot  uint32 // the slot that was opened last
	sortPending bool   // a sort was chosen and its list is not there yet

	previewSize previewSize
	previewTop  int    // first line of the preview on screen
	previewOf   uint32 // the slot that previewTop is about
	dragging    bool   // the border of the preview

	views      []view.View
	viewsAsked bool
	viewOpened string // the name of the view that was opened last
	beforeView Listed // what was listed when a view was opened
	inView     bool   // a view was opened, and not left

	readOnly     bool
	keeper       leftKeeper
	marks        marks
	markedIn     *rank.Population // the population that the marks were checked against
	replacements int64            // of that population, see board.Snapshot
	leftOutJob   job.Latest       // reads the accounts that are left out
}

// Options are what the screen works with.
type Options struct {
	Frame        host.Frame
	Board        *board.Board
	Touch        *touch.Actions
	Who          string                        // the user; "" when not known
	OpenTrial    func(slot uint32) tea.Cmd     // opens the drill-down
	TrialShown   func() (slot uint32, ok bool) // the account that is open there; false for none
	Clipboard    Clipboard
	OwnNames     []string            // of the user as an owner; none is Who
	Left         Left                // how the user left the list
	ReadOnly     bool                // keep nothing
	OpenStatuses func() tea.Cmd      // opens the settings at the conditions of the statuses
	News         func() []clean.Text // what changed since the last look, from the longest text to the shortest
}

// New is the screen before it has a size.
func New(o Options) *Screen {
	c := &Screen{
		frame: o.Frame, board: o.Board, touch: o.Touch, who: o.Who,
		openTrial: o.OpenTrial, trialShown: o.TrialShown, openStatuses: o.OpenStatuses, news: o.News,
		readOnly: o.ReadOnly, keeper: leftKeeper{disabled: o.ReadOnly},
	}
	c.clipboard = o.Clipboard
	if c.ownNames = o.OwnNames; len(c.ownNames) == 0 {
		c.ownNames = []string{o.Who}
	}
	c.take(o.Left)
	return c
}

func (c *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		c.width, c.height = msg.Width, msg.Height
		c.relayout()
		return c.limitLane()
	case board.Changed:
		c.updateRows()
	case host.TabOpened:
		c.syncCursor()
	case host.Clicked:
		return c.handleClick(msg)
	case listRead, listCopied, listExported:
		return c.handleListing(msg)
	case viewsLoaded, viewsSaved:
		c.handleViews(msg)
	case leftOutRead:
		c.openLeftOut(msg)
	case leftKept:
		c.handleLeftKept(msg)
	case host.Dragged:
		if c.dragging {
			c.dragBorder(msg.X, msg.Y)
		}
	case host.Dropped:
		c.dragging = false
	case host.Wheeled:
		c.scrollAt(msg)
	case tea.KeyPressMsg:
		if c.filter.field.Press(msg) {
			c.failLost()
			return c.filterTextChanged()
		}
	case tea.PasteMsg:
		c.filter.field.Insert(msg.Content)
		c.failLost()
		return c.filterTextChanged()
	case namesLoaded, valuesLoaded:
		return c.handleVocabulary(msg)
	}
	return nil
}

// updateRows takes over the list of the board. The cursor stays on its trial, but
// goes to the top after the user sorted.
func (c *Screen) updateRows() {
	shown := c.board.Shown()
	c.list.SetRows(len(shown), func(i int) uint32 { return shown[i] }, c.board.IndexOf)
	if c.sortPending && c.board.ShownSort() == c.board.Sort() {
		c.sortPending = false
		c.list.Select(0)
	}
	if c.filter.pending && c.board.FilterErr() == nil { // the best of those that match, whoever was selected before
		c.filter.pending = c.board.Following()
		c.list.Select(0)
	}
	c.syncMarks()
	c.fitNames(shown[:min(len(shown), firstNames)])
	c.relayout()
}

// firstNames is how many trials at the top of the list have their names measured as
// soon as there is a list.
const firstNames = 100

// fitNames notes the longest name of the trials, as far as their rows have been read.
// It reports whether one is longer than all before.
func (c *Screen) fitNames(slots []uint32) bool {
	before := c.longestName
	for _, slot := range slots {
		c.longestName = max(c.longestName, c.board.AccountName(slot).Width())
	}
	return c.longestName > before
}

// scrollAt scrolls what is under the mouse.
func (c *Screen) scrollAt(m host.Wheeled) {
	if c.layout.preview.Area.Contains(m.X, m.Y) {
		c.scrollPreview(m.By)
		return
	}
	c.list.Scroll(m.By)
}

// relayout lays the screen out for its size and for what the ranking needs.
func (c *Screen) relayout() {
	c.layout = newScreenLayout(c.width, c.height, c.previewSize)
	c.laneLayout(&c.layout)
	c.table = newTable(c.tableNeeds(), c.layout.rows.W)
	c.widths = c.table.Widths(c.layout.rows.W)
	c.list.Resize(c.listHeight())
}

// Fetch reads what the screen shows and the board does not have: rows, the
// account in the preview, and trends.
func (c *Screen) Fetch() tea.Cmd {
	b := c.board
	from, to := c.list.VisibleRange()
	if !b.Ready() || to > len(b.Shown()) {
		return nil
	}
	c.reopenFilter()
	cmd := tea.Batch(c.limitLane(), c.keepLeft(), c.requestViews(), c.requestVocabulary())
	if c.fitNames(b.Shown()[from:to]) {
		c.relayout()
	}
	if slot, ok := c.Selected(); ok && slot != c.previewOf {
		c.previewOf, c.previewTop = slot, 0
	}
	// When the rows on screen are there, those of a screen more in each direction
	// are read, so that paging does not wait.
	margin := c.layout.rows.H
	rows := b.RequestRows(b.Shown()[from:to])
	if rows == nil {
		rows = b.RequestRows(b.Shown()[max(from-margin, 0):min(to+margin, len(b.Shown()))])
	}
	cmd = tea.Batch(cmd, rows)
	if b.Sort().By == view.Pace || slices.Contains(c.shownColumns(), view.Pace) || b.ShownFilter().AsksPace() {
		cmd = tea.Batch(cmd, b.RequestPaces())
	}
	if slot, ok := c.Selected(); ok && c.layout.preview.Area.H > 0 {
		cmd = tea.Batch(cmd, b.RequestAccount(slot))
	}
	cmd = tea.Batch(cmd, b.RequestPossible())
	if at := c.table.index(view.Class); at >= 0 && c.widths[at] > 0 {
		cmd = tea.Batch(cmd, b.RequestClasses(b.Shown()[from:to]))
	}
	if at := c.table.index(view.Trend); at >= 0 && c.widths[at] > 0 {
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
		if at := c.table.ColumnAt(c.widths, m.X); at >= 0 {
			return c.sortByColumn(c.table.kinds[at])
		}
	case l.rows.Contains(m.X, m.Y):
		if i, ok := c.indexAtLine(m.Y - l.rows.Y); ok {
			c.list.Select(i)
			if m.Double {
				return c.openSelected()
			}
		}
	case l.preview.Area.Contains(m.X, m.Y):
		return c.openSelected()
	case l.preview.Rule.Contains(m.X, m.Y):
		c.dragging = true
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
func (c *Screen) sortBy(sort view.Sort) tea.Cmd {
	c.sortPending = sort != c.board.Sort()
	cmd := c.board.SortBy(sort)
	c.relayout()
	return cmd
}

// sortByColumn sorts by a column of the list; the other way round where it is sorted
// by that already.
func (c *Screen) sortByColumn(by view.Column) tea.Cmd {
	switch by {
	case view.Rank, movement:
		return c.sortBy(view.DefaultSort())
	case view.Trend:
		c.frame.Tell("Trials cannot be sorted by their trend")
		return nil
	case view.Class:
		c.frame.Tell("Trials cannot be sorted by their class; the filter looker lists one")
		return nil
	case view.Qualified, view.Name, view.Adoption, view.Fit, view.Mean, view.Journey, view.DaysLeft, view.LastSeen, view.Owner, view.LastTouch, view.Pace, view.Possible:
	}
	now := c.board.Sort()
	return c.sortBy(view.Sort{By: by, Reverse: now.By == by && !now.Reverse})
}

// shownColumns is the columns of the list.
func (c *Screen) shownColumns() []view.Column { return view.View{Columns: c.columns}.ShownColumns() }

func (c *Screen) View(width, height int) []theme.Line {
	styles, b := c.frame.Theme(), c.board
	l := c.layout
	lines := make([]theme.Line, height)
	put := func(y int, line theme.Line) {
		if y >= 0 && y < height {
			lines[y] = line
		}
	}
	defer c.drawCompletions(lines)
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
		put(l.rows.Y+c.lineOf(i), c.row(i, i == at))
	}
	if l.lane.H > 0 {
		put(l.lane.Y, c.laneLine(l.lane.W))
	}
	if at, parted := c.partingLine(); parted {
		put(l.rows.Y+at, layout.Rule(styles, l.rows.W))
	}
	c.drawPreview(lines)
	return lines
}

// toggleHidden lists what is snoozed or dismissed, or leaves it out again.
func (c *Screen) toggleHidden() tea.Cmd { return c.board.ShowHidden(!c.board.ShowsHidden()) }
