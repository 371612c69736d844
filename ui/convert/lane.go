package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// minSeparatedRows is how many lines the rows need at least for one of them to part the
// lane of raised hands from the others.
const minSeparatedRows = 8

// rowsPerRaised is how many lines of the list there are for each trial of the lane of raised
// hands, so that it leaves room for the ranking on a small screen.
const rowsPerRaised = 4

// limitLane has the lane be no larger than the screen has room for.
func (c *Screen) limitLane() tea.Cmd {
	return c.board.LimitLane(newScreenLayout(c.width, c.height, c.previewSize).rows.H / rowsPerRaised)
}

// laneLayout takes the lines of the lane out of those of the rows: its heading, and where
// there is room one that parts it from the others. The latter is below the last row of
// the lane, or below the heading where that row is scrolled out of sight.
func (c *Screen) laneLayout(l *screenLayout) {
	c.laneParted = false
	if lane, _ := c.board.Lane(); lane == 0 || l.rows.H < 2 {
		return
	}
	l.lane = layout.Rect{X: l.rows.X, Y: l.rows.Y, W: l.rows.W, H: 1}
	l.rows.Y, l.rows.H = l.rows.Y+1, l.rows.H-1
	c.laneParted = l.rows.H >= minSeparatedRows
}

// listHeight is how many rows there is room for.
func (c *Screen) listHeight() int {
	if c.laneParted {
		return c.layout.rows.H - 1
	}
	return c.layout.rows.H
}

// partingLine is the line below the lane, from the first of the rows; false for none.
func (c *Screen) partingLine() (int, bool) {
	from, to := c.list.VisibleRange()
	lane, _ := c.board.Lane()
	return min(max(lane-from, 0), to-from), c.laneParted
}

// lineOf is the line of the row at an index, from the first of the rows.
func (c *Screen) lineOf(index int) int {
	from, _ := c.list.VisibleRange()
	if at, parted := c.partingLine(); parted && index-from >= at {
		return index - from + 1
	}
	return index - from
}

// indexAtLine is the index of the row on a line; false where there is none.
func (c *Screen) indexAtLine(line int) (int, bool) {
	at, parted := c.partingLine()
	switch {
	case parted && line == at:
		return 0, false
	case parted && line > at:
		line--
	}
	return c.list.IndexAt(line)
}

// laneLine is the heading of the lane. Where its rows are scrolled out of sight it says
// so, as it would seem empty.
func (c *Screen) laneLine(width int) theme.Line {
	styles := c.frame.Theme()
	lane, raised := c.board.Lane()
	texts := []clean.Text{words.Number(raised)}
	if many := words.Number(lane) + " of " + texts[0]; raised > lane {
		texts = []clean.Text{many + " shown here, the rest in the list below", many + " shown here", many}
	}
	if from, _ := c.list.VisibleRange(); from >= lane {
		texts = []clean.Text{texts[len(texts)-1] + ", scrolled out of sight " + styles.Glyphs.Up, texts[len(texts)-1] + " " + styles.Glyphs.Up}
	}
	why := texts[0] + ", first whatever their scores"
	texts = append([]clean.Text{why + ", as they match a hand-raiser", why}, texts...)
	right := theme.Line{}.Add(styles.Accent, c.frame.KeyOf("convert.lane")).Add(styles.Muted, " closes").Space(1)
	var left theme.Line
	for _, text := range texts {
		left = theme.Line{}.Space(1).Add(styles.Warn, styles.Glyphs.Raised+" Raised a hand").Space(2).Add(styles.Muted, text)
		if left.Width()+2+right.Width() <= width {
			return theme.Justify(left, right, width)
		}
	}
	return left.Fit(width)
}

// laneBinding folds and unfolds the lane.
func (c *Screen) laneBinding() host.Binding {
	none, desc := clean.Text(""), clean.Text("put those who raised a hand at their place")
	if c.board.LaneFolded() {
		desc = "put those who raised a hand first"
	}
	if _, raised := c.board.Lane(); raised == 0 {
		none = "nobody in the list raised a hand"
	}
	return host.Binding{Action: "convert.lane", Keys: []string{"!"}, Desc: desc, DisabledReason: none, Run: func() tea.Cmd {
		return c.board.FoldLane(!c.board.LaneFolded())
	}}
}
