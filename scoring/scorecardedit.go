package scoring

import (
	"fmt"
	"slices"
	"strings"
)

// Clone is a card that shares no memory with this one.
func (c Scorecard) Clone() Scorecard {
	c.Adoption = cloneSignals(c.Adoption)
	c.Fit = cloneSignals(c.Fit)
	return c
}

// Add puts the signal last on its side, under an id that no signal of the card
// ever had; the given id is ignored. Space around the name goes. The error is a
// [FieldError].
func (c Scorecard) Add(s Signal) (Scorecard, error) {
	s.ID = c.NextID()
	s = tidySignal(s)
	card := c.Clone()
	card.LastID = s.ID
	signals := card.side(s.Side)
	*signals = append(*signals, s)
	return c.accept(card, s)
}

// Replace puts the signal in the place of the one with the same id; when it
// changes sides it goes last on the new one. The error is a [FieldError].
func (c Scorecard) Replace(s Signal) (Scorecard, error) {
	old, err := c.require(s.ID)
	if err != nil {
		return c, err
	}
	s = tidySignal(s)
	card := c.Clone()
	at := card.place(old)
	if s.Side == old.Side {
		(*card.side(s.Side))[at] = s
		return c.accept(card, s)
	}
	from, to := card.side(old.Side), card.side(s.Side)
	*from = slices.Delete(*from, at, at+1)
	*to = append(*to, s)
	return c.accept(card, s)
}

// Remove takes the signal away.
func (c Scorecard) Remove(id int64) (Scorecard, error) {
	s, err := c.require(id)
	if err != nil {
		return c, err
	}
	card := c.Clone()
	signals := card.side(s.Side)
	at := card.place(s)
	*signals = slices.Delete(*signals, at, at+1)
	return card, nil
}

// Weigh gives the signal another weight.
func (c Scorecard) Weigh(id int64, weight int) (Scorecard, error) {
	s, err := c.require(id)
	if err != nil {
		return c, err
	}
	s.Weight = weight
	return c.Replace(s)
}

// Switch makes the signal count or not.
func (c Scorecard) Switch(id int64, on bool) (Scorecard, error) {
	s, err := c.require(id)
	if err != nil {
		return c, err
	}
	s.Enabled = on
	return c.Replace(s)
}

// Move puts the signal at another place of its side, counted from 0. The
// signals between make room.
func (c Scorecard) Move(id int64, to int) (Scorecard, error) {
	s, err := c.require(id)
	if err != nil {
		return c, err
	}
	card := c.Clone()
	signals := card.side(s.Side)
	if to < 0 || to >= len(*signals) {
		return c, &FieldError{Field: "place", Message: fmt.Sprintf(
			"place %d is not among 1 to %d of the %s signals", to+1, len(*signals), s.Side)}
	}
	at := card.place(s)
	moved := (*signals)[at]
	*signals = slices.Insert(slices.Delete(*signals, at, at+1), to, moved)
	return card, nil
}

// accept returns the edited card unless it breaks a rule, which the edited
// signal is then to blame for.
func (c Scorecard) accept(edited Scorecard, s Signal) (Scorecard, error) {
	if err := edited.validateSignal(s); err != nil {
		return c, err
	}
	if err := edited.validateEnabled(s.Side); err != nil {
		return c, err
	}
	return edited, nil
}

// require is the signal with the id, or an error that there is none.
func (c Scorecard) require(id int64) (Signal, error) {
	s, ok := c.Signal(id)
	if !ok {
		return s, &FieldError{Field: "id", Message: fmt.Sprintf("there is no signal with the id %d any more", id)}
	}
	return s, nil
}

// side is where the signals of a side are kept.
func (c *Scorecard) side(side Side) *[]Signal {
	if side == Fit {
		return &c.Fit
	}
	return &c.Adoption
}

// place is the index of a signal of the card on its side.
func (c *Scorecard) place(s Signal) int {
	return slices.IndexFunc(*c.side(s.Side), func(other Signal) bool { return other.ID == s.ID })
}

// tidySignal is the signal as the card keeps it.
func tidySignal(s Signal) Signal {
	s.Name = strings.TrimSpace(s.Name)
	s.When = cloneCondition(s.When)
	return s
}

func cloneSignals(signals []Signal) []Signal {
	cloned := slices.Clone(signals)
	for i := range cloned {
		cloned[i].When = cloneCondition(cloned[i].When)
	}
	return cloned
}

func cloneCondition(c Condition) Condition {
	c.Rules = slices.Clone(c.Rules)
	for i := range c.Rules {
		c.Rules[i].Texts = slices.Clone(c.Rules[i].Texts)
	}
	return c
}
