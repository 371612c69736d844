package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/textfield"
)

func (f *form) bindings() []binding {
	bindings := f.enterBindings()
	bindings = append(bindings,
		binding{keys: []string{"ctrl+s"}, does: "keep it", short: "keep", run: f.accept},
		binding{keys: []string{"ctrl+n"}, does: "add a rule", short: "rule", run: f.newRule},
		binding{keys: []string{"ctrl+x"}, does: "remove the rule", short: "remove", why: f.whyNoRule(), run: f.removeRule},
	)
	if f.whole {
		bindings = append(bindings, binding{keys: []string{"ctrl+t"}, does: "start from a template", short: "template", run: f.openTemplates})
	}
	bindings = append(bindings, f.fieldBindings()...)
	return append(append(bindings, f.moveBindings()...),
		binding{keys: []string{"f1"}, does: "show what the keys do", short: "keys", group: aboutFrame, run: f.openKeys},
		binding{keys: []string{"esc", "ctrl+g"}, does: "go back one step, asking before anything is lost", short: "back", group: aboutFrame, run: f.cancel},
	)
}

func (f *form) whyNoRule() clean.Text {
	if !f.onRule() {
		return "the cursor is in no rule"
	}
	return ""
}

// enterBindings is what enter does here.
func (f *form) enterBindings() []binding {
	next := func() tea.Cmd { f.step(1); return nil }
	switch {
	case f.picker.open:
		return []binding{{keys: []string{"enter"}, does: "take the name", short: "take", run: func() tea.Cmd {
			f.picked()
			cmd := f.changed(f.at)
			f.step(1)
			return cmd
		}}}
	case f.last():
		return []binding{{keys: []string{"enter"}, does: "keep it", run: f.accept}}
	}
	return []binding{{keys: []string{"enter"}, does: "go to the next field", run: next}}
}

// fieldBindings are the keys of the kind of field that the cursor is in.
func (f *form) fieldBindings() []binding {
	turn := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return f.turn(by) }
	}
	switch {
	case f.at.part == weightPart:
		return []binding{
			{keys: []string{"right", "+", "="}, does: "weigh it more", run: turn(1)},
			{keys: []string{"left", "-", "_"}, does: "weigh it less", run: turn(-1)},
		}
	case f.at.part == aboutPart:
		return []binding{{keys: []string{"ctrl+o"}, does: "list all names in the data", run: func() tea.Cmd { f.pick(true); return nil }}}
	case f.field(f.at) == nil:
		return []binding{
			{keys: []string{"right", "space"}, does: "choose the next", run: turn(1)},
			{keys: []string{"left"}, does: "choose the one before", run: turn(-1)},
		}
	}
	return nil
}

// moveBindings go from field to field, or through the names on offer.
func (f *form) moveBindings() []binding {
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { f.step(by); return nil }
	}
	return []binding{
		{keys: []string{"tab"}, does: "go to the next field", group: aboutMoving, run: step(1)},
		{keys: []string{"shift+tab"}, does: "go to the field before", group: aboutMoving, run: step(-1)},
		{keys: []string{"down"}, does: "go down", group: aboutMoving, run: func() tea.Cmd { f.move(1); return nil }},
		{keys: []string{"up"}, does: "go up", group: aboutMoving, run: func() tea.Cmd { f.move(-1); return nil }},
		{keys: []string{"pgdown"}, does: "go to the last field", group: aboutMoving, run: func() tea.Cmd {
			f.visit(formSpot{part: sentencePart})
			return nil
		}},
		{keys: []string{"pgup"}, does: "go to the first field", group: aboutMoving, run: func() tea.Cmd { f.visit(f.spots()[0]); return nil }},
	}
}

// move goes up or down: through the names while there are any on offer, else
// from line to line.
func (f *form) move(by int) {
	if at, ok := f.picker.list.Cursor(); f.picker.open && ok && (by > 0 || at > 0) {
		f.picker.list.Move(by)
		return
	}
	f.climb(by)
}

// openKeys lists what the keys do in the form.
func (f *form) openKeys() tea.Cmd {
	var choices []choice
	for _, g := range []group{aboutScreen, aboutMoving, aboutFrame} {
		for _, b := range f.bindings() {
			if b.group == g {
				choices = append(choices, choice{group: clean.Of(g.String()), key: b.keyList(), text: b.does, also: b.short, why: b.why, run: b.run})
			}
		}
	}
	m := newMenu(f.frame, "Keys", choices)
	m.search = true
	f.frame.Open(m)
	return nil
}

func (f *form) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		f.width, f.height = msg.width, max(msg.height-2, 0)
		f.follow()
		if f.picker.open {
			f.fitPicker()
		}
	case tea.KeyPressMsg:
		return f.key(msg)
	case tea.PasteMsg:
		if field := f.field(f.at); field != nil {
			f.replace(field)
			field.Insert(msg.Content)
			return f.typed()
		}
	case wheeled:
		f.top += msg.by
		f.clamp(f.page(f.inner()))
	case clicked:
		return f.click(msg)
	}
	return nil
}

func (f *form) key(msg tea.KeyPressMsg) tea.Cmd {
	f.told, f.refused = "", ""
	field := f.field(f.at)
	if field == nil {
		if weight, ok := weightKey(msg.String()); ok && f.at.part == weightPart {
			return f.weigh(weight)
		}
		return f.letter(msg.Text)
	}
	before := field.Value()
	switch key := msg.String(); {
	case key == "backspace" || key == "delete", msg.Text != "":
		f.replace(field)
	}
	f.fresh = false
	field.Press(msg)
	if field.Value() != before {
		return f.typed()
	}
	return nil
}

// replace empties a field whose text is to be replaced by what is typed.
func (f *form) replace(field *textfield.Field) {
	if f.fresh {
		*field = textfield.Field{}
		f.fresh = false
	}
}

// typed is what follows on a key that changed a text field.
func (f *form) typed() tea.Cmd {
	if f.at.part == sentencePart {
		f.readSentence()
	}
	if f.at.part == aboutPart {
		f.learn(&f.rules[f.at.rule], true)
		f.pick(false)
	}
	return f.changed(f.at)
}

// click goes to the field or takes the option under the mouse.
func (f *form) click(msg clicked) tea.Cmd {
	if f.picker.open {
		if box, at := f.pickerBox(); at.holds(msg.x, msg.y) && len(box) > 0 {
			if i, ok := f.picker.list.At(msg.y - at.y - 1); ok {
				f.picker.list.To(i)
				f.picked()
				return f.changed(f.at)
			}
			return nil
		}
	}
	line := msg.y - f.head() + f.top
	page := f.page(f.inner())
	if msg.y < f.head() || msg.y >= f.head()+f.room(page) {
		return nil
	}
	i := slices.IndexFunc(page.pieces, func(p formPiece) bool { return p.line == line && msg.x >= p.x && msg.x < p.x+p.w })
	if i < 0 {
		return nil
	}
	p := page.pieces[i]
	f.told = ""
	f.visit(p.spot)
	if p.option >= 0 {
		return f.choose(p.spot, p.option)
	}
	return nil
}
