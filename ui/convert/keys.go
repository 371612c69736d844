package convert

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/view"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/touch"
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
	hiddenDesc := clean.Text("show the snoozed and dismissed too")
	if c.board.ShowsHidden() {
		hiddenDesc = "leave out the snoozed and dismissed"
	}
	noneHidden := clean.Text("")
	if !c.board.ShowsHidden() && c.hiddenText() == "" {
		noneHidden = "nobody is snoozed or dismissed"
	}
	noneLeftOut := clean.Text("")
	if c.leftOutCount() == 0 {
		noneLeftOut = "no account is left out"
	}
	open := host.Binding{Action: "convert.open", Keys: []string{"enter", "l", "right"}, Desc: "open the selected trial", Hint: "open", DisabledReason: emptyReason, Run: c.openSelected}
	if c.hasNoTrials() {
		open = host.Binding{Action: "convert.open", Keys: []string{"enter"}, Desc: "open the status settings", Hint: "statuses", Run: c.openStatuses}
	}
	bindings := []host.Binding{
		open,
		{Action: "convert.filter", Keys: []string{"/"}, Desc: "filter the list", Keywords: "search find looker builder class disqualified competitor", Hint: "filter", Run: c.editFilter},
		{Action: "convert.sort", Keys: []string{"s"}, Desc: "sort the list", Keywords: "order possible enrich", Hint: "sort", Run: c.chooseOrder},
		{Action: "convert.views", Keys: []string{"v"}, Desc: "choose, save or change a view", Keywords: "lists", Hint: "views", Run: c.chooseView},
		{Action: "convert.columns", Keys: []string{"t"}, Desc: "choose the columns", Keywords: "fields possible enrich class looker", Run: c.chooseColumns},
		{Action: "convert.hidden", Keys: []string{"H"}, Desc: hiddenDesc, Keywords: "snoozed dismissed", DisabledReason: noneHidden, Run: c.toggleHidden},
		c.laneBinding(),
		{Action: "convert.left-out", Keys: []string{"L"}, Desc: "list the accounts that are left out", Keywords: "competitor own test accounts excluded", DisabledReason: noneLeftOut, Run: c.listLeftOut},
		{Action: "convert.number", Keys: []string{"#"}, Desc: "go to a row by its number", DisabledReason: emptyReason, Run: c.askForNumber},
	}
	bindings = append(bindings, c.touch.Bindings(c.targets)...)
	bindings = append(bindings, c.markBindings(emptyReason)...)
	bindings = append(bindings, c.previewBindings()...)
	bindings = append(bindings, c.exportBindings(emptyReason)...)
	for _, b := range host.MoveBindings(&c.list) {
		b.Keys = slices.DeleteFunc(b.Keys, func(key string) bool { return key == "space" }) // which marks
		bindings = append(bindings, b)
	}
	return bindings
}

// previewBindings are the bindings about the preview.
func (c *Screen) previewBindings() []host.Binding {
	none := clean.Text("")
	if c.layout.preview.Area.H <= 0 {
		none = "there is no preview; p shows it where the screen has room"
	}
	resize := func(by int) func() tea.Cmd {
		return func() tea.Cmd { c.resizePreview(by); return nil }
	}
	return []host.Binding{
		{Action: "convert.preview", Keys: []string{"p"}, Desc: "show or hide the preview", Run: func() tea.Cmd {
			c.previewSize.hidden = !c.previewSize.hidden
			c.relayout()
			return nil
		}},
		{Action: "convert.preview-larger", Keys: []string{"<"}, Desc: "make the preview larger", DisabledReason: none, Run: resize(2)},
		{Action: "convert.preview-smaller", Keys: []string{">"}, Desc: "make the preview smaller", DisabledReason: none, Run: resize(-2)},
		{Action: "convert.preview-down", Keys: []string{"shift+down", "ctrl+e"}, Desc: "scroll the preview down", DisabledReason: none, Run: func() tea.Cmd { c.scrollPreview(1); return nil }},
		{Action: "convert.preview-up", Keys: []string{"shift+up", "ctrl+y"}, Desc: "scroll the preview up", DisabledReason: none, Run: func() tea.Cmd { c.scrollPreview(-1); return nil }},
	}
}

// targets is what touches are about: the marked trials, or else the one under the
// cursor.
func (c *Screen) targets() touch.Targets {
	row, ok := c.SelectedRow()
	marked, hidden := c.Marked()
	t := touch.Targets{Row: row, Present: ok, Marked: marked, Hidden: hidden}
	if len(marked) > 0 {
		t.First = c.board.AccountName(marked[0])
		t.Noted = func() { c.unmark(marked) }
	}
	return t
}

// sortKeys are the keys of the menu of sorts, in the order of the sorts.
const sortKeys = "abcdefghi"

// chooseOrder opens a menu of what to sort by: the rankings first, then the other
// columns. The sort that there is turns round.
func (c *Screen) chooseOrder() tea.Cmd {
	var choices []dialog.Choice
	add := func(by view.Column) {
		now := c.board.Sort()
		text := words.SortName(by)
		if now.By == by {
			text += "  (again: the other way round)"
		}
		key := words.Number(len(choices) + 1)
		if len(choices) >= 9 {
			key = clean.Text(sortKeys[len(choices)-9 : len(choices)-8])
		}
		choices = append(choices, dialog.Choice{Key: key, Text: text, Current: now.By == by, Run: func() tea.Cmd { return c.sortByColumn(by) }})
	}
	for _, order := range rank.Orders() {
		add(view.SortBy(order).By)
	}
	for _, by := range view.Sorts() {
		if !(view.Sort{By: by}).Ranks() {
			add(by)
		}
	}
	c.frame.Open(dialog.NewMenu(c.frame, "Sort by", choices))
	return nil
}
