package proof

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
)

// Options says as of which day trials are replayed, and what counts as a conversion.
type Options struct {
	Day     int // of the trial, 1 or more
	Horizon int // days after the end of the trial within which a conversion counts; 0 for no limit
}

// The range of days, and the usual one.
const (
	MinDay     = 1
	MaxDay     = 365
	DefaultDay = 7
)

// Validate returns an error that names what is out of range.
func (o Options) Validate() error {
	if o.Day < MinDay || o.Day > MaxDay {
		return fmt.Errorf("day %d: say a day of the trial from %d to %d", o.Day, MinDay, MaxDay)
	}
	if o.Horizon < 0 || o.Horizon > 10*MaxDay {
		return fmt.Errorf("horizon %d: say days after the end of the trial, 0 for whenever", o.Horizon)
	}
	return nil
}

// Trial is an account as of a day of its trial.
type Trial struct {
	Slot      int
	Start     value.Instant
	AsOf      value.Instant // the last millisecond of the day
	Masks     [2]uint64     // by side, the mask of signals matched at AsOf
	Scores    [2]rulebook.Score
	Converted bool
	DecidedAt value.Instant // when it converted, churned or ended; Never when no date is known
	BoughtAt  value.Instant // when it converted; Never when it did not, or no date is known
}

// LastDay is the last day of the trial at whose end it was not decided, up to as-of: what
// has ended by as-of, at a time that is not known, was decided by then.
func (t *Trial) LastDay(asOf value.Instant) int {
	until := asOf
	if t.DecidedAt != value.Never {
		until = min(until, t.DecidedAt)
	}
	return int((until + 1 - t.Start) / value.Day)
}

// Selection is the trials as of a day, not scored yet, with counts of the accounts that are
// not among them.
type Selection struct {
	Options
	Trials  []Trial // that have ended, in the order of their start
	Running []Trial // that still run and have not converted so far

	Decided int // left out: converted, churned or ended before the day was over
	Early   int // left out: running, and the day is not over
	NoStart int // left out: ended, but the start is not known
	Open    int // left out: ended, but the horizon is not over
	Tuned   int // left out: ended, but the weights of the card were fitted on them
}

// Cohort is a selection with the scores of its trials under a card.
type Cohort struct {
	Selection
	Card rulebook.Scorecard
}

// Replay scores the trials as of the last millisecond of the day. Days of a trial are 24
// hours each, counted from its start. The population must be of the facts and the moment.
// The errors are those of [eval.MatchAt].
func Replay(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, o Options) (*Cohort, error) {
	s, err := coveringSample(ctx, f, m, p, card, o)
	if err != nil {
		return nil, err
	}
	return s.Cohort(card), nil
}

// replayUntuned is [Replay] without the trials that the card was fitted on.
func replayUntuned(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, o Options) (*Cohort, error) {
	s, err := coveringSample(ctx, f, m, p, card, o)
	if err != nil {
		return nil, err
	}
	return s.untunedCohort(card), nil
}

func coveringSample(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, card rulebook.Scorecard, o Options) (*Sample, error) {
	s, err := NewSample(ctx, f, m, p, o)
	if err != nil {
		return nil, err
	}
	return s.Covering(ctx, f, m, card)
}

// decisionDates are, by slot, the dates that decide the outcome of a trial.
type decisionDates struct{ converted, churned []value.Instant }

func readDecisions(ctx context.Context, f eval.Facts, m condition.Moment) (d decisionDates, err error) {
	if d.converted, err = eval.AccountDates(ctx, f, m, value.ConvertedAt); err != nil {
		return d, err
	}
	d.churned, err = eval.AccountDates(ctx, f, m, value.ChurnedAt)
	return d, err
}

// since is the date; [value.Never] when it is before the start or after as-of.
func since(date, start, asOf value.Instant) value.Instant {
	if date < start || date > asOf {
		return value.Never
	}
	return date
}

