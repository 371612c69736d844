package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Clone is a card that shares no memory with this one.
func (c Scorecard) Clone() Scorecard {
	c.Adoption = cloneSignals(c.Adoption)
	c.Fit = cloneSignals(c.Fit)
	c.Disqualifiers = cloneSignals(c.Disqualifiers)
	return c
}

// Add puts the signal last on its side, or among the disqualifiers, under an id that no signal of another
// name ever had; the given id is ignored. Space around the name is removed. The error
// is a [value.FieldError].
func (c Scorecard) Add(s Signal) (Scorecard, error) {
	s = s.Normalized()
	s.ID = c.IDFor(s.Name)
	card := c.Clone()
	card.LastID = max(c.NextID()-1, s.ID)
	signals := card.listOf(s.list())
	*signals = append(*signals, s)
	card.NoteRemoved(c)
	return c.validated(card, s)
}

// Replace puts the signal in the place of the one with the same id. A signal that
// changes sides goes last on its new side, as does one that becomes a disqualifier among
// them, and back. The error is a [value.FieldError].
func (c Scorecard) Replace(s Signal) (Scorecard, error) {
	old, err := c.signalOrError(s.ID)
	if err != nil {
		return c, err
	}
	s = s.Normalized()
	card := c.Clone()
	at := card.indexOf(old)
	if s.list() == old.list() {
		(*card.listOf(s.list()))[at] = s
		return c.validated(card, s)
	}
	from, to := card.listOf(old.list()), card.listOf(s.list())
	*from = slices.Delete(*from, at, at+1)
	*to = append(*to, s)
	return c.validated(card, s)
}

// Remove removes the signal.
func (c Scorecard) Remove(id int64) (Scorecard, error) {
	s, err := c.signalOrError(id)
	if err != nil {
		return c, err
	}
	card := c.Clone()
	signals := card.listOf(s.list())
	at := card.indexOf(s)
	*signals = slices.Delete(*signals, at, at+1)
	card.NoteRemoved(c)
	return card, nil
}

// SetWeight gives the signal another weight.
func (c Scorecard) SetWeight(id int64, weight int) (Scorecard, error) {
	s, err := c.signalOrError(id)
	if err != nil {
		return c, err
	}
	s.Weight = weight
	return c.Replace(s)
}

// SetHandRaiser marks the signal as a hand-raiser, or no longer.
func (c Scorecard) SetHandRaiser(id int64, on bool) (Scorecard, error) {
	s, err := c.signalOrError(id)
	if err != nil {
		return c, err
	}
	s.HandRaiser = on
	return c.Replace(s)
}

// SetEnabled switches the signal on or off.
func (c Scorecard) SetEnabled(id int64, on bool) (Scorecard, error) {
	s, err := c.signalOrError(id)
	if err != nil {
		return c, err
	}
	s.Enabled = on
	return c.Replace(s)
}

// Move puts the signal at another place of its list, counted from 0. The
// signals between make room.
func (c Scorecard) Move(id int64, to int) (Scorecard, error) {
	s, err := c.signalOrError(id)
	if err != nil {
		return c, err
	}
	card := c.Clone()
	signals := card.listOf(s.list())
	if to < 0 || to >= len(*signals) {
		return c, &value.FieldError{Field: "place", Message: fmt.Sprintf(
			"place %d is not among 1 to %d of the %s", to+1, len(*signals), s.list())}
	}
	at := card.indexOf(s)
	moved := (*signals)[at]
	*signals = slices.Insert(slices.Delete(*signals, at, at+1), to, moved)
	return card, nil
}

// validated is the edited card, or the card as it was and an error if the edit of
// the signal broke a rule.
func (c Scorecard) validated(edited Scorecard, s Signal) (Scorecard, error) {
	if err := edited.validateSignal(s); err != nil {
		return c, err
	}
	if err := edited.validateEnabled(s.Side); err != nil {
		return c, err
	}
	return edited, nil
}

// signalOrError is the signal with the id, or an error that there is none.
func (c Scorecard) signalOrError(id int64) (Signal, error) {
	s, ok := c.Signal(id)
	if !ok {
		return s, &value.FieldError{Field: "id", Message: fmt.Sprintf("there is no signal with the id %d any more", id)}
	}
	return s, nil
}

// listOf points to one of the lists.
func (c *Scorecard) listOf(list signalList) *[]Signal {
	switch list {
	case fitList:
		return &c.Fit
	case disqualifierList:
		return &c.Disqualifiers
	case adoptionList, numLists:
	}
	return &c.Adoption
}

// indexOf is the index of a signal of the card in its list.
func (c *Scorecard) indexOf(s Signal) int {
	return slices.IndexFunc(*c.listOf(s.list()), func(other Signal) bool { return other.ID == s.ID })
}

// Normalized is the signal as a card keeps it: without space around its name, and with a
// condition of its own. What a disqualifier does not have is zeroed, and its side is the
// one that its condition is of.
func (s Signal) Normalized() Signal {
	s.Name = strings.TrimSpace(s.Name)
	s.When = cloneCondition(s.When)
	if s.Disqualifier {
		s.Side, s.Weight, s.Phase, s.HandRaiser = sideOf(s.When), 0, Setup, false
	}
	return s
}

func cloneSignals(signals []Signal) []Signal {
	cloned := slices.Clone(signals)
	for i := range cloned {
		cloned[i].When = cloneCondition(cloned[i].When)
	}
	return cloned
}

func cloneCondition(c condition.Condition) condition.Condition {
	c.Rules = slices.Clone(c.Rules)
	for i := range c.Rules {
		r := &c.Rules[i]
		r.Texts, r.Numbers, r.Counts = slices.Clone(r.Texts), slices.Clone(r.Numbers), slices.Clone(r.Counts)
	}
	return c
}
