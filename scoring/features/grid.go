package features

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/stats"
)

// The limits of a grid.
const (
	MinSignals     = 2
	MaxSignals     = 6
	defaultSignals = 4

	// MinFinished is how many finished trials a rate needs before it is compared
	// with another.
	MinFinished = 20
)

// Grid is the cells of a few signals.
type Grid struct {
	Signals []rulebook.Signal // MinSignals to MaxSignals of them
	Cells   []Cell            // one for each combination; see Cell.Used
}

// Cell is the accounts that match, or matched, exactly some of the signals of a grid.
type Cell struct {
	Used      uint // bit i is set for those that match signal i; it is also the index of the cell
	Trials    int  // running now
	FitTenths int  // mean fit score of the running trials in tenths of a point, half rounded up; -1 when there is none
	stats.Outcome
	Next Step
}

// Step is the one further signal whose cell converts best. It is an association, and says
// nothing about the cause.
type Step struct {
	Signal  int           // index of the signal; -1 for none
	With    stats.Outcome // of the cell with the signal as well
	Without stats.Outcome // of the cell itself
	TooFew  bool          // there is no step because of too few finished trials
}

// Default lists the signals of a grid until others are chosen: the first enabled ones
// of the adoption side, and of the fit side where these are too few for a grid.
func Default(card rulebook.Scorecard) []rulebook.Signal {
	enabled := card.Enabled(rulebook.Adoption)
	if missing := MinSignals - len(enabled); missing > 0 {
		fit := card.Enabled(rulebook.Fit)
		return append(slices.Clone(enabled), fit[:min(len(fit), missing)]...)
	}
	return enabled[:min(len(enabled), defaultSignals)]
}

// Choose returns the signals with these names. The error says which name is wrong, or that
// there are too few or too many.
func Choose(card rulebook.Scorecard, names []string) ([]rulebook.Signal, error) {
	var chosen []rulebook.Signal
	for _, name := range names {
		s, ok := card.ByName(name)
		if !ok {
			return nil, errors.New(card.UnknownName(name))
		}
		if s.Disqualifier {
			return nil, fmt.Errorf("%q is a disqualifier, not a signal", s.Name)
		}
		if slices.ContainsFunc(chosen, func(o rulebook.Signal) bool { return strings.EqualFold(o.Name, s.Name) }) {
			return nil, fmt.Errorf("signal %q is named twice", s.Name)
		}
		chosen = append(chosen, s)
	}
	return chosen, CheckCount(len(chosen))
}

// CheckCount returns an error unless n is from MinSignals to MaxSignals.
func CheckCount(n int) error {
	if n < MinSignals || n > MaxSignals {
		return fmt.Errorf("a grid needs %d to %d signals, not %d", MinSignals, MaxSignals, n)
	}
	return nil
}

// NewGrid counts the accounts of each cell. A running trial counts in Trials of the cell of
// what it matches now; a finished one in Finished of the cell of what it matched when it
// was decided. The ranking must be of the population and have the signals, and decided must
// be the answers of [Decided] to their conditions. The errors are those of the source.
func NewGrid(
	ctx context.Context, src segment.Source, p *rank.Population, r *rank.Ranking, signals []rulebook.Signal, decided []bitset.Bits,
) (Grid, error) {
	if err := CheckCount(len(signals)); err != nil {
		return Grid{}, err
	}
	matched := make([]bitset.Bits, len(signals))
	for i, s := range signals {
		var err error
		if matched[i], err = segment.SignalSlots(ctx, src, p, r.Card, s.Name); err != nil {
			return Grid{}, err
		}
	}
	g := Grid{Signals: signals, Cells: make([]Cell, 1<<len(signals))}
	sums := make([]uint64, len(g.Cells)) // of the fit of the running trials
	var total uint64                     // of the highest fit
	now, then := newCombinations(matched), newCombinations(decided)
	for slot, status := range p.Status {
		switch {
		case status == rulebook.NoStatus:
		case status == rulebook.Trial:
			at := now.at(slot)
			fit := r.Score(rulebook.Fit, slot)
			sums[at] += uint64(fit.Sum)
			total = uint64(fit.Total)
			g.Cells[at].Trials++
		default:
			cell := &g.Cells[then.at(slot)]
			cell.Finished++
			if p.Converted.Has(slot) {
				cell.Converted++
			}
		}
	}
	for at := range g.Cells {
		cell := &g.Cells[at]
		cell.Used, cell.FitTenths = uint(at), -1
		if all := total * uint64(cell.Trials); all > 0 {
			cell.FitTenths = int((2000*sums[at] + all) / (2 * all))
		}
		cell.Next = g.next(at)
	}
	return g, nil
}

