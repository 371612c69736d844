package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// newWeight is what a new signal weighs until somebody says otherwise.
const newWeight = 5

func (s *signals) bindings() []binding {
	d := s.drafting
	row, _ := s.row()
	none := d.why()
	if none == "" && row.kind != isSignal || none == "" && row.signal.ID == 0 {
		none = "no signal is selected"
	}
	heavier, lighter, up, down := none, none, none, none
	if none == "" {
		switch row.signal.Weight {
		case rulebook.MaxWeight:
			heavier = number(rulebook.MaxWeight) + " is the most"
		case rulebook.MinWeight:
			lighter = number(rulebook.MinWeight) + " is the least"
		}
		if row.place == 0 {
			up = "it is the first of its side"
		}
		if row.place == len(d.book().Card.Signals(row.side))-1 {
			down = "it is the last of its side"
		}
	}
	toggle := clean.Text("switch it off")
	if row.kind == isSignal && !row.signal.Enabled {
		toggle = "switch it on"
	}
	weigh := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return s.weigh(row.signal.Weight + by) }
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { return s.move(by) }
	}
	bindings := []binding{
		{keys: []string{"+", "=", "right"}, does: "weigh it more", short: "heavier", why: heavier, run: weigh(1)},
		{keys: []string{"-", "_", "left"}, does: "weigh it less", short: "lighter", why: lighter, run: weigh(-1)},
		{keys: []string{"J", "shift+down"}, does: "move it down its side", short: "move down", why: down, run: move(1)},
		{keys: []string{"K", "shift+up"}, does: "move it up its side", short: "up", why: up, run: move(-1)},
	}
	draft := d.bindings()
	bindings = append(bindings, draft...)
	bindings = append(bindings,
		binding{keys: []string{"a"}, does: "add a signal", short: "add", why: d.why(), run: s.add},
		binding{keys: []string{"e", "enter"}, does: "edit the selected signal", short: "edit", why: none, run: s.edit},
		binding{keys: []string{"space"}, does: toggle, short: "on/off", why: none, run: s.toggle},
		binding{keys: []string{"d"}, does: "delete the selected signal", short: "delete", why: none, run: s.remove},
		binding{keys: []string{"w"}, does: "change how weights pull", short: "weighting", why: d.why(), run: s.weighting},
	)
	for _, b := range moveBindings(s) {
		b.keys = slices.DeleteFunc(b.keys, func(key string) bool { return key == "space" })
		bindings = append(bindings, b)
	}
	return bindings
}

// weigh gives the selected signal a weight.
func (s *signals) weigh(weight int) tea.Cmd {
	row, _ := s.row()
	return s.drafting.editCard(s.drafting.book().Card.SetWeight(row.signal.ID, weight))
}

// move moves the selected signal along its side.
func (s *signals) move(by int) tea.Cmd {
	row, _ := s.row()
	return s.drafting.editCard(s.drafting.book().Card.Move(row.signal.ID, row.place+by))
}

func (s *signals) toggle() tea.Cmd {
	row, _ := s.row()
	return s.drafting.editCard(s.drafting.book().Card.SetEnabled(row.signal.ID, !row.signal.Enabled))
}

// add asks for a new signal of the side that the cursor is on.
func (s *signals) add() tea.Cmd {
	fresh := rulebook.Signal{Side: s.side(), Weight: newWeight, Enabled: true}
	return editSignal(s.forms, "New "+sideWord(s.side())+" signal", fresh, func(signal rulebook.Signal) tea.Cmd {
		card := s.drafting.book().Card
		s.wanted = card.NextID()
		return s.drafting.editCard(card.Add(signal))
	})
}

func (s *signals) edit() tea.Cmd {
	row, _ := s.row()
	if row.kind != isSignal {
		return nil
	}
	return editSignal(s.forms, clean.Of(row.signal.Name), row.signal, func(signal rulebook.Signal) tea.Cmd {
		signal.ID = row.signal.ID
		return s.drafting.editCard(s.drafting.book().Card.Replace(signal))
	})
}

// remove deletes the selected signal, once another key says so.
func (s *signals) remove() tea.Cmd {
	row, _ := s.row()
	s.frame.Open(&confirm{
		frame: s.frame, asks: "Delete " + clean.Of(row.signal.Name) + "?", key: "x", yes: "delete it",
		run: func() tea.Cmd {
			return s.drafting.editCard(s.drafting.book().Card.Remove(row.signal.ID))
		},
	})
	return nil
}

// weighting goes on to the other weighting.
func (s *signals) weighting() tea.Cmd {
	card := s.drafting.book().Card
	all := rulebook.Weightings()
	card.Weighting = all[(slices.Index(all, card.Weighting)+1)%len(all)]
	return s.drafting.editCard(card, nil)
}
