package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// filterLine is the filter as it is typed. The list follows every key; what
// cannot be read as a filter yet leaves the list as it was.
type filterLine struct {
	field   textfield.Field
	editing bool
	before  string     // the text when editing began
	wrong   clean.Text // why the text is no filter
}

// filterSign stands before the filter.
const filterSign clean.Text = " / "

// line draws the filter.
func (f *filterLine) line(look theme.Theme, width int) theme.Line {
	if f.editing {
		text, _ := f.field.Line(look.Text, f.room(width))
		if f.field.Value() == "" {
			text = look.Muted.Say("words, or terms such as fit>=50").Pad(f.room(width))
		}
		return look.Accent.Say(filterSign).Join(text)
	}
	if text := clean.Of(f.field.Value()); text != "" {
		return look.Accent.Say(filterSign).Add(look.Text, text)
	}
	return nil
}

// room is the width of the field in a line of so many cells.
func (f *filterLine) room(width int) int {
	return max(width/2-filterSign.Width(), 8)
}

// typing is where the terminal's cursor stands while the filter is edited.
func (c *convert) typing(width, _ int) (int, int, bool) {
	_, x := c.filter.field.Line(theme.Style{}, c.filter.room(width))
	return filterSign.Width() + x, 0, c.filter.editing
}

// edit starts typing a filter. What the first letter will be looked for in is
// read meanwhile.
func (c *convert) edit() tea.Cmd {
	c.filter.editing, c.filter.before = true, c.filter.field.Value()
	c.filter.field.CursorEnd()
	ctx, index := c.board.ctx, c.board.index
	return func() tea.Msg {
		_ = index.Load(ctx) // the search that needs it says what is wrong
		return nil
	}
}

// typed narrows the list to what has been typed.
func (c *convert) typed() tea.Cmd {
	filter, err := filter.Parse(c.filter.field.Value())
	if err != nil {
		c.filter.wrong = clean.Of(err.Error())
		return nil
	}
	c.filter.wrong = ""
	return c.board.narrow(filter)
}

// wrong is why the list does not follow the filter: it cannot be read, or it
// names what there is not.
func (c *convert) wrong() clean.Text {
	if c.filter.wrong == "" && c.board.refused != nil {
		return clean.Of(c.board.refused.Error())
	}
	return c.filter.wrong
}

// set makes text the filter.
func (c *convert) set(text string) tea.Cmd {
	c.filter.field = textfield.New(text)
	return c.typed()
}

func (c *convert) typingBindings() []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { c.list.Move(by); return nil }
	}
	return []binding{
		{keys: []string{"enter"}, does: "keep the filter", short: "keep", run: func() tea.Cmd {
			c.filter.editing = false
			if c.wrong() != "" {
				return c.set(c.filter.before)
			}
			return nil
		}},
		{keys: []string{"esc", "ctrl+g"}, does: "go back to the filter before", short: "back", run: func() tea.Cmd {
			c.filter.editing = false
			return c.set(c.filter.before)
		}},
		{keys: []string{"tab"}, does: "choose from what a filter can ask", short: "what can be asked", run: c.chooseTerm},
		{keys: []string{"down"}, does: "go down", group: aboutMoving, run: move(1)},
		{keys: []string{"up"}, does: "go up", group: aboutMoving, run: move(-1)},
	}
}

// leave takes the filter off, which is the one step back that the list has.
func (c *convert) leave() (tea.Cmd, bool) {
	if c.filter.field.Value() == "" {
		return nil, false
	}
	return c.set(""), true
}

// chooseTerm lists the kinds of terms and the signals; the chosen one is added
// to the filter.
func (c *convert) chooseTerm() tea.Cmd {
	var choices []choice
	add := func(group clean.Text, term, means string) {
		choices = append(choices, choice{
			group: group, key: clean.Of(term), text: clean.Of(means),
			run: func() tea.Cmd { return c.addTerm(term) },
		})
	}
	for _, example := range filter.Examples() {
		add("Examples", example.Text, example.Means)
	}
	for _, side := range rulebook.Sides() {
		for _, signal := range c.board.book.Card.Enabled(side) {
			term := filter.Filter{Terms: []filter.Term{{Field: filter.SignalField, Operator: condition.Is, Texts: []string{signal.Name}}}}
			add("Signals", term.String(), "a signal of "+side.String())
		}
	}
	m := newMenu(c.frame, "Filter by", choices)
	m.search = true
	c.frame.Open(m)
	return nil
}

// addTerm puts a term at the end of the filter.
func (c *convert) addTerm(term string) tea.Cmd {
	field := &c.filter.field
	field.CursorEnd()
	if text := field.Value(); text != "" && text[len(text)-1] != ' ' {
		term = " " + term
	}
	field.Insert(term)
	return c.typed()
}
