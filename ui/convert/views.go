package convert

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/views"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// viewsLoaded is the answer of the command that reads the views.
type viewsLoaded struct {
	views []view.View
	open  bool // the menu of views is to be opened
	err   error
}

// viewsSaved is the answer of a command that changes the views.
type viewsSaved struct {
	views []view.View
	told  clean.Text // what was done
	err   error
}

// loadViews is the command that reads the views.
func loadViews(ctx context.Context, s *store.Store, open bool) tea.Cmd {
	return func() tea.Msg {
		all, err := views.Load(ctx, s)
		return viewsLoaded{all, open, err}
	}
}

// editViews is the command that changes the views.
func editViews(ctx context.Context, s *store.Store, told clean.Text, change func([]view.View) ([]view.View, error)) tea.Cmd {
	return func() tea.Msg {
		all, err := views.Edit(ctx, s, change)
		return viewsSaved{all, told, err}
	}
}

// requestViews reads the views once, so that the one on screen can be named.
func (c *Screen) requestViews() tea.Cmd {
	if c.viewsAsked {
		return nil
	}
	c.viewsAsked = true
	return loadViews(c.board.Context(), c.board.Store(), false)
}

func (c *Screen) handleViews(msg tea.Msg) {
	switch msg := msg.(type) {
	case viewsLoaded:
		if msg.err != nil {
			c.frame.Fail(msg.err)
			return
		}
		c.views = msg.views
		if msg.open {
			c.openViewMenu()
		}
	case viewsSaved:
		if msg.err != nil {
			c.frame.Fail(msg.err)
			return
		}
		c.views = msg.views
		c.frame.Tell(msg.told)
	}
}

// chooseView opens the menu of views as soon as they have been read.
func (c *Screen) chooseView() tea.Cmd { return loadViews(c.board.Context(), c.board.Store(), true) }

// asView is the list as it is, as a view without a name.
func (c *Screen) asView() view.View {
	return view.View{Filter: c.left().Filter, Sort: c.board.Sort(), Columns: c.columns}
}

// currentView is the index of the view that the list is, or -1.
func (c *Screen) currentView() int {
	now := c.asView()
	return slices.IndexFunc(c.views, func(v view.View) bool { return v.Equal(now) })
}

// openView has the list as a view has it. What was listed before the first of the views
// that are opened in a row is kept, so that one can leave them.
func (c *Screen) openView(v view.View) tea.Cmd {
	if !c.inView {
		c.beforeView, c.inView = c.left().Listed, true
	}
	c.viewOpened = v.Name
	return c.showAs(v)
}

// showAs has the filter, the sort and the columns of a view.
func (c *Screen) showAs(v view.View) tea.Cmd {
	c.columns = v.Columns
	return tea.Batch(c.sortBy(v.Sort), c.ShowFilter(v.Filter))
}

// leaveView lists what was listed before a view was opened. It reports whether that
// is something else than what is listed.
func (c *Screen) leaveView() (tea.Cmd, bool) {
	before := c.beforeView
	was := c.inView && before != c.left().Listed
	c.beforeView, c.inView, c.viewOpened = Listed{}, false, ""
	if !was {
		return nil, false
	}
	v := view.View{Filter: before.Filter, Sort: view.DefaultSort()}
	if sort, err := view.ParseSort(before.Sort); err == nil {
		v.Sort = sort
	}
	if columns, err := view.ParseColumns(before.Columns); err == nil {
		v.Columns = columns
	}
	return c.showAs(v), true
}

// usualList lists all trials as they are listed at first.
func (c *Screen) usualList() tea.Cmd {
	c.beforeView, c.inView, c.viewOpened = Listed{}, false, ""
	return c.showAs(view.View{Sort: view.DefaultSort()})
}

// openViewMenu opens the menu of views, and of what can be done with them.
func (c *Screen) openViewMenu() {
	choices := append(c.viewChoices(c.openView), dialog.Choice{
		Group: "Views", Key: "0", Text: "the usual list: all trials, by " + words.SortName(view.DefaultSort().By), Current: c.left().Listed == Listed{}, Run: c.usualList,
	})
	readOnly := clean.Text("")
	if c.readOnly {
		readOnly = "the workspace is open for reading only"
	}
	none := readOnly
	if len(c.views) == 0 {
		none = "there is no view"
	}
	change := func(key, text clean.Text, reason clean.Text, run func() tea.Cmd) {
		choices = append(choices, dialog.Choice{Group: "Change", Key: key, Text: text, DisabledReason: reason, Run: run})
	}
	change("a", "save this list as a view", readOnly, c.addView)
	change("e", "change a view to this list", none, c.pickView("Change which view?", c.replaceView))
	change("r", "rename a view", none, c.pickView("Rename which view?", c.renameView))
	change("d", "delete a view", none, c.pickView("Delete which view?", c.removeView))
	c.frame.Open(dialog.NewMenu(c.frame, "Views", choices))
}

