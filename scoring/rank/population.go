package rank

import (
	"context"
	"fmt"
	"math/bits"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Population is what is known of all accounts at one as-of, in a form in which
// ranking and counting never ask the facts again. It is for reading only.
type Population struct {
	AsOf      value.Instant
	Zone      *value.Zone       // whose days were asked about; nil is UTC
	Status    []rulebook.Status // by slot, as are all slices here
	LeftOut   bitset.Bits       // accounts that would exist and are left out: they have no status
	Converted bitset.Bits       // accounts that exist and ever converted, whatever became of them since
	Start     []value.Instant   // of the trial; Never when not known
	End       []value.Instant   // of the trial, from its length where the data does not say; Never when not known
	LastSeen  []value.Instant   // last event at or before as-of; Never without one. Nil where no order is needed
	ByID      []uint32          // rank of each slot in the order of external ids; not needed where TieBreak is given
	TieBreak  []uint32          // the [TieBreakOrder]; where it is nil, rankers work it out
	Matches   Matches

	LookerDays int // the setting of the rulebook's lifecycle
}

// NewPopulation evaluates everything that the rulebook asks, in one pass. The
// errors are those of [eval.Run].
func NewPopulation(ctx context.Context, f eval.Facts, byID []uint32, m condition.Moment, book rulebook.Rulebook) (*Population, error) {
	m.TrialDays = book.Lifecycle.TrialDays
	answers, err := eval.Run(ctx, f, m, Conditions(book))
	if err != nil {
		return nil, err
	}
	return Assemble(ctx, f, byID, m, book, answers)
}

// Conditions lists the conditions that a population is made of: those of the
// lifecycle, then those of the signals. Whoever keeps answers evaluates only those
// that it lacks and calls [Assemble].
func Conditions(book rulebook.Rulebook) []condition.Condition {
	conditions := lifecycleConditions(book.Lifecycle)
	if book.Lifecycle.LeavesOut() {
		conditions = append(conditions, book.Lifecycle.LeftOut)
	}
	for _, side := range []rulebook.Side{rulebook.Adoption, rulebook.Fit} {
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
	everChurnedAnswer      // by a date, be it in force or not
	convertedAnswer        // by a date
	convertsLaterAnswer    // by a date
	saysConvertedAnswer    // by a yes
	saysNotConvertedAnswer // by a no
	lifecycleAnswers
)

func lifecycleConditions(l rulebook.Lifecycle) []condition.Condition {
	asks := func(name string, o condition.Operator) condition.Condition {
		return condition.Condition{Rules: []condition.Rule{{Subject: condition.AttributeSubject, Name: name, Operator: o}}}
	}
	conditions := make([]condition.Condition, lifecycleAnswers)
	for i, part := range l.StatusConditions() { // in the order of the first answers
		conditions[i] = part.When
	}
	conditions[everChurnedAnswer] = asks(value.ChurnedAt, condition.InPast)
	conditions[convertedAnswer] = asks(value.ConvertedAt, condition.InPast)
	conditions[convertsLaterAnswer] = asks(value.ConvertedAt, condition.InFuture)
	conditions[saysConvertedAnswer] = asks(value.Converted, condition.IsYes)
	conditions[saysNotConvertedAnswer] = asks(value.Converted, condition.IsNo)
	return conditions
}

// maskConditions are the distinct conditions of a side that a mask has room for: those
// of the levels and of the disqualifiers. Those that are switched off come last: they
// count for nothing, but are there at once when they are switched on.
func maskConditions(card rulebook.Scorecard, side rulebook.Side) []condition.Condition {
	wanted := card.Layout(side).Conditions()
	for _, s := range card.All() {
		if !s.Enabled && s.Side == side {
			wanted = append(wanted, s.When.EachLevel()...)
		}
	}
	var conditions []condition.Condition
	seen := make(map[string]bool)
	for _, c := range wanted {
		key := c.String()
		if seen[key] || len(conditions) == rulebook.MaxBits {
			continue
		}
		seen[key] = true
		conditions = append(conditions, c)
	}
	return conditions
}

// Assemble makes a population of the answers to the [Conditions] of the same
// rulebook, evaluated at the same moment. The ranks by external id may be nil
// where the caller fills in TieBreak, and last seen too where it ranks nobody. The
// error is of the facts, or says that the answers are not those of the rulebook.
func Assemble(
	ctx context.Context, f eval.Facts, byID []uint32, m condition.Moment, book rulebook.Rulebook, answers eval.Answers,
) (*Population, error) {
	conditions := Conditions(book)
	n := f.Accounts()
	if len(answers.Bits) != len(conditions) || answers.LastSeen != nil && len(answers.LastSeen) != n || byID != nil && len(byID) != n {
		return nil, fmt.Errorf("assembling %d accounts: %d answers to %d conditions, %d last seen, %d ranks",
			n, len(answers.Bits), len(conditions), len(answers.LastSeen), len(byID))
	}
	known, err := f.Known(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading which accounts are known: %w", err)
	}
	m.TrialDays = book.Lifecycle.TrialDays
	p := &Population{AsOf: m.AsOf, Zone: m.Zone, LastSeen: answers.LastSeen, ByID: byID, LookerDays: book.Lifecycle.LookerDays}
	if p.Start, p.End, err = eval.TrialDates(ctx, f, m); err != nil {
		return nil, err
	}
	life, signals := answers.Bits[:lifecycleAnswers], answers.Bits[lifecycleAnswers:]
	p.LeftOut = bitset.New(n)
	if book.Lifecycle.LeavesOut() {
		p.LeftOut, signals = signals[0].Clone(), signals[1:]
		p.LeftOut.IntersectWith(known)
		for slot := range p.LeftOut.All() {
			if p.Start[slot] > m.AsOf { // it does not exist yet
				p.LeftOut.Clear(slot)
			}
		}
		known, life = withoutLeftOut(known, life, p.LeftOut)
	}
	adoption := len(maskConditions(book.Card, rulebook.Adoption))
	masks := func(side rulebook.Side, answers []bitset.Bits) Masks {
		return buildMasks(n, sentencesOf(maskConditions(book.Card, side)), answers)
	}
	var transposing sync.WaitGroup
	transposing.Go(func() { p.Matches.Adoption = masks(rulebook.Adoption, signals[:adoption]) })
	p.Matches.Fit = masks(rulebook.Fit, signals[adoption:])
	p.classify(known, life, book.Lifecycle.Default)
	transposing.Wait()
	return p, nil
}

func sentencesOf(conditions []condition.Condition) []string {
	all := make([]string, len(conditions))
	for i, c := range conditions {
		all[i] = c.String()
	}
	return all
}

// withoutLeftOut is which accounts are known, and the answers of the lifecycle, as they
// were without the accounts that are left out.
func withoutLeftOut(known bitset.Bits, life []bitset.Bits, leftOut bitset.Bits) (bitset.Bits, []bitset.Bits) {
	known = known.Clone()
	known.DifferenceWith(leftOut)
	kept := make([]bitset.Bits, len(life))
	for i, answer := range life {
		kept[i] = answer.Clone()
		kept[i].DifferenceWith(leftOut)
	}
	return known, kept
}

// OnlyLeftOut is the population of the accounts that are left out: these have the status
// [rulebook.LeftOut], and all others none. It shares the rest with p.
func (p *Population) OnlyLeftOut() *Population {
	only := *p
	only.Status = make([]rulebook.Status, len(p.Status))
	for slot := range p.LeftOut.All() {
		only.Status[slot] = rulebook.LeftOut
	}
	only.Converted = bitset.New(len(p.Status))
	return &only
}

// classify gives each account that exists its status, and finds those that
// ever converted. The first condition that holds says the status. It works on 64
// accounts at a time, as the answers do.
func (p *Population) classify(known bitset.Bits, life []bitset.Bits, otherwise rulebook.Status) {
	p.Status = make([]rulebook.Status, len(p.Start))
	p.Converted = bitset.New(len(p.Start))
	outcomesKnown := knowsOutcomes(life)
	for w := range p.Converted {
		from := w << 6
		starts := p.Start[from:min(from+64, len(p.Start))]
		rest := known.Word(w)
		for i, start := range starts {
			if start > p.AsOf {
				rest &^= 1 << (i & 63)
			}
		}
		exists := rest
		paying := life[payingAnswer].Word(w)
		var slotsOf [rulebook.Churned + 1]uint64 // by status
		for _, answer := range []struct {
			status rulebook.Status
			holds  uint64
		}{
			{rulebook.Churned, life[churnedAnswer].Word(w)},
			{rulebook.Paying, paying},
			{rulebook.NotConverted, life[notConvertedAnswer].Word(w)},
			{rulebook.Trial, life[trialAnswer].Word(w)},
			{otherwise, ^uint64(0)},
		} {
			slotsOf[answer.status] |= answer.holds & rest
			rest &^= answer.holds
		}
		converted := slotsOf[rulebook.Paying] | paying | convertedBefore(life, w, slotsOf[rulebook.Churned], outcomesKnown)
		p.Converted[w] = converted & exists
		writeStatuses(p.Status[from:from+len(starts)], slotsOf)
	}
}

// knowsOutcomes reports whether a date or a yes or no says of any account at all
// whether it converted.
func knowsOutcomes(life []bitset.Bits) bool {
	for _, b := range life[convertedAnswer : saysNotConvertedAnswer+1] {
		if b.Any() {
			return true
		}
	}
	return false
}

// convertedBefore is which of 64 accounts, that are churned or had churned once,
// converted before that: those of which their own data says when or that they did.
// Where the workspace knows no outcomes, whoever is churned has paid.
func convertedBefore(life []bitset.Bits, w int, churned uint64, outcomesKnown bool) uint64 {
	if !outcomesKnown {
		return churned
	}
	says := life[convertedAnswer].Word(w) | life[saysConvertedAnswer].Word(w)&^life[convertsLaterAnswer].Word(w)
	return says & (churned | life[everChurnedAnswer].Word(w))
}

// writeStatuses writes the status of up to 64 slots, given which slots have each.
func writeStatuses(statuses []rulebook.Status, slotsOf [rulebook.Churned + 1]uint64) {
	slotsOf[rulebook.NoStatus] = 0
	for status, slots := range slotsOf {
		for ; slots != 0; slots &= slots - 1 {
			statuses[bits.TrailingZeros64(slots)] = rulebook.Status(status)
		}
	}
}

// Count is the number of accounts with the status.
func (p *Population) Count(status rulebook.Status) int {
	n := 0
	for _, s := range p.Status {
		if s == status {
			n++
		}
	}
	return n
}

// TimeLeft is what is left of a running trial, negative once it should have ended;
// false for other accounts, and where the end is not known.
func (p *Population) TimeLeft(slot int) (value.Instant, bool) {
	if p.Status[slot] != rulebook.Trial || !p.End[slot].Known() {
		return 0, false
	}
	return p.End[slot] - p.AsOf, true
}
