package segments

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
)

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	if s.showsWorkflows {
		return append([]host.Binding{s.switchBinding()}, s.workflows.Bindings()...)
	}
	none, disabled := clean.Text(""), s.draft.DisabledReason()
	one, ok := s.selected()
	if !ok {
		none = "no segment is selected"
	}
	if disabled == "" {
		disabled = none
	}
	show := none
	if _, saved := s.draft.Saved().Segments.Segment(one.ID); show == "" && !saved {
		show = "it is not saved yet; " + s.frame.KeyOf("draft.save") + " saves it"
	}
	at, _ := s.list.Cursor()
	up, down := disabled, disabled
	if disabled == "" && at == 0 {
		up = "it is the first"
	}
	if disabled == "" && at == len(s.segments())-1 {
		down = "it is the last"
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return s.draft.EditBook(s.draft.Book().MoveSegment(one.ID, at+by)) }
	}
	bindings := []host.Binding{
		{Action: "segments.show", Keys: []string{"enter"}, Desc: "list the trials in it", Hint: "list them", DisabledReason: show, Run: s.show},
		{Action: "segments.add", Keys: []string{"a"}, Desc: "add a segment", Keywords: "new group save", Hint: "add", DisabledReason: s.draft.DisabledReason(), Run: s.add},
		{Action: "segments.edit", Keys: []string{"e"}, Desc: "edit the selected segment", Hint: "edit", DisabledReason: disabled, Run: s.edit},
		{Action: "segments.rename", Keys: []string{"r"}, Desc: "rename the selected segment", Hint: "rename", DisabledReason: disabled, Run: s.rename},
		{Action: "segments.delete", Keys: []string{"d"}, Desc: "delete the selected segment", Hint: "delete", DisabledReason: disabled, Run: s.remove},
		{Action: "segments.move-down", Keys: []string{"J", "shift+down"}, Desc: "move it down the list", Hint: "move down", DisabledReason: down, Run: move(1)},
		{Action: "segments.move-up", Keys: []string{"K", "shift+up"}, Desc: "move it up the list", Hint: "up", DisabledReason: up, Run: move(-1)},
	}
	bindings = append(bindings, s.switchBinding())
	return append(append(bindings, s.draft.Bindings()...), host.MoveBindings(&s.list)...)
}

// switchBinding shows the other of the two lists.
func (s *Screen) switchBinding() host.Binding {
	b := host.Binding{Action: "segments.workflows", Keys: []string{"w"}, Desc: "show the workflows", Keywords: "automation tasks webhook", Hint: "workflows", Run: func() tea.Cmd {
		s.showsWorkflows = !s.showsWorkflows
		return nil
	}}
	if s.showsWorkflows {
		b.Desc, b.Hint = "show the segments", "segments"
	}
	return b
}

// show opens the list, filtered by the selected segment as it is saved.
func (s *Screen) show() tea.Cmd {
	one, ok := s.selected()
	saved, found := s.draft.Saved().Segments.Segment(one.ID)
	if !ok || !found {
		return nil
	}
	if !saved.When.Equal(one.When) {
		s.frame.Tell("The list has the segment as it is saved")
	}
	f := filter.Filter{Terms: []filter.Term{{Field: filter.SegmentField, Operator: condition.Is, Texts: []string{saved.Name}}}}
	return s.showFilter(f.String())
}

func (s *Screen) add() tea.Cmd { return s.Add(rulebook.Segment{}, nil, nil) }

// Add opens an editor for a new segment, which starts as the given one. Once it is in
// the draft, then is called with it, and where it is given up, instead; each unless it
// is nil.
func (s *Screen) Add(initial rulebook.Segment, then func(rulebook.Segment) tea.Cmd, instead func() tea.Cmd) tea.Cmd {
	e := newEditor(s, "New segment", initial, func(written rulebook.Segment) (tea.Cmd, error) {
		s.pendingID = s.draft.Book().Segments.NextID()
		cmd, err := s.keep(s.draft.Book().AddSegment(written))
		if err == nil && then != nil {
			cmd = tea.Batch(cmd, then(written))
		}
		return cmd, err
	})
	e.onCancel = instead
	s.frame.Open(e)
	return nil
}

func (s *Screen) edit() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	s.frame.Open(newEditor(s, clean.Of(one.Name), one, func(written rulebook.Segment) (tea.Cmd, error) {
		return s.keep(s.draft.Book().ReplaceSegment(written))
	}))
	return nil
}

// keep makes an edited rulebook the draft, unless the edit failed.
func (s *Screen) keep(book rulebook.Rulebook, err error) (tea.Cmd, error) {
	if err != nil {
		return nil, err
	}
	return s.draft.Edit(book), nil
}

// rename asks for another name.
func (s *Screen) rename() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	s.frame.Open(&dialog.Prompt{Frame: s.frame, Label: "Rename the segment " + clean.Of(one.Name) + " to", Field: textfield.Selected(one.Name), OnEnter: func(text string) tea.Cmd {
		one.Name = strings.TrimSpace(text)
		return s.draft.EditBook(s.draft.Book().ReplaceSegment(one))
	}})
	return nil
}

// remove deletes the selected segment, after a question.
func (s *Screen) remove() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	s.frame.Open(&dialog.Confirm{
		Frame: s.frame, Question: "Delete the segment " + clean.Of(one.Name) + "?", Key: "x", Action: "delete it",
		OnConfirm: func() tea.Cmd { return s.draft.EditBook(s.draft.Book().RemoveSegment(one.ID)) },
	})
	return nil
}