// viewChoices are the views as choices. The one that the list is, or was opened as
// last, is the current one.
func (c *Screen) viewChoices(run func(view.View) tea.Cmd) []dialog.Choice {
	current, width := c.currentView(), 0
	if current < 0 {
		current = view.Find(c.views, c.viewOpened)
	}
	for _, v := range c.views {
		width = max(width, min(clean.Of(v.Name).Width(), 30))
	}
	choices := make([]dialog.Choice, 0, len(c.views))
	for i, v := range c.views {
		text := clean.Of(v.Name).Pad(width) + "  " + clean.Of(v.Filter)
		if v.Filter == "" {
			text = clean.Of(v.Name).Pad(width) + "  all trials"
		}
		choice := dialog.Choice{Group: "Views", Text: text, Current: i == current, Run: func() tea.Cmd { return run(v) }}
		if i < 9 {
			choice.Key = words.Number(i + 1)
		}
		choices = append(choices, choice)
	}
	return choices
}

// pickView opens a menu of the views to do something with one.
func (c *Screen) pickView(title clean.Text, run func(view.View) tea.Cmd) func() tea.Cmd {
	return func() tea.Cmd {
		c.frame.Open(dialog.NewMenu(c.frame, title, c.viewChoices(run)))
		return nil
	}
}

// freeName says while a name is typed that another view has it, so that what was typed is
// not lost. Own is the name of the view that is to be renamed; "" for a new one.
func (c *Screen) freeName(own string) func(string) (clean.Text, bool) {
	return func(name string) (clean.Text, bool) {
		if strings.TrimSpace(name) == "" {
			return "type a name", false
		}
		if at := view.Find(c.views, name); at >= 0 && c.views[at].Name != own {
			return "there is a view of that name already", false
		}
		return "", true
	}
}

// addView asks for a name, and keeps the list under it.
func (c *Screen) addView() tea.Cmd {
	added := c.asView()
	c.frame.Open(&dialog.Prompt{Frame: c.frame, Label: "Save as view", Meaning: c.freeName(""), OnEnter: func(name string) tea.Cmd {
		added.Name = name
		c.viewOpened = name
		return editViews(c.board.Context(), c.board.Store(), "Saved as view "+clean.Of(name), func(all []view.View) ([]view.View, error) {
			return append(slices.Clone(all), added), nil
		})
	}})
	return nil
}

// changeView is the command that changes the view of a name.
func (c *Screen) changeView(name string, told clean.Text, change func(all []view.View, at int) []view.View) tea.Cmd {
	return editViews(c.board.Context(), c.board.Store(), told, func(all []view.View) ([]view.View, error) {
		at := view.Find(all, name)
		if at < 0 {
			return nil, errors.New("the view is gone: somebody else has renamed or deleted it")
		}
		return change(slices.Clone(all), at), nil
	})
}

// replaceView keeps the list as it is under the name of a view.
func (c *Screen) replaceView(v view.View) tea.Cmd {
	now := c.asView()
	now.Name = v.Name
	c.viewOpened = v.Name
	return c.changeView(v.Name, "View "+clean.Of(v.Name)+" is as the list now", func(all []view.View, at int) []view.View {
		all[at] = now
		return all
	})
}

func (c *Screen) renameView(v view.View) tea.Cmd {
	c.frame.Open(&dialog.Prompt{Frame: c.frame, Label: "Name of the view", Field: textfield.New(v.Name), Meaning: c.freeName(v.Name), OnEnter: func(name string) tea.Cmd {
		return c.changeView(v.Name, "View "+clean.Of(v.Name)+" is "+clean.Of(name)+" now", func(all []view.View, at int) []view.View {
			all[at].Name = name
			return all
		})
	}})
	return nil
}

// removeView deletes a view, after a question.
func (c *Screen) removeView(v view.View) tea.Cmd {
	c.frame.Open(&dialog.Confirm{
		Frame: c.frame, Question: "Delete the view " + clean.Of(v.Name) + "?", Key: "x", Action: "delete it",
		OnConfirm: func() tea.Cmd {
			return c.changeView(v.Name, "Deleted the view "+clean.Of(v.Name), func(all []view.View, at int) []view.View {
				return slices.Delete(all, at, at+1)
			})
		},
	})
	return nil
}
