package convert

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// filterInput is the filter as it is typed. The list follows every key. Text that
// is not a filter yet leaves the list as it was.
type filterInput struct {
	field      textfield.Field
	editing    bool
	before     string     // the text when editing began
	parseError clean.Text // why the text is not a filter; "" when it is
	waiting    clean.Text // what has to follow, where the text may still become one
	entered    bool       // enter was pressed, and the list may not have followed yet

	completions filter.Completions
	chosen      int  // index of a completion
	picked      bool // the user has moved to it
	pending     bool // the list does not follow the filter yet; its first row is selected then
}

// filterPrompt is drawn before the filter.
const filterPrompt clean.Text = " / "

// line draws the filter; nil when there is none.
func (f *filterInput) line(styles theme.Theme, width int) theme.Line {
	if f.editing {
		text, _ := f.field.Line(styles.Text, f.room(width))
		if f.field.Value() == "" {
			text = styles.Muted.Line("words, or terms such as fit>=50").Pad(f.room(width))
		}
		return styles.Accent.Line(filterPrompt).Join(text)
	}
	if text := clean.Of(f.field.Value()); text != "" {
		return styles.Accent.Line(filterPrompt).Add(styles.Text, text)
	}
	return nil
}

// room is the width of the field in a line of width cells.
func (f *filterInput) room(width int) int {
	return max(width/2-filterPrompt.Width(), 8)
}

// TextCursor is where the terminal's cursor is while the filter is edited.
func (c *Screen) TextCursor(width, _ int) (int, int, bool) {
	_, x := c.filter.field.Line(theme.Style{}, c.filter.room(width))
	return filterPrompt.Width() + x, 0, c.filter.editing
}

// editFilter starts editing the filter. The search index is loaded meanwhile, so
// that the first letter finds it ready.
func (c *Screen) editFilter() tea.Cmd {
	c.filter.editing, c.filter.entered, c.filter.before = true, false, c.filter.field.Value()
	c.filter.field.CursorEnd()
	c.vocabulary.stale = true // somebody may own a trial for the first time
	c.complete()
	ctx, index := c.board.Context(), c.board.Index()
	return func() tea.Msg {
		_ = index.Load(ctx) // the search that needs it reports the error
		return nil
	}
}

// parseFilter reads a filter as it is written, for the user.
func (c *Screen) parseFilter(text string) (filter.Filter, error) {
	parsed, err := filter.Parse(text)
	if err != nil {
		return parsed, err
	}
	return parsed.As(c.ownNames...)
}

// applyFilterText filters the list by what has been typed. As long as a term is not
// finished the list has those that pass the others, and it is said what is awaited.
func (c *Screen) applyFilterText() tea.Cmd {
	f := &c.filter
	c.complete()
	f.parseError, f.waiting = "", ""
	parsed, err := c.parseFilter(f.field.Value())
	var wrong *filter.Error
	found := f.completions
	written := len(f.field.BeforeCursor()) > found.From
	switch {
	case f.editing && found.Value && !found.Exact && len(found.List) > 0 && (written || err != nil):
		return c.awaitValue()
	case f.editing && errors.As(err, &wrong) && wrong.Unfinished:
		f.waiting = "waiting: " + clean.Of(wrong.Message)
		return c.filterWithout(wrong.Offset, len(f.field.Value()))
	case err != nil:
		f.parseError = clean.Of(err.Error())
		return nil
	}
	if f.editing && !found.Value && len(found.List) > 0 { // the word may become a field
		text := f.field.Value()
		if others, err := c.parseFilter(text[:found.Start] + text[found.To:]); err == nil {
			c.filter.pending = true
			return c.board.TryFilter(parsed, others)
		}
	}
	return c.filterBy(parsed)
}

// awaitValue filters the list by the values that stand before the one that is typed, as in
// country:US|d, or without the term where that is the first, and says so.
func (c *Screen) awaitValue() tea.Cmd {
	f := &c.filter
	text, found := f.field.Value(), f.completions
	example := clean.Of(found.List[0].Text)
	if before := text[found.Start:found.From]; strings.HasSuffix(before, "|") {
		term := strings.TrimSuffix(before, "|")
		if known, err := c.parseFilter(text[:found.Start] + term + text[found.To:]); err == nil {
			f.waiting = "filtered by " + clean.Of(term) + ", waiting for another value such as " + example
			return c.filterBy(known)
		}
	}
	f.waiting = "waiting for a value such as " + example
	return c.filterWithout(found.Start, found.To)
}

