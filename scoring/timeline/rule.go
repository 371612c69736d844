package timeline

import (
	"math"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// rule is a rule of a condition, prepared for all slots.
type rule struct {
	condition.Rule
	zone *value.Zone
	test condition.Predicate // of a rule about dates

	// Of a rule about an attribute: its answers if they do not change with time; else its
	// dates by slot, one for each contact if it is about contacts.
	answers bitset.Bits
	dates   func(slot int) []value.Instant

	event  eventlog.EventID // of a rule about an event
	known  bool             // there is such an event
	others []value.Instant  // by slot, the dates that dates are compared with

	steps []step // scratch memory of one worker
}

// when appends to out[:0] when the rule holds for a slot with these events, whose trial is
// [start, end).
func (r *rule) when(out Timeline, slot int, log *slotEvents, start, end value.Instant) Timeline {
	switch r.Subject {
	case condition.EventSubject:
		r.steps = r.span(start, end).countSteps(r.steps[:0], log.named(r.event, r.known))
		return out.fromCounts(r.steps, r.holdsCount)
	case condition.ActiveDaysSubject:
		r.steps = r.span(start, end).daySteps(r.steps[:0], log.all(), r.zone)
		return out.fromCounts(r.steps, r.holdsCount)
	case condition.LastSeenSubject:
		return r.lastSeen(out, slot, log.all(), r.span(start, end))
	case condition.AttributeSubject, condition.ContactSubject:
	}
	if r.dates == nil {
		return out.constant(r.answers.Has(slot))
	}
	r.steps = r.steps[:0]
	for _, d := range r.dates(slot) {
		if d == value.Never {
			continue
		}
		from, to := r.relativeSpan(d)
		r.steps = append(r.steps, step{from, 1}, step{to, -1})
	}
	return out.fromCounts(r.steps, func(n int) bool { return n > 0 })
}

func (r *rule) holdsCount(n int) bool {
	return condition.CompareNumbers(r.Operator, float64(n), r.Number)
}

// span is the window of the rule for an account whose trial is [start, end).
func (r *rule) span(start, end value.Instant) span {
	w := r.Window
	if w.Span == condition.Last {
		return span{Always, math.MaxInt64, w.Length()}
	}
	const ever = math.MaxInt64 - 1
	lo, hi := w.Bounds(start, end, ever)
	return span{lo, hi, 0}
}

// lastSeen appends to out[:0] when the rule holds about the last event in the window.
func (r *rule) lastSeen(out Timeline, slot int, events []occurrence, s span) Timeline {
	out = out.constant(r.matches(slot, value.Never))
	events = slices.DeleteFunc(slices.Clone(events), func(e occurrence) bool { return !s.holds(e.at) })
	for i, e := range events {
		until := value.Instant(math.MaxInt64)
		if s.length > 0 {
			until = e.at + s.length
		}
		if i+1 < len(events) {
			until = min(until, events[i+1].at)
		}
		from, to := e.at, until
		if r.test.IsRelative() {
			from, to = r.relativeSpan(e.at)
			from, to = max(from, e.at), min(to, until)
		} else if !r.matches(slot, e.at) {
			to = from
		}
		if from >= to {
			out = out.change(e.at, false)
		} else {
			if from > e.at {
				out = out.change(e.at, false)
			}
			out = out.change(from, true)
			if to < until {
				out = out.change(to, false)
			}
		}
		if until < math.MaxInt64 && (i+1 == len(events) || until < events[i+1].at) {
			out = out.change(until, r.matches(slot, value.Never))
		}
	}
	return out
}

// matches reports whether a rule that does not depend on as-of holds for a date;
// [value.Never] is an absent one.
func (r *rule) matches(slot int, d value.Instant) bool {
	if r.ComparesAttributes() {
		return r.others != nil && condition.CompareDays(r.Operator, d, r.others[slot], r.zone)
	}
	return !r.test.IsRelative() && r.test.Matches(value.DateValue(d))
}

// relativeSpan is the as-of instants [from, to) at which a rule that compares a date with
// as-of holds.
func (r *rule) relativeSpan(d value.Instant) (from, to value.Instant) {
	days := value.Instant(r.Number) * value.Day
	switch op := r.Operator; {
	case op == condition.MoreThanDaysAgo:
		return d + days + 1, math.MaxInt64
	case op == condition.LessThanDaysAgo:
		return d, d + days
	case op == condition.InNextDays:
		return d - days, d
	case op == condition.InPast:
		return d, math.MaxInt64
	case op == condition.InFuture:
		return Always, d
	}
	return 0, 0
}
