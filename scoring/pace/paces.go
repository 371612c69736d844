package pace

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// MinTrials is how many trials that have ended a comparison needs at least.
const MinTrials = proof.MinShown

// Pace is the percentile of a running trial as of its last full day.
type Pace struct {
	Day int // of the trial, from 1: the last one that is over
	Percentile

	EarlierDay int        // an earlier day to compare with; 0 for none
	Earlier    Percentile // as of that
}

// Paces holds the pace of each running trial. It must not be changed.
type Paces struct {
	AsOf      value.Instant
	NoSignals bool // no adoption signal is enabled, so nobody has a pace

	// By slot; they must not be changed.
	Days        []uint16     // full days of the running trial so far; 0 for other accounts
	Percentiles []Percentile // as of the last of them
	Earlier     []Percentile // as of an earlier one
}

// earlierDay is the day that a day is compared with: two days before, or the first; 0 for
// none.
func earlierDay(day int) int {
	switch {
	case day > 2:
		return day - 2
	case day == 2:
		return 1
	}
	return 0
}

// New compares each running trial, as of its last full day, with the trials that have
// ended and were still undecided on that day of their own, as of that day. The population
// must be of the facts and the moment. The errors are those of [timeline.Replay] and
// [proof.Replay].
func New(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard) (*Paces, error) {
	n := len(p.Status)
	s := &Paces{AsOf: m.AsOf, Days: make([]uint16, n), Percentiles: make([]Percentile, n), Earlier: make([]Percentile, n)}
	s.NoSignals = len(card.Enabled(rulebook.Adoption)) == 0
	wanted := s.countDays(p)
	if s.NoSignals || len(wanted) == 0 {
		return s, nil
	}
	card.Fit, card.Disqualifiers = nil, nil // they do not count here
	return s, s.replay(ctx, f, m, p, card, wanted)
}

// countDays counts the full days of each running trial, and lists the days on which trials
// are compared. There is no comparison on a day that fewer than MinTrials of the ended
// trials reached.
func (s *Paces) countDays(p *rank.Population) (wanted []int) {
	var lasted, running [proof.MaxDay + 1]int // by day: ended trials that lasted to it, and running trials that are at it
	for slot, status := range p.Status {
		start, end := p.Start[slot], p.End[slot]
		if status == rulebook.NoStatus || start == value.Never {
			continue
		}
		if status != rulebook.Trial {
			last := value.Instant(proof.MaxDay) // without a known end it counts as long
			if end != value.Never {
				last = min((end-start+1)/value.Day, last)
			}
			if last > 0 {
				lasted[last]++
			}
			continue
		}
		if day := (s.AsOf + 1 - start) / value.Day; day >= 1 && day <= proof.MaxDay {
			s.Days[slot] = uint16(day)
			running[day]++
		}
	}
	still := 0
	for day := proof.MaxDay; day >= proof.MinDay; day-- {
		if still += lasted[day]; still < MinTrials {
			continue
		}
		if running[day] > 0 || day+2 <= proof.MaxDay && running[day+2] > 0 || day == 1 && running[2] > 0 {
			wanted = append(wanted, day)
		}
	}
	slices.Reverse(wanted)
	return wanted
}

// Of is the pace of the account in a slot; false where it has none.
func (s *Paces) Of(slot int) (Pace, bool) {
	if slot >= len(s.Days) || !s.Percentiles[slot].Known() {
		return Pace{}, false
	}
	p := Pace{Day: int(s.Days[slot]), Percentile: s.Percentiles[slot]}
	if s.Earlier[slot].Known() {
		p.Earlier, p.EarlierDay = s.Earlier[slot], earlierDay(p.Day)
	}
	return p, true
}

// Percentile is the percentile of the account in a slot; not known without a pace.
func (s *Paces) Percentile(slot int) Percentile {
	if slot >= len(s.Percentiles) {
		return Percentile{} // it came after the population was read
	}
	return s.Percentiles[slot]
}

// WhyNone says why a running trial has no pace, as a clause.
func (s *Paces) WhyNone(slot int) string {
	switch {
	case s.NoSignals:
		return "no signal of adoption is enabled"
	case slot >= len(s.Days) || s.Days[slot] == 0:
		return "the first day of the trial is not over"
	}
	return fmt.Sprintf("fewer than %d of the trials that have ended were still undecided on day %d", MinTrials, s.Days[slot])
}