// filterBy has the list follow a filter.
func (c *Screen) filterBy(asked filter.Filter) tea.Cmd {
	c.filter.pending = true
	return c.board.SetFilter(asked)
}

// filterWithout filters the list by what has been typed, but for a part of it.
func (c *Screen) filterWithout(from, to int) tea.Cmd {
	text := c.filter.field.Value()
	others, err := c.parseFilter(text[:from] + text[to:])
	if err != nil {
		return nil
	}
	return c.filterBy(others)
}

// filterError is why the list does not follow the filter: it cannot be parsed, or
// it names something that the data does not have.
func (c *Screen) filterError() clean.Text {
	if c.filter.parseError == "" && c.board.FilterErr() != nil {
		return clean.Of(c.board.FilterErr().Error())
	}
	return c.filter.parseError
}

// setFilterText makes a text the filter.
func (c *Screen) setFilterText(text string) tea.Cmd {
	c.filter.field = textfield.New(text)
	c.filter.entered = false
	return c.filterTextChanged()
}

// ShowFilter filters the list by a text, as if it had been typed and kept.
func (c *Screen) ShowFilter(text string) tea.Cmd {
	c.filter.editing = false
	return c.setFilterText(text)
}

// enterFilter keeps the filter. Where it cannot be read, or asks for what there is not,
// the text stays to be edited, with the cursor at what is wrong.
func (c *Screen) enterFilter() tea.Cmd {
	f := &c.filter
	if f.picked {
		return c.takeCompletion()
	}
	parsed, err := c.parseFilter(f.field.Value())
	if err != nil {
		f.parseError, f.waiting = clean.Of(err.Error()), ""
		var wrong *filter.Error
		if errors.As(err, &wrong) {
			f.field.CursorTo(wrong.End)
		}
		c.complete()
		return nil
	}
	f.editing, f.entered = false, true
	waited := f.waiting != "" || len(f.completions.List) > 0
	f.waiting, f.completions = "", filter.Completions{}
	if waited {
		return c.filterBy(parsed)
	}
	c.reopenFilter()
	return nil
}

// reopenFilter edits the filter again where it was kept and turns out to ask for what
// there is not.
func (c *Screen) reopenFilter() {
	f := &c.filter
	if !f.entered || c.board.FilterErr() == nil {
		return
	}
	f.entered, f.editing = false, true
	var wrong *filter.TermError
	if errors.As(c.board.FilterErr(), &wrong) {
		f.field.CursorTo(filter.TermEnd(f.field.Value(), wrong.Number))
	}
	c.complete()
}

// failLost says that not all of what was typed or pasted had room.
func (c *Screen) failLost() {
	if err := c.filter.field.Lost(); err != nil {
		c.frame.Fail(err)
	}
}

func (c *Screen) typingBindings() []host.Binding {
	bindings := []host.Binding{
		{Keys: []string{"enter"}, Desc: "filter the list by it", Hint: "done", Run: c.enterFilter},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "go back to the filter before", Hint: "back", Run: func() tea.Cmd {
			c.filter.editing = false
			return c.setFilterText(c.filter.before)
		}},
	}
	if len(c.filter.completions.List) > 0 {
		step := func(by int) func() tea.Cmd { return func() tea.Cmd { return c.chooseCompletion(by) } }
		return append(bindings,
			host.Binding{Keys: []string{"tab"}, Desc: "complete the word", Hint: "complete", Run: c.takeCompletion},
			host.Binding{Keys: []string{"down", "ctrl+n"}, Desc: "choose the next completion", Group: host.GroupMoving, Run: step(1)},
			host.Binding{Keys: []string{"up", "ctrl+p"}, Desc: "choose the completion before", Group: host.GroupMoving, Run: step(-1)})
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { c.list.Move(by); return nil }
	}
	return append(bindings,
		host.Binding{Keys: []string{"tab"}, Desc: "choose from what a filter can ask", Hint: "what can be asked", Run: c.chooseTerm},
		host.Binding{Keys: []string{"down"}, Desc: "go down", Group: host.GroupMoving, Run: move(1)},
		host.Binding{Keys: []string{"up"}, Desc: "go up", Group: host.GroupMoving, Run: move(-1)})
}

// Back leaves the view that was opened, or else clears the filter.
func (c *Screen) Back() (tea.Cmd, bool) {
	if cmd, left := c.leaveView(); left {
		return cmd, true
	}
	if c.filter.field.Value() == "" {
		return nil, false
	}
	return c.setFilterText(""), true
}
