package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

func (c *Screen) Bindings() []host.Binding {
	if c.filter.editing {
		return c.typingBindings()
	}
	emptyReason := clean.Text("")
	if _, ok := c.Selected(); !ok {
		emptyReason = "the list is empty"
	}
	open := host.Binding{Action: "convert.open", Keys: []string{"enter", "l", "right"}, Desc: "open the selected trial", Hint: "open", DisabledReason: emptyReason, Run: c.openSelected}
	if c.hasNoTrials() {
		open = host.Binding{Action: "convert.open", Keys: []string{"enter"}, Desc: "open the status settings", Hint: "statuses", Run: c.openStatuses}
	}
	bindings := []host.Binding{
		open,
		{Action: "convert.filter", Keys: []string{"/"}, Desc: "filter the list", Hint: "filter", Run: c.editFilter},
		{Action: "convert.sort", Keys: []string{"s"}, Desc: "sort the list", Hint: "sort", Run: c.chooseOrder},
	}
	bindings = append(bindings, c.touch.Bindings(c.SelectedRow)...)
	return append(append(bindings, host.Binding{
		Action: "convert.preview", Keys: []string{"p"}, Desc: "show or hide the preview", Run: func() tea.Cmd {
			c.previewHidden = !c.previewHidden
			c.relayout()
			return nil
		},
	}), host.MoveBindings(&c.list)...)
}

// chooseOrder opens a menu of the orders to sort by.
func (c *Screen) chooseOrder() tea.Cmd {
	var choices []dialog.Choice
	for i, order := range rank.Orders() {
		choices = append(choices, dialog.Choice{
			Key: words.Number(i + 1), Text: words.OrderName(order), Current: order == c.board.Order(),
			Run: func() tea.Cmd { return c.sortBy(order) },
		})
	}
	c.frame.Open(dialog.NewMenu(c.frame, "Sort by", choices))
	return nil
}
