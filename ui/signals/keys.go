package signals

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/form"
	"trialist/ui/host"
	"trialist/ui/words"
)

// defaultWeight is the weight that a new signal starts with.
const defaultWeight = 5

func (s *Screen) Bindings() []host.Binding {
	d := s.draft
	row, _ := s.row()
	disabled := d.DisabledReason()
	if disabled == "" && (row.kind != signalKind || row.signal.ID == 0) {
		disabled = "no signal is selected"
	}
	heavier, lighter, up, down, raiser := disabled, disabled, disabled, disabled, disabled
	if disabled == "" {
		switch {
		case row.disqualifier:
			heavier = "a disqualifier has no weight"
			lighter, raiser = heavier, "a disqualifier is no hand-raiser"
		case row.signal.Weight == rulebook.MaxWeight:
			heavier = words.Number(rulebook.MaxWeight) + " is the most"
		case row.signal.Weight == rulebook.MinWeight:
			lighter = words.Number(rulebook.MinWeight) + " is the least"
		}
		if row.place == 0 {
			up = "it is the first of its side"
		}
		if row.place == row.of-1 {
			down = "it is the last of its side"
		}
	}
	toggle := clean.Text("switch it off")
	if row.kind == signalKind && !row.signal.Enabled {
		toggle = "switch it on"
	}
	mark := clean.Text("mark it as a hand-raiser, whose trials stand above the list")
	if row.signal.HandRaiser {
		mark = "mark it as no hand-raiser"
	}
	weigh := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return s.setWeight(row.signal.Weight + by) }
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return s.moveSignal(by) }
	}
	bindings := []host.Binding{
		{Action: "signals.heavier", Keys: []string{"+", "=", "right"}, Desc: "weigh it more", Hint: "heavier", DisabledReason: heavier, Run: weigh(1)},
		{Action: "signals.lighter", Keys: []string{"-", "_", "left"}, Desc: "weigh it less", Hint: "lighter", DisabledReason: lighter, Run: weigh(-1)},
		{Action: "signals.move-down", Keys: []string{"J", "shift+down"}, Desc: "move it down its side", Hint: "move down", DisabledReason: down, Run: move(1)},
		{Action: "signals.move-up", Keys: []string{"K", "shift+up"}, Desc: "move it up its side", Hint: "up", DisabledReason: up, Run: move(-1)},
	}
	bindings = append(bindings, d.Bindings()...)
	bindings = append(bindings,
		host.Binding{Action: "signals.add", Keys: []string{"a"}, Desc: "add a signal", Keywords: "new disqualifier competitor level levels milestone template", Hint: "add", DisabledReason: d.DisabledReason(), Run: s.add},
		host.Binding{Action: "signals.edit", Keys: []string{"e", "enter"}, Desc: "edit the selected signal", Keywords: "change condition level levels weight disqualifier competitor", Hint: "edit", DisabledReason: disabled, Run: s.edit},
		host.Binding{Action: "signals.on-off", Keys: []string{"space"}, Desc: toggle, Keywords: "enable disable", Hint: "on/off", DisabledReason: disabled, Run: s.toggle},
		host.Binding{Action: "signals.hand-raiser", Keys: []string{"m"}, Desc: mark, Keywords: "asks for contact", Hint: "hand-raiser", DisabledReason: raiser, Run: s.toggleHandRaiser},
		host.Binding{Action: "signals.delete", Keys: []string{"d"}, Desc: "delete the selected signal", Hint: "delete", DisabledReason: disabled, Run: s.remove},
		host.Binding{Action: "signals.weighting", Keys: []string{"w"}, Desc: "change how much more a larger weight counts", Keywords: "emphatic proportional big weights", Hint: "weighting", DisabledReason: d.DisabledReason(), Run: s.weighting},
		host.Binding{Action: "signals.suggest", Keys: []string{"W"}, Desc: "ask which weights would tell better who converts", Keywords: "suggestion best weights tune fit", Hint: "suggest weights", DisabledReason: d.DisabledReason(), Run: s.suggest},
	)
	for _, b := range host.MoveBindings(s) {
		b.Keys = slices.DeleteFunc(b.Keys, func(key string) bool { return key == "space" })
		bindings = append(bindings, b)
	}
	return bindings
}

// setWeight changes the weight of the selected signal.
func (s *Screen) setWeight(weight int) tea.Cmd {
	row, _ := s.row()
	return s.draft.EditCard(s.draft.Book().Card.SetWeight(row.signal.ID, weight))
}

// moveSignal moves the selected signal by a number of places on its side.
func (s *Screen) moveSignal(by int) tea.Cmd {
	row, _ := s.row()
	return s.draft.EditCard(s.draft.Book().Card.Move(row.signal.ID, row.place+by))
}

func (s *Screen) toggle() tea.Cmd {
	row, _ := s.row()
	return s.draft.EditCard(s.draft.Book().Card.SetEnabled(row.signal.ID, !row.signal.Enabled))
}

// toggleHandRaiser marks the selected signal as a hand-raiser, or no longer.
func (s *Screen) toggleHandRaiser() tea.Cmd {
	row, _ := s.row()
	return s.draft.EditCard(s.draft.Book().Card.SetHandRaiser(row.signal.ID, !row.signal.HandRaiser))
}

// add opens a form for a new signal on the side that the cursor is on.
func (s *Screen) add() tea.Cmd {
	initial := rulebook.Signal{Side: s.side(), Weight: defaultWeight, Enabled: true}
	if row, ok := s.row(); ok && row.disqualifier {
		initial.Disqualifier = true
	}
	return form.EditSignal(s.forms, "", initial, func(signal rulebook.Signal) tea.Cmd {
		card := s.draft.Book().Card
		s.pendingID = card.NextID()
		if s.draft.DisabledReason() == "" && signal.Side == rulebook.Adoption && !signal.Disqualifier {
			s.frame.Tell(clean.Of(signal.Name) + " is a milestone of the journey too, in the phase " + clean.Of(signal.Phase.String()) +
				". What trials are told about it is in the Plan there")
		}
		return s.draft.EditCard(card.Add(signal))
	})
}

func (s *Screen) edit() tea.Cmd {
	row, _ := s.row()
	if row.kind != signalKind {
		return nil
	}
	return form.EditSignal(s.forms, clean.Of(row.signal.Name), row.signal, func(signal rulebook.Signal) tea.Cmd {
		signal.ID = row.signal.ID
		return s.draft.EditCard(s.draft.Book().Card.Replace(signal))
	})
}

// remove deletes the selected signal, after a question.
func (s *Screen) remove() tea.Cmd {
	row, _ := s.row()
	s.frame.Open(&dialog.Confirm{
		Frame: s.frame, Question: "Delete " + clean.Of(row.signal.Name) + "?", Key: "x", Action: "delete it",
		OnConfirm: func() tea.Cmd {
			return s.draft.EditCard(s.draft.Book().Card.Remove(row.signal.ID))
		},
	})
	return nil
}

// suggest asks which weights would do better on the side that the cursor is on.
func (s *Screen) suggest() tea.Cmd {
	all := func(card rulebook.Scorecard) rulebook.Scorecard { return card }
	return s.draft.SuggestWeights(s.side(), proof.Options{}, all)
}

// weighting changes to the next weighting.
func (s *Screen) weighting() tea.Cmd {
	card := s.draft.Book().Card
	all := rulebook.Weightings()
	card.Weighting = all[(slices.Index(all, card.Weighting)+1)%len(all)]
	return s.draft.EditCard(card, nil)
}
