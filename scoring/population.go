package scoring

import (
	"context"
	"fmt"
	"math/bits"
	"sync"
)

// Population is what is known of all accounts at one as-of, in a form in which
// ranking and counting never ask the facts again. It is for reading only.
type Population struct {
	AsOf      Instant
	Status    []Status  // by slot, as are all slices here
	Converted Bits      // accounts that exist and ever converted, those that churned since included
	Start     []Instant // of the trial; Never when not known
	End       []Instant // of the trial, from its length where the data does not say; Never when not known
	LastSeen  []Instant // last event at or before as-of; Never without one
	ByID      []uint32  // rank of each slot in the order of external ids; not needed where Base is there
	Base      []uint32  // the [BaseOrder]; nil has rankers work it out
	Matches   Matches
}

// NewPopulation evaluates everything that the rulebook asks, in one pass. The
// errors are those of [Evaluate].
func NewPopulation(ctx context.Context, f Facts, byID []uint32, m Moment, book Rulebook) (*Population, error) {
	m.TrialDays = book.Life.TrialDays
	answers, err := Evaluate(ctx, f, m, PopulationConditions(book))
	if err != nil {
		return nil, err
	}
	return AssemblePopulation(ctx, f, byID, m, book, answers)
}

// PopulationConditions lists the conditions that a population is made of: those
// of the lifecycle, then those of the signals. Whoever has answers of earlier
// days asks for the others only and calls [AssemblePopulation].
func PopulationConditions(book Rulebook) []Condition {
	conditions := lifeConditions(book.Life)
	for _, side := range []Side{Adoption, Fit} {
		conditions = append(conditions, maskConditions(book.Card, side)...)
	}
	return conditions
}

// The places of the lifecycle's conditions among those of a population.
const (
	churnedAnswer = iota
	payingAnswer
	notConvertedAnswer
	trialAnswer
	unsaidAnswer // nothing says whether the account converted
	lifeAnswers
)

func lifeConditions(l Lifecycle) []Condition {
	unset := func(name string) Rule {
		return Rule{Subject: AttributeSubject, Name: name, Operator: IsNotSet}
	}
	return []Condition{
		churnedAnswer:      l.Churned,
		payingAnswer:       l.Paying,
		notConvertedAnswer: l.NotConverted,
		trialAnswer:        l.Trial,
		unsaidAnswer:       {Rules: []Rule{unset(Converted), unset(ConvertedAt)}},
	}
}

// maskConditions are the different conditions of a side that a mask has room
// for. Signals that are switched off come last: they count for nothing, but are
// there at once when they are switched on.
func maskConditions(card Scorecard, side Side) []Condition {
	var conditions []Condition
	seen := make(map[string]bool)
	for _, enabled := range []bool{true, false} {
		for _, s := range card.Signals(side) {
			key := s.When.String()
			if s.Enabled != enabled || seen[key] || len(conditions) == MaxSignals {
				continue
			}
			seen[key] = true
			conditions = append(conditions, s.When)
		}
	}
	return conditions
}

// AssemblePopulation makes a population of the answers to the
// [PopulationConditions] of the same rulebook, evaluated at the same moment. The
// ranks by external id may be nil where the caller fills in the base order.
func AssemblePopulation(
	ctx context.Context, f Facts, byID []uint32, m Moment, book Rulebook, answers Answers,
) (*Population, error) {
	conditions := PopulationConditions(book)
	n := f.Accounts()
	if len(answers.Bits) != len(conditions) || len(answers.LastSeen) != n || byID != nil && len(byID) != n {
		return nil, fmt.Errorf("assembling %d accounts: %d answers to %d conditions, %d last seen, %d ranks",
			n, len(answers.Bits), len(conditions), len(answers.LastSeen), len(byID))
	}
	known, err := f.Known(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading which accounts are known: %w", err)
	}
	m.TrialDays = book.Life.TrialDays
	p := &Population{AsOf: m.AsOf, LastSeen: answers.LastSeen, ByID: byID}
	if p.Start, p.End, err = newSheet(f, m).trials(ctx); err != nil {
		return nil, err
	}
	life, signals := answers.Bits[:lifeAnswers], answers.Bits[lifeAnswers:]
	adoption := len(maskConditions(book.Card, Adoption))
	masks := func(side Side, answers []Bits) Masks {
		return BuildMasks(n, sentences(maskConditions(book.Card, side)), answers)
	}
	var larger sync.WaitGroup
	larger.Go(func() { p.Matches.Adoption = masks(Adoption, signals[:adoption]) })
	p.Matches.Fit = masks(Fit, signals[adoption:])
	p.classify(known, life, book.Life.Default)
	larger.Wait()
	return p, nil
}

func sentences(conditions []Condition) []string {
	all := make([]string, len(conditions))
	for i, c := range conditions {
		all[i] = c.String()
	}
	return all
}

// classify gives each account that exists its status, and finds those that
// ever converted. It goes by 64 accounts at a time, as the answers come: the
// first condition that holds says the status.
func (p *Population) classify(known Bits, life []Bits, otherwise Status) {
	p.Status = make([]Status, len(p.Start))
	p.Converted = NewBits(len(p.Start))
	for w := range p.Converted {
		from := w << 6
		starts := p.Start[from:min(from+64, len(p.Start))]
		rest := known.word(w)
		for i, start := range starts {
			if start > p.AsOf {
				rest &^= 1 << (i & 63)
			}
		}
		churned, paying := life[churnedAnswer].word(w), life[payingAnswer].word(w)
		p.Converted[w] = (churned&life[unsaidAnswer].word(w) | paying) & rest
		var having [Churned + 1]uint64 // by status
		for _, answer := range []struct {
			status Status
			holds  uint64
		}{
			{Churned, churned},
			{Paying, paying},
			{NotConverted, life[notConvertedAnswer].word(w)},
			{Trial, life[trialAnswer].word(w)},
			{otherwise, ^uint64(0)},
		} {
			having[answer.status] |= answer.holds & rest
			rest &^= answer.holds
		}
		spread(p.Status[from:from+len(starts)], having)
	}
}

// spread writes down the status of up to 64 slots, of which having says who has
// which.
func spread(statuses []Status, having [Churned + 1]uint64) {
	having[NoStatus] = 0
	for status, slots := range having {
		for ; slots != 0; slots &= slots - 1 {
			statuses[bits.TrailingZeros64(slots)] = Status(status)
		}
	}
}

// Count is the number of accounts with the status.
func (p *Population) Count(status Status) int {
	n := 0
	for _, s := range p.Status {
		if s == status {
			n++
		}
	}
	return n
}
