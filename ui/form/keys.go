package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

func (f *Form) Bindings() []host.Binding {
	bindings := f.enterBindings()
	bindings = append(bindings,
		host.Binding{Keys: []string{"ctrl+s"}, Desc: "put it into the draft", Hint: "done", Run: f.accept},
		host.Binding{Keys: []string{"ctrl+n"}, Desc: "add a rule", Hint: "rule", Run: f.appendRule},
		host.Binding{Keys: []string{"ctrl+x"}, Desc: "remove the rule", Hint: "remove", DisabledReason: f.whyNoRule(), Run: f.removeRule},
	)
	if f.editsSignal {
		bindings = append(bindings, host.Binding{Keys: []string{"ctrl+t"}, Desc: "start from a template", Hint: "template", Run: f.openTemplates})
	}
	bindings = append(bindings, f.fieldBindings()...)
	return append(append(bindings, f.moveBindings()...),
		host.Binding{Keys: []string{"f1"}, Desc: "show what the keys do", Hint: "keys", Group: host.GroupEverywhere, Run: f.openKeys},
		host.Binding{Keys: []string{"esc", "ctrl+g"}, Desc: "go back one step, asking before anything is lost", Hint: "back", Group: host.GroupEverywhere, Run: f.cancel},
	)
}

func (f *Form) whyNoRule() clean.Text {
	if !f.onRule() {
		return "the cursor is in no rule"
	}
	return ""
}

// enterBindings is what enter does in the current field.
func (f *Form) enterBindings() []host.Binding {
	next := func() tea.Cmd { f.moveField(1); return nil }
	switch {
	case f.picker.open:
		return []host.Binding{{Keys: []string{"enter"}, Desc: "take the name", Hint: "take", Run: func() tea.Cmd {
			f.acceptPick()
			cmd := f.afterEdit(f.current)
			f.moveField(1)
			return cmd
		}}}
	case f.onLastField():
		return []host.Binding{{Keys: []string{"enter"}, Desc: "put it into the draft", Run: f.accept}}
	}
	return []host.Binding{{Keys: []string{"enter"}, Desc: "go to the next field", Run: next}}
}

// fieldBindings are the bindings of the current field's kind.
func (f *Form) fieldBindings() []host.Binding {
	cycle := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return f.cycleOption(by) }
	}
	switch {
	case f.current.Kind == WeightField:
		return []host.Binding{
			{Keys: []string{"right", "+", "="}, Desc: "weigh it more", Run: cycle(1)},
			{Keys: []string{"left", "-", "_"}, Desc: "weigh it less", Run: cycle(-1)},
		}
	case f.current.Kind == RuleNameField:
		return []host.Binding{{Keys: []string{"ctrl+o"}, Desc: "list all names in the data", Run: func() tea.Cmd { f.openPicker(true); return nil }}}
	case f.textField(f.current) == nil:
		return []host.Binding{
			{Keys: []string{"right", "space"}, Desc: "choose the next", Run: cycle(1)},
			{Keys: []string{"left"}, Desc: "choose the one before", Run: cycle(-1)},
		}
	}
	return nil
}

// moveBindings move from field to field, or through the names of the picker.
func (f *Form) moveBindings() []host.Binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { f.moveField(by); return nil }
	}
	return []host.Binding{
		{Keys: []string{"tab"}, Desc: "go to the next field", Group: host.GroupMoving, Run: step(1)},
		{Keys: []string{"shift+tab"}, Desc: "go to the field before", Group: host.GroupMoving, Run: step(-1)},
		{Keys: []string{"down"}, Desc: "go down", Group: host.GroupMoving, Run: func() tea.Cmd { f.move(1); return nil }},
		{Keys: []string{"up"}, Desc: "go up", Group: host.GroupMoving, Run: func() tea.Cmd { f.move(-1); return nil }},
		{Keys: []string{"pgdown"}, Desc: "go to the last field", Group: host.GroupMoving, Run: func() tea.Cmd {
			f.focusField(FieldRef{Kind: SentenceField})
			return nil
		}},
		{Keys: []string{"pgup"}, Desc: "go to the first field", Group: host.GroupMoving, Run: func() tea.Cmd { f.focusField(f.fields()[0]); return nil }},
	}
}

