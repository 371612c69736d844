package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
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
	c.filter.editing, c.filter.before = true, c.filter.field.Value()
	c.filter.field.CursorEnd()
	ctx, index := c.board.Context(), c.board.Index()
	return func() tea.Msg {
		_ = index.Load(ctx) // the search that needs it reports the error
		return nil
	}
}

// applyFilterText filters the list by what has been typed.
func (c *Screen) applyFilterText() tea.Cmd {
	filter, err := filter.Parse(c.filter.field.Value())
	if err == nil {
		filter, err = filter.As(c.who)
	}
	if err != nil {
		c.filter.parseError = clean.Of(err.Error())
		return nil
	}
	c.filter.parseError = ""
	return c.board.SetFilter(filter)
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
	return c.applyFilterText()
}

// ShowFilter filters the list by a text, as if it had been typed and kept.
func (c *Screen) ShowFilter(text string) tea.Cmd {
	c.filter.editing = false
	return c.setFilterText(text)
}

func (c *Screen) typingBindings() []host.Binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { c.list.Move(by); return nil }
	}
	return []host.Binding{
		{Keys: []string{"enter"}, Desc: "keep the filter", Hint: "keep", Run: func() tea.Cmd {
			c.filter.editing = false
			if c.filterError() != "" {
				return c.setFilterText(c.filter.before)
			}
			return nil
		}},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "go back to the filter before", Hint: "back", Run: func() tea.Cmd {
			c.filter.editing = false
			return c.setFilterText(c.filter.before)
		}},
		{Keys: []string{"tab"}, Desc: "choose from what a filter can ask", Hint: "what can be asked", Run: c.chooseTerm},
		{Keys: []string{"down"}, Desc: "go down", Group: host.GroupMoving, Run: move(1)},
		{Keys: []string{"up"}, Desc: "go up", Group: host.GroupMoving, Run: move(-1)},
	}
}

// Back clears the filter, which is the one step back that the list has.
func (c *Screen) Back() (tea.Cmd, bool) {
	if c.filter.field.Value() == "" {
		return nil, false
	}
	return c.setFilterText(""), true
}

// chooseTerm opens a menu of example terms, of the signals and of the segments. The chosen one is
// added to the filter.
func (c *Screen) chooseTerm() tea.Cmd {
	var choices []dialog.Choice
	add := func(group clean.Text, term, means string) {
		choices = append(choices, dialog.Choice{
			Group: group, Key: clean.Of(term), Text: clean.Of(means),
			Run: func() tea.Cmd { return c.addTerm(term) },
		})
	}
	for _, example := range filter.Examples() {
		add("Examples", example.Text, example.Means)
	}
	for _, side := range rulebook.Sides() {
		for _, signal := range c.board.Book.Card.Enabled(side) {
			term := filter.Filter{Terms: []filter.Term{{Field: filter.SignalField, Operator: condition.Is, Texts: []string{signal.Name}}}}
			add("Signals", term.String(), "a signal of "+side.String())
		}
	}
	for _, segment := range c.board.Book.Segments.List {
		term := filter.Filter{Terms: []filter.Term{{Field: filter.SegmentField, Operator: condition.Is, Texts: []string{segment.Name}}}}
		add("Segments", term.String(), segment.When.String())
	}
	m := dialog.NewMenu(c.frame, "Filter by", choices)
	m.Searchable = true
	c.frame.Open(m)
	return nil
}

// addTerm appends a term to the filter.
func (c *Screen) addTerm(term string) tea.Cmd {
	field := &c.filter.field
	field.CursorEnd()
	if text := field.Value(); text != "" && text[len(text)-1] != ' ' {
		term = " " + term
	}
	field.Insert(term)
	return c.applyFilterText()
}
