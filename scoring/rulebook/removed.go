package rulebook

import (
	"cmp"
	"slices"

	"trialist/scoring/value"
)

// RemovedSignal is a signal that is no more. A new one of its name gets its id again:
// what trials were told about it is not told once more.
type RemovedSignal struct {
	ID   int64
	Name string
}

// IDFor is the id for a new signal of a name: that of the removed one of the name, else
// one above all that were ever given.
func (c Scorecard) IDFor(name string) int64 {
	for _, r := range slices.Backward(c.Removed) {
		if _, used := c.Signal(r.ID); !used && value.Fold(r.Name) == value.Fold(name) {
			return r.ID
		}
	}
	return c.NextID()
}

// NameOf is the name of a signal, also of one that was removed; "" where there never was
// one.
func (c Scorecard) NameOf(id int64) string {
	if s, ok := c.Signal(id); ok {
		return s.Name
	}
	at := slices.IndexFunc(c.Removed, func(r RemovedSignal) bool { return r.ID == id })
	if at < 0 {
		return ""
	}
	return c.Removed[at].Name
}

// wasRemoved reports whether the signal of the id and the name was removed, and is not
// there.
func (c Scorecard) wasRemoved(id int64, name string) bool {
	_, used := c.Signal(id)
	return !used && slices.ContainsFunc(c.Removed, func(r RemovedSignal) bool {
		return r.ID == id && value.Fold(r.Name) == value.Fold(name)
	})
}

// NoteRemoved notes which signals of earlier cards are not in this one.
func (c *Scorecard) NoteRemoved(earlier ...Scorecard) {
	removed := slices.Clone(c.Removed)
	for _, card := range earlier {
		removed = append(removed, card.Removed...)
		for _, s := range card.All() {
			removed = append(removed, RemovedSignal{s.ID, s.Name})
		}
	}
	removed = slices.DeleteFunc(removed, func(r RemovedSignal) bool {
		_, used := c.Signal(r.ID)
		return used
	})
	slices.SortStableFunc(removed, func(a, b RemovedSignal) int { return cmp.Compare(a.ID, b.ID) })
	c.Removed = slices.CompactFunc(removed, func(a, b RemovedSignal) bool { return a.ID == b.ID })
}
