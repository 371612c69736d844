package convert

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/view"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// columnChooser is an overlay in which the columns of the list are chosen and put into
// an order. The list follows at once.
type columnChooser struct {
	screen *Screen
	before []view.Column
	order  []view.Column // all columns: those shown, then the others
	shown  int           // how many of order are shown
	list   grid.List[view.Column]
	closed bool
}

// chooseColumns opens the chooser.
func (c *Screen) chooseColumns() tea.Cmd {
	ch := &columnChooser{screen: c, before: c.columns}
	ch.setShown(c.shownColumns())
	c.frame.Open(ch)
	return nil
}

// setShown shows the columns.
func (ch *columnChooser) setShown(columns []view.Column) {
	ch.order, ch.shown = slices.Clone(columns), len(columns)
	for _, column := range view.Columns() {
		if !slices.Contains(columns, column) {
			ch.order = append(ch.order, column)
		}
	}
	ch.sync()
}

// sync gives the list its rows, and the screen its columns.
func (ch *columnChooser) sync() {
	ch.list.SetRows(len(ch.order), func(i int) view.Column { return ch.order[i] }, func(k view.Column) int { return slices.Index(ch.order, k) })
	columns := slices.Clone(ch.order[:ch.shown])
	if slices.Equal(columns, view.DefaultColumns()) {
		columns = nil
	}
	ch.screen.columns = columns
	ch.screen.relayout()
}

func (ch *columnChooser) Done() bool { return ch.closed }

func (ch *columnChooser) Bindings() []host.Binding {
	at, _ := ch.list.Cursor()
	move := func(by int) func() tea.Cmd { return func() tea.Cmd { ch.list.Move(by); return nil } }
	shift := func(by int) func() tea.Cmd { return func() tea.Cmd { ch.shift(by); return nil } }
	reason := clean.Text("")
	if ch.order[at] == view.Name {
		reason = "without names rows cannot be told apart"
	}
	hidden := clean.Text("")
	if at >= ch.shown {
		hidden = "it is not shown"
	}
	return []host.Binding{
		{Keys: []string{"space", "x"}, Desc: "show or hide the column", Hint: "show or hide", DisabledReason: reason, Run: ch.toggle},
		{Keys: []string{"J", "shift+down"}, Desc: "move the column to the right", Hint: "move it right", DisabledReason: hidden, Run: shift(1)},
		{Keys: []string{"K", "shift+up"}, Desc: "move the column to the left", Hint: "left", DisabledReason: hidden, Run: shift(-1)},
		{Keys: []string{"r"}, Desc: "have the usual columns", Hint: "the usual ones", Run: func() tea.Cmd { ch.setShown(view.DefaultColumns()); return nil }},
		{Keys: []string{"down", "j", "ctrl+n"}, Desc: "go down", Group: host.GroupMoving, Run: move(1)},
		{Keys: []string{"up", "k", "ctrl+p"}, Desc: "go up", Group: host.GroupMoving, Run: move(-1)},
		{Keys: []string{"enter", "q"}, Desc: "show these columns", Hint: "done", Run: func() tea.Cmd { ch.closed = true; return nil }},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "go back to the columns before", Hint: "back", Group: host.GroupEverywhere, Run: func() tea.Cmd {
			ch.closed, ch.screen.columns = true, ch.before
			ch.screen.relayout()
			return nil
		}},
	}
}

// toggle shows or hides the column under the cursor. A shown one becomes the last.
func (ch *columnChooser) toggle() tea.Cmd {
	at, _ := ch.list.Cursor()
	column := ch.order[at]
	shown := ch.order[:ch.shown:ch.shown]
	if at < ch.shown {
		ch.setShown(slices.Delete(slices.Clone(shown), at, at+1))
	} else {
		ch.setShown(append(shown, column))
	}
	return nil
}

// shift moves the column under the cursor among those shown.
func (ch *columnChooser) shift(by int) {
	at, _ := ch.list.Cursor()
	to := at + by
	if at >= ch.shown || to < 0 || to >= ch.shown {
		return
	}
	shown := slices.Clone(ch.order[:ch.shown])
	shown[at], shown[to] = shown[to], shown[at]
	ch.setShown(shown)
}

func (ch *columnChooser) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		ch.list.Resize(max(min(len(ch.order), msg.Height-5), 0))
	case host.Wheeled:
		ch.list.Scroll(msg.By)
	case host.Clicked:
		if i, ok := ch.list.IndexAt(msg.Y - 1); ok {
			at, _ := ch.list.Cursor()
			ch.list.Select(i)
			if i == at && ch.order[i] != view.Name {
				return ch.toggle()
			}
		}
	}
	return nil
}

// columnChooserWidth is the width of the chooser, in cells.
const columnChooserWidth = 38

func (ch *columnChooser) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := ch.screen.frame.Theme()
	from, to := ch.list.VisibleRange()
	at, _ := ch.list.Cursor()
	w := min(columnChooserWidth, width-2)
	var lines []theme.Line
	for i := from; i < to; i++ {
		line := theme.Line{}.Space(2)
		if i == at {
			line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
		}
		name := words.Capitalize(words.ColumnName(ch.order[i]))
		if i < ch.shown {
			line = line.Add(styles.Good, styles.Glyphs.Check).Space(1).Add(styles.Text, name)
		} else {
			line = line.Space(2).Add(styles.Muted, name)
		}
		if i == at {
			line = line.Pad(w - 4).Inherit(styles.Selection)
		}
		lines = append(lines, line)
	}
	box := layout.Center(w, len(lines)+2, width, max(height-1, 0))
	above, below := ch.list.HasMore()
	return layout.Box(styles, layout.TitleWithMore(styles, "Columns", box.W, above, below), lines, box.W), box
}