// combinations finds which of several sets a slot is in. It loads 64 slots at a time.
type combinations struct {
	answers []bitset.Bits
	words   []uint64
	loaded  int // which 64 slots words has; -1 for none
}

func newCombinations(answers []bitset.Bits) *combinations {
	return &combinations{answers, make([]uint64, len(answers)), -1}
}

// at has bit i set if the slot is in answer i. It is fastest for ascending slots.
func (c *combinations) at(slot int) int {
	if w := slot >> 6; w != c.loaded {
		c.loaded = w
		for i, bits := range c.answers {
			c.words[i] = bits.Word(w)
		}
	}
	at := 0
	for i, word := range c.words {
		at |= int(word>>(slot&63)&1) << i
	}
	return at
}

// next is the best step from the cell at an index.
func (g Grid) next(at int) Step {
	here := g.Cells[at].Outcome
	best := Step{Signal: -1, Without: here, TooFew: at != len(g.Cells)-1}
	bestRate, known := here.Rate()
	if !known || here.Finished < MinFinished {
		return best
	}
	for i := range g.Signals {
		if at>>i&1 != 0 {
			continue
		}
		with := g.Cells[at|1<<i].Outcome
		if with.Finished < MinFinished {
			continue
		}
		best.TooFew = false
		if rate, _ := with.Rate(); rate > bestRate {
			best.Signal, best.With, bestRate = i, with, rate
		}
	}
	return best
}

// Compare returns a function that orders cells for display: by running trials or by
// conversion, the highest first, then in the order of the grid. By conversion, cells with
// fewer than [MinFinished] finished trials come after the others, as their rates say little,
// and cells without any come last.
func (g Grid) Compare(byConversion bool) func(a, b Cell) int {
	certainty := func(c Cell) int {
		switch {
		case c.Finished >= MinFinished:
			return 2
		case c.Finished > 0:
			return 1
		}
		return 0
	}
	return func(a, b Cell) int {
		if !byConversion {
			return cmp.Or(cmp.Compare(b.Trials, a.Trials), cmp.Compare(b.Finished, a.Finished), cmp.Compare(a.Used, b.Used))
		}
		rateA, _ := a.Rate()
		rateB, _ := b.Rate()
		return cmp.Or(
			cmp.Compare(certainty(b), certainty(a)), cmp.Compare(rateB, rateA), cmp.Compare(b.Finished, a.Finished), cmp.Compare(a.Used, b.Used),
		)
	}
}

// Condition is the condition of a segment that has the running trials of a cell.
func (g Grid) Condition(c Cell) condition.Condition {
	rules := []condition.Rule{{Subject: condition.StatusSubject, Operator: condition.Is, Texts: []string{rulebook.Trial.String()}}}
	for i, s := range g.Signals {
		rule := condition.Rule{Subject: condition.SignalSubject, Name: s.Name, Operator: condition.IsNo}
		if c.Used>>i&1 != 0 {
			rule.Operator = condition.IsYes
		}
		rules = append(rules, rule)
	}
	return condition.Condition{Rules: rules}
}
