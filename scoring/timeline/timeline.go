package timeline

import (
	"slices"

	"trialist/scoring/value"
)

// Always is an instant before all others, from which something holds that always holds.
const Always = value.Never + 1

// Timeline is when something holds for an account, as the ascending instants at which that
// changes. It does not hold before the first, holds from the first on, does not hold from
// the second on, and so on.
type Timeline []value.Instant

// HoldsAt reports whether it holds at the instant.
func (t Timeline) HoldsAt(at value.Instant) bool {
	return t.changesUntil(at)%2 == 1
}

// changesUntil is the number of changes up to and including the instant.
func (t Timeline) changesUntil(at value.Instant) int {
	n, found := slices.BinarySearch(t, at)
	if found {
		n++
	}
	return n
}

// FirstIn is the first instant of [lo, hi) at which it holds, [value.Never] where there
// is none.
func (t Timeline) FirstIn(lo, hi value.Instant) value.Instant {
	if lo >= hi {
		return value.Never
	}
	switch n := t.changesUntil(lo); {
	case n%2 == 1:
		return lo
	case n < len(t) && t[n] < hi: // it does not hold at lo, so the next change is a beginning
		return t[n]
	}
	return value.Never
}

// until is t without the changes after an instant.
func (t Timeline) until(last value.Instant) Timeline { return t[:t.changesUntil(last)] }

// change appends that it holds, or not, from an instant on. The instant must not be before
// the last change; at the same instant it replaces it.
func (t Timeline) change(at value.Instant, holds bool) Timeline {
	if n := len(t); n > 0 && t[n-1] == at {
		t = t[:n-1]
	}
	if holds != (len(t)%2 == 1) {
		t = append(t, at)
	}
	return t
}

// constant overwrites t with the timeline of what always, or never, holds.
func (t Timeline) constant(holds bool) Timeline {
	if holds {
		return append(t[:0], Always)
	}
	return t[:0]
}

// combine appends to out[:0] when all of the timelines hold or, with anyOf, at least one.
func combine(out Timeline, parts []Timeline, anyOf bool, cursor []int) Timeline {
	out, cursor = out[:0], cursor[:0]
	for range parts {
		cursor = append(cursor, 0)
	}
	for {
		next, more := value.Instant(0), false
		for i, p := range parts {
			if c := cursor[i]; c < len(p) && (!more || p[c] < next) {
				next, more = p[c], true
			}
		}
		if !more {
			return out
		}
		holding := 0
		for i, p := range parts {
			if c := cursor[i]; c < len(p) && p[c] == next {
				cursor[i]++
			}
			holding += cursor[i] % 2
		}
		out = out.change(next, holding == len(parts) || anyOf && holding > 0)
	}
}