// move moves up or down: through the names while the picker is open, else from
// line to line.
func (f *Form) move(by int) {
	if at, ok := f.picker.list.Cursor(); f.picker.open && ok && (by > 0 || at > 0) {
		f.picker.list.Move(by)
		return
	}
	f.moveLine(by)
}

// openKeys opens a menu of the bindings of the form.
func (f *Form) openKeys() tea.Cmd {
	var choices []dialog.Choice
	for _, g := range []host.Group{host.GroupScreen, host.GroupMoving, host.GroupEverywhere} {
		for _, b := range f.Bindings() {
			if b.Group == g {
				choices = append(choices, dialog.Choice{Group: clean.Of(g.String()), Key: b.KeyList(), Text: b.Desc, Keywords: b.Hint, DisabledReason: b.DisabledReason, Run: b.Run})
			}
		}
	}
	m := dialog.NewMenu(f.frame, "Keys of the form, which are fixed", choices)
	m.Searchable = true
	f.frame.Open(m)
	return nil
}

func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		f.width, f.height = msg.Width, max(msg.Height-2, 0)
		f.scrollToField()
		if f.picker.open {
			f.resizePicker()
		}
	case tea.KeyPressMsg:
		return f.handleKey(msg)
	case tea.PasteMsg:
		if field := f.textField(f.current); field != nil {
			f.clearIfReplacing(field)
			field.Insert(msg.Content)
			lost := field.Lost()
			cmd := f.afterTyping()
			f.reject(lost)
			return cmd
		}
	case host.Wheeled:
		f.scroll += msg.By
		f.clampScroll(f.page(f.innerWidth()))
	case host.Clicked:
		return f.click(msg)
	}
	return nil
}

func (f *Form) handleKey(msg tea.KeyPressMsg) tea.Cmd {
	f.feedback, f.rejection = "", ""
	field := f.textField(f.current)
	if field == nil {
		if weight, ok := weightOfKey(msg.String()); ok && f.current.Kind == WeightField {
			return f.setWeight(weight)
		}
		return f.chooseByLetter(msg.Text)
	}
	before := field.Value()
	switch key := msg.String(); {
	case key == "backspace" || key == "delete", msg.Text != "":
		f.clearIfReplacing(field)
	}
	f.replaceOnType = false
	field.Press(msg)
	f.reject(field.Lost())
	if field.Value() != before {
		return f.afterTyping()
	}
	return nil
}

// reject says beside the field why not all of what was typed or pasted is in it, if so.
func (f *Form) reject(err error) {
	if err != nil {
		f.rejection = words.Capitalize(clean.Of(err.Error()))
	}
}

// clearIfReplacing empties a field whose text is replaced by the next key.
func (f *Form) clearIfReplacing(field *textfield.Field) {
	if f.replaceOnType {
		*field = textfield.Field{}
		f.replaceOnType = false
	}
}

// afterTyping updates the form after a key that changed a text field.
func (f *Form) afterTyping() tea.Cmd {
	if f.current.Kind == SentenceField {
		f.parseSentence()
	}
	if f.current.Kind == RuleNameField {
		f.updateKinds(&f.rules[f.current.Rule], true)
		f.openPicker(false)
	}
	return f.afterEdit(f.current)
}

// click moves to the field, or chooses the option or name, under the mouse.
func (f *Form) click(msg host.Clicked) tea.Cmd {
	if f.picker.open {
		if box, at := f.pickerBox(); at.Contains(msg.X, msg.Y) && len(box) > 0 {
			if i, ok := f.picker.list.IndexAt(msg.Y - at.Y - 1); ok {
				f.picker.list.Select(i)
				f.acceptPick()
				return f.afterEdit(f.current)
			}
			return nil
		}
	}
	line := msg.Y - f.headHeight() + f.scroll
	page := f.page(f.innerWidth())
	if msg.Y < f.headHeight() || msg.Y >= f.headHeight()+f.visibleLines(page) {
		return nil
	}
	i := slices.IndexFunc(page.placements, func(p placement) bool { return p.line == line && msg.X >= p.x && msg.X < p.x+p.w })
	if i < 0 {
		return nil
	}
	p := page.placements[i]
	f.feedback = ""
	f.focusField(p.field)
	if p.option >= 0 {
		return f.setOption(p.field, p.option)
	}
	return nil
}
