package form

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// Form is the overlay for editing a signal, or only a condition. It holds what was
// typed, valid or not, beside the original, and calls onAccept once with a valid
// signal.
type Form struct {
	frame       host.Frame
	board       *board.Board
	card        func() rulebook.Scorecard // the scorecard that the signal becomes part of
	title       clean.Text
	editsSignal bool            // false for only a condition
	original    rulebook.Signal // as it was when the form opened
	onAccept    func(rulebook.Signal) tea.Cmd

	signal   rulebook.Signal // side, phase and weight as chosen; the rest is in the fields below
	name     textfield.Field
	matchAny bool
	rules    []ruleInput
	sentence sentenceInput

	current       FieldRef
	touched       map[FieldKind]bool // fields of the signal that were edited: their errors are shown
	submitted     bool               // the user tried to accept: all errors are shown
	dirty         bool
	replaceOnType bool       // the next key replaces the number in the current field
	rejection     clean.Text // why the last key did nothing; shown beside its field
	feedback      clean.Text // what the last key did, where that is easy to miss
	errors        map[FieldRef]clean.Text

	names         names
	startTemplate startTemplate
	picker        picker
	liveCount     liveCount

	width, height int
	scroll        int // first line of the fields on screen
	closed        bool
}

// Context is what forms work with.
type Context struct {
	Frame host.Frame
	Board *board.Board
	Card  func() rulebook.Scorecard // the scorecard that the signal becomes part of
}

// EditSignal opens a form for a signal, starting from s. A new signal has no title:
// the form makes it from the side that is chosen. done gets a signal that
// is valid and that the scorecard accepts: as a new one, or in the place of the
// one with its id.
func EditSignal(c Context, title clean.Text, s rulebook.Signal, done func(rulebook.Signal) tea.Cmd) tea.Cmd {
	return openForm(c, &Form{title: title, editsSignal: true, original: s, onAccept: done})
}

// EditCondition opens a form for a condition, starting from when. done gets a
// valid condition.
func EditCondition(c Context, title clean.Text, when condition.Condition, done func(condition.Condition) tea.Cmd) tea.Cmd {
	accept := func(s rulebook.Signal) tea.Cmd { return done(s.When) }
	return openForm(c, &Form{title: title, original: rulebook.Signal{When: when}, onAccept: accept})
}

func openForm(c Context, f *Form) tea.Cmd {
	f.frame, f.board, f.card = c.Frame, c.Board, c.Card
	f.touched = make(map[FieldKind]bool)
	f.setSignal(f.original)
	if f.editsSignal {
		f.current = FieldRef{Kind: NameField}
	} else {
		f.current = f.fields()[1]
	}
	f.validate()
	f.frame.Open(f)
	return f.Fetch()
}

// setSignal puts a signal into the fields.
func (f *Form) setSignal(s rulebook.Signal) {
	f.signal = s
	if f.editsSignal && s.Weight == 0 {
		f.signal.Weight = (rulebook.MinWeight + rulebook.MaxWeight) / 2
	}
	f.name = textfield.New(s.Name)
	f.setRules(s.When)
	if len(f.rules) == 0 {
		f.addRule(emptyRuleInput())
	}
}

func (f *Form) setRules(c condition.Condition) {
	if len(c.Rules) > 1 {
		f.matchAny = c.Any
	}
	f.rules = nil
	for _, rule := range c.Rules {
		f.addRule(newRuleInput(rule))
	}
}

func (f *Form) addRule(r ruleInput) {
	if operandOf(r.operator) == numberOperand && r.number.Value() == "" {
		r.number = numberEntry(0)
	}
	f.updateKinds(&r, false)
	f.rules = append(f.rules, r)
}

// Field is the field with the cursor.
func (f *Form) Field() FieldRef { return f.current }

// Result is the signal as filled in, valid or not.
func (f *Form) Result() rulebook.Signal {
	s := f.signal
	s.Name, s.When = f.original.Name, f.Condition()
	if f.name.Value() != string(clean.Of(f.original.Name)) {
		s.Name = f.name.Value()
	}
	return s
}

// Condition is the condition as filled in, valid or not.
func (f *Form) Condition() condition.Condition {
	c := condition.Condition{Any: f.matchAny && len(f.rules) > 1}
	for i := range f.rules {
		c.Rules = append(c.Rules, f.rules[i].rule())
	}
	return c
}

// afterEdit updates the form after an edit of a field.
func (f *Form) afterEdit(ref FieldRef) tea.Cmd {
	f.dirty = true
	f.rejection = ""
	switch {
	case ref.Kind < SubjectField:
		f.touched[ref.Kind] = true
	case ref.Kind < SentenceField:
		f.rules[ref.Rule].touched[ref.Kind] = true
	}
	if ref.Kind >= JoinField && ref.Kind < SentenceField {
		f.sentence = sentenceInput{} // it is made from the rules again
	}
	f.syncName(ref)
	f.restoreFocus()
	f.validate()
	f.scrollToField()
	return nil
}

// accept closes the form with its signal, or moves to the first field with an
// error.
func (f *Form) accept() tea.Cmd {
	f.submitted = true
	f.validate()
	for _, ref := range f.fields() {
		if f.errors[ref] != "" {
			f.focusField(ref)
			f.picker.open = false
			return nil
		}
	}
	f.closed = true
	s := f.Result()
	s.When = s.When.Canonical()
	return f.onAccept(s)
}

// cancel closes the picker if it is open, else the form. It asks first when
// something was filled in.
func (f *Form) cancel() tea.Cmd {
	if f.picker.open {
		f.picker.open = false
		return nil
	}
	return dialog.Leave(f.frame, f.UnsavedWork(), func() tea.Cmd {
		f.closed = true
		return nil
	})
}

// UnsavedWork is what quitting would lose, as a sentence; "" for nothing.
func (f *Form) UnsavedWork() clean.Text {
	if !f.dirty {
		return ""
	}
	return "What you filled in is not in the draft yet."
}

func (f *Form) Done() bool { return f.closed }

// appendRule adds an empty rule after the others.
func (f *Form) appendRule() tea.Cmd {
	if len(f.rules) >= condition.MaxRules {
		err := condition.Condition{Rules: make([]condition.Rule, condition.MaxRules+1)}.Validate()
		f.rejection = clean.Of(err.Error())
		return nil
	}
	f.addRule(emptyRuleInput())
	at := FieldRef{SubjectField, len(f.rules) - 1}
	cmd := f.afterEdit(at)
	delete(f.rules[at.Rule].touched, SubjectField)
	f.focusField(at)
	f.feedback = "Rule " + words.Number(len(f.rules)) + " added"
	return cmd
}

// removeRule removes the rule with the cursor.
func (f *Form) removeRule() tea.Cmd {
	at := f.current.Rule
	words := clean.Of(f.rules[at].rule().String())
	if f.rules[at].name.Value() == "" && f.rules[at].subject.Named() {
		words = "the empty rule"
	}
	f.rules = append(f.rules[:at:at], f.rules[at+1:]...)
	f.picker.open = false
	cmd := f.afterEdit(FieldRef{Kind: JoinField})
	f.restoreFocus()
	f.feedback = "Removed: " + words
	return cmd
}

// onRule reports whether the cursor is in a rule.
func (f *Form) onRule() bool {
	return f.current.Kind >= SubjectField && f.current.Kind < SentenceField && f.current.Rule < len(f.rules)
}
