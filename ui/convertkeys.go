package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
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
		open = binding{keys: []string{"enter"}, does: "open the status settings", short: "statuses", run: c.openStatuses}
	}
	bindings := []binding{
		open,
		{keys: []string{"/"}, does: "filter the list", short: "filter", run: c.edit},
		{keys: []string{"s"}, does: "sort the list", short: "sort", run: c.chooseOrder},
	}
	bindings = append(bindings, c.touch.bindings(c.subject)...)
	return append(append(bindings, binding{
		keys: []string{"p"}, does: "show or hide the preview", run: func() tea.Cmd {
			c.hidden = !c.hidden
			c.arrange()
			return nil
		},
	}), moveBindings(&c.list)...)
}

// chooseOrder asks what to sort by.
func (c *convert) chooseOrder() tea.Cmd {
	var choices []choice
	for i, order := range rank.Orders() {
		choices = append(choices, choice{
			key: number(i + 1), text: orderWords(order), now: order == c.board.order,
			run: func() tea.Cmd { return c.sortBy(order) },
		})
	}
	c.frame.Open(newMenu(c.frame, "Sort by", choices))
	return nil
}
