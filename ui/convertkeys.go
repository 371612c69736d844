package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring"
	"trialist/ui/clean"
)

func (c *convert) bindings() []binding {
	if c.filter.editing {
		return c.typingBindings()
	}
	none := clean.Text("")
	if _, ok := c.selected(); !ok {
		none = "the list is empty"
	}
	open := binding{keys: []string{"enter", "l", "right"}, does: "open the selected trial", short: "open", why: none, run: c.openSelected}
	if c.lacksTrials() {
		open = binding{keys: []string{"enter"}, does: "open the status settings", short: "statuses", run: c.app.settings.openStatuses}
	}
	bindings := []binding{
		open,
		{keys: []string{"/"}, does: "filter the list", short: "filter", run: c.edit},
		{keys: []string{"s"}, does: "sort the list", short: "sort", run: c.chooseOrder},
	}
	bindings = append(bindings, c.app.touchBindings(c.subject)...)
	return append(append(bindings, binding{
		keys: []string{"p"}, does: "show or hide the preview", run: func() tea.Cmd {
			c.hidden = !c.hidden
			c.arrange()
			return nil
		},
	}), moveBindings(&c.list)...)
}

// mover is a list with a cursor.
type mover interface {
	Move(by int)
	To(index int)
	Page(by int)
	Len() int
}

// moveBindings move the cursor of a list, with arrows and with vim's keys.
func moveBindings(list mover) []binding {
	do := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); return nil }
	}
	return []binding{
		{keys: []string{"down", "j"}, does: "go down", group: aboutMoving, run: do(func() { list.Move(1) })},
		{keys: []string{"up", "k"}, does: "go up", group: aboutMoving, run: do(func() { list.Move(-1) })},
		{keys: []string{"pgdown", "ctrl+f", "space"}, does: "go down a screen", group: aboutMoving, run: do(func() { list.Page(1) })},
		{keys: []string{"pgup", "ctrl+b"}, does: "go up a screen", group: aboutMoving, run: do(func() { list.Page(-1) })},
		{keys: []string{"ctrl+d"}, does: "go down ten", group: aboutMoving, run: do(func() { list.Move(10) })},
		{keys: []string{"ctrl+u"}, does: "go up ten", group: aboutMoving, run: do(func() { list.Move(-10) })},
		{keys: []string{"g", "home"}, does: "go to the top", group: aboutMoving, run: do(func() { list.To(0) })},
		{keys: []string{"G", "end"}, does: "go to the end", group: aboutMoving, run: do(func() { list.To(list.Len() - 1) })},
	}
}

// chooseOrder asks what to sort by.
func (c *convert) chooseOrder() tea.Cmd {
	var choices []choice
	for i, order := range scoring.Orders() {
		choices = append(choices, choice{
			key: number(i + 1), text: orderWords(order), now: order == c.board().order,
			run: func() tea.Cmd { return c.sortBy(order) },
		})
	}
	c.app.open(newMenu(c.app, "Sort by", choices))
	return nil
}
