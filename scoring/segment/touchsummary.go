package segment

import (
	"context"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// TouchSummary is what the touches of sales reps come to for an account.
type TouchSummary struct {
	LastTouch    value.Instant // Never without one
	Owner        string        // "" without one
	SnoozedUntil value.Instant // when the snooze ends; 0 or Never without one
	Dismissal    Dismissal
}

// Dismissal is whether an account was dismissed, and what ends the dismissal. The zero
// Dismissal is none.
type Dismissal uint8

// Forever is the dismissal that no score ends.
const Forever Dismissal = 1

// UntilAbove is the dismissal that does not hold while the adoption band is above b. No
// band, as without a score, is below every band.
func UntilAbove(b rulebook.Band) Dismissal { return 2 + Dismissal(rankOf(b)) }

// holds reports whether an account with the adoption band is dismissed.
func (d Dismissal) holds(b rulebook.Band) bool {
	return d == Forever || d > Forever && Dismissal(rankOf(b)) <= d-2
}

// rankOf is 0 for no band, 1 for the lowest, and so on.
func rankOf(b rulebook.Band) int {
	if b >= rulebook.NoBand {
		return 0
	}
	return int(b) + 1
}

// Hidden is the accounts that are snoozed or dismissed, whatever their status.
type Hidden struct{ Snoozed, Dismissed bitset.Bits }

// FindHidden finds the accounts that are snoozed or dismissed at as-of. The ranking, whose
// bands count, must be of the population. The error is one of the source.
func FindHidden(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking) (Hidden, error) {
	n := len(p.Status)
	h := Hidden{bitset.New(n), bitset.New(n)}
	touches, err := src.TouchSummaries(ctx)
	if err != nil {
		return h, err
	}
	for slot, c := range touches {
		if slot >= n { // touched after the population was read
			continue
		}
		if c.SnoozedUntil.Known() && c.SnoozedUntil > p.AsOf {
			h.Snoozed.Set(slot)
		}
		if c.Dismissal != 0 && c.Dismissal.holds(r.Band(rulebook.Adoption, slot)) {
			h.Dismissed.Set(slot)
		}
	}
	return h, nil
}

// LeaveOut removes the trials that are snoozed or dismissed from slots, and returns how many
// of each there were. One that is both counts as snoozed.
func (h Hidden) LeaveOut(slots bitset.Bits, status []rulebook.Status) (snoozed, dismissed int) {
	leave := func(some bitset.Bits) (n int) {
		for slot := range some.All() {
			if status[slot] == rulebook.Trial && slots.Has(slot) {
				slots.Clear(slot)
				n++
			}
		}
		return n
	}
	return leave(h.Snoozed), leave(h.Dismissed)
}
