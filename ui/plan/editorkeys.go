package plan

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/message"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
)

// Bindings are the actions there are now.
func (e *editor) Bindings() []host.Binding {
	next := func(by field) func() tea.Cmd {
		return func() tea.Cmd { e.focus = (e.focus + by) % fieldCount; e.check(); return nil }
	}
	tab := host.Binding{Keys: []string{"tab"}, Desc: "go to the next field", Hint: "next field", Group: host.GroupMoving, Run: next(1)}
	if _, fields := e.completions(); len(fields) > 0 {
		tab = host.Binding{Keys: []string{"tab"}, Desc: "complete the field", Hint: "complete", Run: e.complete}
	}
	bindings := []host.Binding{
		{Keys: []string{"ctrl+s"}, Desc: "keep the message in the draft", Hint: "keep", Run: e.keep},
		tab,
		{Keys: []string{"shift+tab"}, Desc: "go to the field before", Group: host.GroupMoving, Run: next(fieldCount - 1)},
	}
	if e.focus != bodyField {
		bindings = append(bindings,
			host.Binding{Keys: []string{"down", "enter"}, Desc: "go to the next field", Group: host.GroupMoving, Run: next(1)},
			host.Binding{Keys: []string{"up"}, Desc: "go to the field before", Group: host.GroupMoving, Run: next(fieldCount - 1)})
	}
	bindings = append(bindings, e.choiceBindings()...)
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			if _, ok := e.screen.previewed(); ok {
				return e.screen.stepTrial(by)()
			}
			return nil
		}
	}
	return append(bindings,
		host.Binding{Keys: []string{"ctrl+n"}, Desc: "preview it for the next trial", Hint: "next trial", Run: step(1)},
		host.Binding{Keys: []string{"ctrl+p"}, Desc: "preview it for the trial before", Run: step(-1)},
		host.Binding{Keys: []string{"esc", "ctrl+g"}, Desc: "go back, asking before anything is lost", Hint: "back", Group: host.GroupEverywhere, Run: e.cancel})
}

// cancel closes the editor. It asks first when something was filled in.
func (e *editor) cancel() tea.Cmd {
	return dialog.Leave(e.screen.frame, e.UnsavedWork(), func() tea.Cmd {
		e.closed = true
		return nil
	})
}

// choiceBindings are those of the fields without text.
func (e *editor) choiceBindings() []host.Binding {
	switch e.focus {
	case forField:
		bindings := []host.Binding{
			{Keys: []string{"right"}, Desc: "write the text for other fit bands", Hint: "other fit", Run: func() tea.Cmd { e.stepText(1); return nil }},
			{Keys: []string{"left"}, Desc: "write the text before", Run: func() tea.Cmd { e.stepText(-1); return nil }},
		}
		if e.shown == 0 {
			return bindings
		}
		for i, band := range rulebook.Bands() {
			bindings = append(bindings, host.Binding{
				Keys: []string{string(rune('1' + i))}, Desc: "for fit " + clean.Of(band.Name(rulebook.Fit)) + ", or not",
				Run: func() tea.Cmd { e.toggleBand(band); return nil },
			})
		}
		return append(bindings, host.Binding{Keys: []string{"delete", "backspace"}, Desc: "have no text of their own for these", Hint: "take out", Run: func() tea.Cmd {
			e.message.Variants = slices.Delete(e.message.Variants, e.shown-1, e.shown)
			e.show(e.shown - 1)
			return nil
		}})
	case deliveryField:
		turn := func(by int) func() tea.Cmd {
			return func() tea.Cmd {
				all := rulebook.Deliveries()
				e.message.Delivery = all[(slices.Index(all, e.message.Delivery)+by+len(all))%len(all)]
				return nil
			}
		}
		return []host.Binding{
			{Keys: []string{"right", "space"}, Desc: "deliver it another way", Hint: "change", Run: turn(1)},
			{Keys: []string{"left"}, Desc: "deliver it the way before", Run: turn(-1)},
		}
	case subjectField, bodyField, fieldCount:
	}
	return nil
}

// keep stores the message in the draft, or focuses the field with an error.
func (e *editor) keep() tea.Cmd {
	e.collect()
	if e.check(); e.problem != "" {
		e.focus = e.problemAt
		return nil
	}
	m := e.message
	book, err := e.screen.draft.Book().EditMessage(e.ref.kind, e.ref.signal, m)
	if err != nil {
		e.showProblem(err)
		e.focus = e.problemAt
		return nil
	}
	e.closed = true
	return e.screen.draft.Edit(book)
}

// completions lists the fields that can complete the one being typed, and what is typed of
// it.
func (e *editor) completions() (typed string, fields []string) {
	before := ""
	switch e.focus {
	case subjectField:
		before = e.subject.BeforeCursor()
	case bodyField:
		before = e.body.BeforeCursor()
	case forField, deliveryField, fieldCount:
	}
	at := strings.LastIndex(before, "{{")
	if at < 0 || strings.Contains(before[at:], "}}") {
		return "", nil
	}
	typed = before[at:]
	for _, example := range message.Examples() {
		if strings.HasPrefix(example, typed) && example != typed {
			fields = append(fields, example)
		}
	}
	return typed, fields
}

// complete completes the field that is being typed.
func (e *editor) complete() tea.Cmd {
	typed, fields := e.completions()
	if len(fields) == 0 {
		return nil
	}
	rest := strings.TrimPrefix(fields[0], typed)
	if e.focus == bodyField {
		e.body.Insert(rest)
	} else {
		e.subject.Insert(rest)
	}
	e.collect()
	e.check()
	return nil
}
