package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// form is an overlay that fills in a signal, or only a condition. It holds what
// was typed, right or wrong, apart from what it was opened with, and hands
// over a valid signal once.
type form struct {
	frame frame
	board *board
	card  func() rulebook.Scorecard // that the signal is to be part of
	title clean.Text
	whole bool            // a signal, not only a condition
	given rulebook.Signal // as it was when the form opened
	take  func(rulebook.Signal) tea.Cmd

	signal   rulebook.Signal // side, phase and weight as chosen; the rest is in the fields
	name     textfield.Field
	any      bool
	rules    []formRule
	sentence formSentence

	at      formSpot
	touched map[formPart]bool // fields of the signal that may be called wrong
	tried   bool              // to be accepted: now everything may be called wrong
	edited  bool
	fresh   bool       // the number with the cursor is replaced by what is typed
	refused clean.Text // why the last key did nothing, beside the field it was for
	told    clean.Text // what the last key did, where that is easily overlooked
	wrong   map[formSpot]clean.Text

	names  formNames
	start  formStart
	picker formPicker
	live   formLive

	width, height int
	top           int  // first line of the fields on screen
	closed        bool // for good
}

// formContext is what forms work with.
type formContext struct {
	Frame frame
	Board *board
	Card  func() rulebook.Scorecard // that the signal is to be part of
}

// editSignal lets people fill in a signal, starting from s. The signal that done
// is given is valid and could be added to the card, or replace the one with
// its id.
func editSignal(c formContext, title clean.Text, s rulebook.Signal, done func(rulebook.Signal) tea.Cmd) tea.Cmd {
	return openForm(c, &form{title: title, whole: true, given: s, take: done})
}

// editCondition lets people fill in a condition, starting from when. The
// condition that done is given is valid.
func editCondition(c formContext, title clean.Text, when condition.Condition, done func(condition.Condition) tea.Cmd) tea.Cmd {
	take := func(s rulebook.Signal) tea.Cmd { return done(s.When) }
	return openForm(c, &form{title: title, given: rulebook.Signal{When: when}, take: take})
}

func openForm(c formContext, f *form) tea.Cmd {
	f.frame, f.board, f.card = c.Frame, c.Board, c.Card
	f.touched = make(map[formPart]bool)
	f.fill(f.given)
	if f.whole {
		f.at = formSpot{part: namePart}
	} else {
		f.at = f.spots()[1]
	}
	f.check()
	f.frame.Open(f)
	return f.wants()
}

// fill puts a signal into the fields.
func (f *form) fill(s rulebook.Signal) {
	f.signal = s
	if f.whole && s.Weight == 0 {
		f.signal.Weight = (rulebook.MinWeight + rulebook.MaxWeight) / 2
	}
	f.name = textfield.New(s.Name)
	f.fillRules(s.When)
	if len(f.rules) == 0 {
		f.addRule(blankRule())
	}
}

func (f *form) fillRules(c condition.Condition) {
	if len(c.Rules) > 1 {
		f.any = c.Any
	}
	f.rules = nil
	for _, rule := range c.Rules {
		f.addRule(newFormRule(rule))
	}
}

func (f *form) addRule(r formRule) {
	if operandOf(r.operator) == numbers && r.number.Value() == "" {
		r.number = numberEntry(0)
	}
	f.learn(&r, false)
	f.rules = append(f.rules, r)
}

// result is what has been filled in, right or wrong.
func (f *form) result() rulebook.Signal {
	s := f.signal
	s.Name, s.When = f.given.Name, f.condition()
	if f.name.Value() != string(clean.Of(f.given.Name)) {
		s.Name = f.name.Value()
	}
	return s
}

func (f *form) condition() condition.Condition {
	c := condition.Condition{Any: f.any && len(f.rules) > 1}
	for i := range f.rules {
		c.Rules = append(c.Rules, f.rules[i].rule())
	}
	return c
}

// changed is what follows on every edit.
func (f *form) changed(spot formSpot) tea.Cmd {
	f.edited = true
	f.refused = ""
	switch {
	case spot.part < subjectPart:
		f.touched[spot.part] = true
	case spot.part < sentencePart:
		f.rules[spot.rule].touched[spot.part] = true
	}
	if spot.part >= joinPart && spot.part < sentencePart {
		f.sentence = formSentence{} // what was typed there is not what the rules say any more
	}
	f.rename(spot)
	f.settle()
	f.check()
	f.follow()
	return nil
}

// accept hands the signal over, or shows the first field that is wrong.
func (f *form) accept() tea.Cmd {
	f.tried = true
	f.check()
	for _, spot := range f.spots() {
		if f.wrong[spot] != "" {
			f.visit(spot)
			f.picker.open = false
			return nil
		}
	}
	f.closed = true
	s := f.result()
	s.When = s.When.Canonical()
	return f.take(s)
}

// cancel leaves, and asks first when something was filled in.
func (f *form) cancel() tea.Cmd {
	if f.picker.open {
		f.picker.open = false
		return nil
	}
	if f.loses() == "" {
		f.closed = true
		return nil
	}
	f.frame.Open(&confirm{frame: f.frame, asks: "What you filled in is not kept yet.", key: "x", yes: "leave and lose it", run: func() tea.Cmd {
		f.closed = true
		return nil
	}})
	return nil
}

// loses says what quitting would lose.
func (f *form) loses() clean.Text {
	if !f.edited {
		return ""
	}
	return "What you filled in is not kept yet."
}

func (f *form) done() bool { return f.closed }

// newRule adds an empty rule below the others.
func (f *form) newRule() tea.Cmd {
	if len(f.rules) >= condition.MaxRules {
		err := condition.Condition{Rules: make([]condition.Rule, condition.MaxRules+1)}.Validate()
		f.refused = clean.Of(err.Error())
		return nil
	}
	f.addRule(blankRule())
	at := formSpot{subjectPart, len(f.rules) - 1}
	cmd := f.changed(at)
	delete(f.rules[at.rule].touched, subjectPart)
	f.visit(at)
	f.told = "Rule " + number(len(f.rules)) + " added"
	return cmd
}

// removeRule takes away the rule with the cursor.
func (f *form) removeRule() tea.Cmd {
	at := f.at.rule
	words := clean.Of(f.rules[at].rule().String())
	if f.rules[at].name.Value() == "" && f.rules[at].subject.Named() {
		words = "the empty rule"
	}
	f.rules = append(f.rules[:at:at], f.rules[at+1:]...)
	f.picker.open = false
	cmd := f.changed(formSpot{part: joinPart})
	f.settle()
	f.told = "Removed: " + words
	return cmd
}

// onRule reports whether the cursor is in a rule.
func (f *form) onRule() bool {
	return f.at.part >= subjectPart && f.at.part < sentencePart && f.at.rule < len(f.rules)
}
