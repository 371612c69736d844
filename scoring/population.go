package scoring

import (
	"context"
	"fmt"
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
	ByID      []uint32  // rank of each slot in the order of external ids
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
// [PopulationConditions] of the same rulebook, evaluated at the same moment.
func AssemblePopulation(
	ctx context.Context, f Facts, byID []uint32, m Moment, book Rulebook, answers Answers,
) (*Population, error) {
	conditions := PopulationConditions(book)
	n := f.Accounts()
	if len(answers.Bits) != len(conditions) || len(answers.LastSeen) != n || len(byID) != n {
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
	p.classify(known, life, book.Life.Default)
	adoption := len(maskConditions(book.Card, Adoption))
	keys := make([]string, len(signals))
	for i, c := range conditions[lifeAnswers:] {
		keys[i] = c.String()
	}
	p.Matches.Adoption = BuildMasks(n, keys[:adoption], signals[:adoption])
	p.Matches.Fit = BuildMasks(n, keys[adoption:], signals[adoption:])
	return p, nil
}

// classify gives each account that exists its status, and finds those that
// ever converted.
func (p *Population) classify(known Bits, life []Bits, otherwise Status) {
	p.Status = make([]Status, len(p.Start))
	exist := NewBits(len(p.Start))
	for slot := range known.All() {
		if p.Start[slot] > p.AsOf {
			continue
		}
		exist.Set(slot)
		status := otherwise
		switch {
		case life[churnedAnswer].Has(slot):
			status = Churned
		case life[payingAnswer].Has(slot):
			status = Paying
		case life[notConvertedAnswer].Has(slot):
			status = NotConverted
		case life[trialAnswer].Has(slot):
			status = Trial
		}
		p.Status[slot] = status
	}
	p.Converted = life[churnedAnswer].And(life[unsaidAnswer])
	p.Converted.Add(life[payingAnswer])
	p.Converted.Keep(exist)
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