// newSelection selects the trials, in the order of their slots, with those that go on or
// without. The population must be of the facts and the moment.
func newSelection(ctx context.Context, f eval.Facts, m condition.Moment, p *rank.Population, o Options, running bool) (Selection, error) {
	s := Selection{Options: o}
	if err := o.Validate(); err != nil {
		return s, err
	}
	d, err := readDecisions(ctx, f, m)
	if err != nil {
		return s, err
	}
	s.Trials = make([]Trial, 0, p.Count(rulebook.Paying)+p.Count(rulebook.NotConverted)+p.Count(rulebook.Churned))
	if running {
		s.Running = make([]Trial, 0, p.Count(rulebook.Trial))
	}
	for slot, status := range p.Status {
		if status != rulebook.NoStatus && (running || status != rulebook.Trial) {
			s.add(slot, m, p, d)
		}
	}
	return s, nil
}

// add adds an account to the trials, or counts why it is left out.
func (c *Selection) add(slot int, m condition.Moment, p *rank.Population, d decisionDates) {
	running := p.Status[slot] == rulebook.Trial
	t := Trial{Slot: slot, Start: p.Start[slot], Converted: p.Converted.Has(slot) && !running, DecidedAt: value.Never, BoughtAt: value.Never}
	if t.Start == value.Never {
		if !running {
			c.NoStart++
		}
		return
	}
	t.AsOf = t.Start + value.Instant(c.Day)*value.Day - 1
	if had := d.converted[slot]; had != value.Never && had < t.Start && !running {
		if left := d.churned[slot]; left < had || left >= t.Start { // it was paying when the trial began
			c.Decided++
			return
		}
		t.Converted = false // it converted before this trial
	}
	converted, churned := since(d.converted[slot], t.Start, m.AsOf), since(d.churned[slot], t.Start, m.AsOf)
	end := p.End[slot]
	for _, at := range []value.Instant{converted, churned, end} {
		if at != value.Never && (t.DecidedAt == value.Never || at < t.DecidedAt) {
			t.DecidedAt = at
		}
	}
	switch {
	case running && t.AsOf > m.AsOf:
		c.Early++
	case running:
		t.DecidedAt = value.Never
		c.Running = append(c.Running, t)
	case t.LastDay(m.AsOf) < c.Day:
		c.Decided++
	case c.Horizon > 0 && end != value.Never && end+value.Instant(c.Horizon)*value.Day > m.AsOf:
		c.Open++
	default:
		if c.Horizon > 0 && t.Converted && converted != value.Never && end != value.Never {
			t.Converted = converted <= end+value.Instant(c.Horizon)*value.Day
		}
		if t.Converted {
			t.BoughtAt = converted
		}
		c.Trials = append(c.Trials, t)
	}
}

// Outcome is the outcome of the trials that have ended.
func (c *Selection) Outcome() stats.Outcome {
	var o stats.Outcome
	for i := range c.Trials {
		o.Count(c.Trials[i].Converted)
	}
	return o
}

// scored is the trials with their scores on a side.
func (c *Cohort) scored(side rulebook.Side) []stats.Scored {
	scored := make([]stats.Scored, len(c.Trials))
	for i := range c.Trials {
		scored[i] = stats.Scored{Score: int64(c.Trials[i].Scores[side].Sum), Converted: c.Trials[i].Converted}
	}
	return scored
}

// WithoutAttributes is the card without the signals that ask about attributes, as those
// have no history.
func WithoutAttributes(card rulebook.Scorecard) rulebook.Scorecard {
	return Without(card, asksAttributes)
}

// Without is the card without the signals for which leaves is true.
func Without(card rulebook.Scorecard, leaves func(rulebook.Signal) bool) rulebook.Scorecard {
	card.Adoption = slices.DeleteFunc(slices.Clone(card.Adoption), leaves)
	card.Fit = slices.DeleteFunc(slices.Clone(card.Fit), leaves)
	card.Disqualifiers = slices.DeleteFunc(slices.Clone(card.Disqualifiers), leaves)
	return card
}

// asksAttributes reports whether the signal asks about an attribute.
func asksAttributes(s rulebook.Signal) bool {
	return slices.ContainsFunc(s.When.Rules, func(r condition.Rule) bool {
		return r.Subject == condition.AttributeSubject || r.Subject == condition.ContactSubject
	})
}
