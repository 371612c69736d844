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

// MinTrials is how many trials that have ended there are at least on a day, for others to
// be compared with them.
const MinTrials = proof.MinShown

// Pace is where a running trial stands.
type Pace struct {
	Day int // of the trial that was the last to be over, from 1
	Percentile

	EarlierDay int        // an earlier day, 0 for none
	Earlier    Percentile // as of that
}

// Paces is the pace of each running trial. It is for reading only.
type Paces struct {
	AsOf      value.Instant
	NoSignals bool // no signal of adoption is enabled, so that nobody has a pace

	// By slot, for reading only.
	Days        []uint16     // of the running trial that are over; 0 for other accounts
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

// New compares each running trial, as of the last of its days that is over, with the
// trials that have ended and were not decided by that day, as of the same day. The
// population must be of the facts and the moment. The errors are those of
// [timeline.Replay] and [proof.Replay].
func New(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard) (*Paces, error) {
	n := len(p.Status)
	s := &Paces{AsOf: m.AsOf, Days: make([]uint16, n), Percentiles: make([]Percentile, n), Earlier: make([]Percentile, n)}
	s.NoSignals = len(card.Enabled(rulebook.Adoption)) == 0
	wanted := s.countDays(p)
	if s.NoSignals || len(wanted) == 0 {
		return s, nil
	}
	card.Fit, card.Disqualifiers = nil, nil // they are not asked about
	return s, s.replay(ctx, f, m, p, card, wanted)
}

// countDays counts the days of each running trial, and lists those on which trials are
// compared. On a day that fewer than MinTrials of those that have ended lasted to nobody
// is.
func (s *Paces) countDays(p *rank.Population) (wanted []int) {
	var lasted, running [proof.MaxDay + 1]int // by day: trials that ended on it at the earliest, and that are at it
	for slot, status := range p.Status {
		start, end := p.Start[slot], p.End[slot]
		if status == rulebook.NoStatus || start == value.Never {
			continue
		}
		if status != rulebook.Trial {
			last := value.Instant(proof.MaxDay) // not known is long
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

// Percentile is the share of the account in a slot; not known where it has no pace.
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
