package features

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/segment"
	"trialist/scoring/stats"
)

// noSource is a source that is never asked.
type noSource struct{}

func (noSource) Conditions(context.Context, []condition.Condition) ([]bitset.Bits, error) {
	panic("all signals are in the masks")
}

func (noSource) EverHeld(context.Context, bitset.Bits, []condition.Condition) (bitset.Bits, error) {
	panic("nobody asks for classes")
}

func (noSource) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	return nil, nil
}

func (noSource) Paces(context.Context, *rank.Population, rulebook.Scorecard) (*pace.Paces, error) {
	return nil, nil
}

func TestGridPartitionsTheAccounts(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(7, 7))
	for k := MinSignals; k <= MaxSignals; k++ {
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: 8, Fit: 3})
		p := ranktest.RandomPopulation(rng, card, 3000, 1000)
		r := rank.Rank(p, card, rank.ByAdoption)
		signals := card.Enabled(rulebook.Adoption)
		if len(signals) < k {
			continue
		}
		decided := make([]bitset.Bits, k)
		for i := range decided {
			decided[i] = bitset.Where(len(p.Status), func(int) bool { return rng.IntN(3) > 0 })
		}
		g, err := NewGrid(t.Context(), noSource{}, p, r, signals[:k], decided)
		if err != nil || len(g.Cells) != 1<<k {
			t.Fatalf("%d cells, %v", len(g.Cells), err)
		}
		want := make([]Cell, 1<<k) // counted from the masks of the ranking, and from decided
		for slot, status := range p.Status {
			then := 0
			for i, bits := range decided {
				if bits.Has(slot) {
					then |= 1 << i
				}
			}
			switch {
			case status == rulebook.Trial:
				want[r.SignalMask(rulebook.Adoption, slot)&(1<<k-1)].Trials++
			case status != rulebook.NoStatus:
				cell := &want[then]
				cell.Finished++
				if p.Converted.Has(slot) {
					cell.Converted++
				}
			}
		}
		trials := 0
		for i, cell := range g.Cells {
			if cell.Used != uint(i) || cell.Trials != want[i].Trials || cell.Outcome != want[i].Outcome {
				t.Errorf("%d signals, cell %b: %+v, want %+v", k, i, cell, want[i])
			}
			trials += cell.Trials
		}
		if trials != p.Count(rulebook.Trial) || trials == 0 {
			t.Errorf("the cells have %d of %d trials", trials, p.Count(rulebook.Trial))
		}
	}
}

func TestNextStep(t *testing.T) {
	t.Parallel()
	of := func(finished, converted int) Cell {
		return Cell{Outcome: stats.Outcome{Finished: finished, Converted: converted}}
	}
	g := Grid{Signals: make([]rulebook.Signal, 2), Cells: []Cell{of(100, 10), of(40, 8), of(50, 20), of(19, 19)}}
	for at, want := range []Step{
		{Signal: 1, With: stats.Outcome{Finished: 50, Converted: 20}, Without: stats.Outcome{Finished: 100, Converted: 10}},
		{Signal: -1, Without: stats.Outcome{Finished: 40, Converted: 8}, TooFew: true},
		{Signal: -1, Without: stats.Outcome{Finished: 50, Converted: 20}, TooFew: true},
		{Signal: -1, Without: stats.Outcome{Finished: 19, Converted: 19}}, // it has every signal
	} {
		if got := g.next(at); got != want {
			t.Errorf("cell %b: %+v, want %+v", at, got, want)
		}
	}
	g.Cells[3] = of(20, 1)
	if got, want := g.next(2), (Step{Signal: -1, Without: stats.Outcome{Finished: 50, Converted: 20}}); got != want {
		t.Errorf("a step that converts less: %+v, want %+v", got, want)
	}
}

func TestCellsThatConvertedMostComeFirst(t *testing.T) {
	t.Parallel()
	of := func(used uint, finished, converted int) Cell {
		return Cell{Used: used, Outcome: stats.Outcome{Finished: finished, Converted: converted}}
	}
	cells := []Cell{of(0, 0, 0), of(1, 1, 1), of(2, 30, 9), of(3, 20, 18), of(4, 19, 1), of(5, 60, 18)}
	slices.SortFunc(cells, Grid{}.Compare(true))
	var got []uint
	for _, c := range cells {
		got = append(got, c.Used)
	}
	if want := []uint{3, 5, 2, 1, 4, 0}; !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

func TestDefaultTakesFitWhereAdoptionHasTooFew(t *testing.T) {
	t.Parallel()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5, 5)
	card.Adoption, card.Fit = card.Adoption[:1], card.Adoption[1:]
	for i := range card.Fit {
		card.Fit[i].Side = rulebook.Fit
	}
	if got := Default(card); len(got) != 2 || got[1].Name != card.Fit[0].Name {
		t.Errorf("the signals are %v", got)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5, 5)
	for _, test := range []struct {
		names []string
		want  string
	}{
		{[]string{"Signal 1", "signal 2"}, ""},
		{[]string{"signal 1"}, "a grid needs 2 to 6 signals, not 1"},
		{[]string{"signal 1", "SIGNAL 1"}, `signal "signal 1" is named twice`},
		{[]string{"signal 1", "gone"}, `no signal is named "gone"`},
	} {
		_, err := Choose(card, test.names)
		if got := errorText(err); got != test.want {
			t.Errorf("%q: %s, want %s", test.names, got, test.want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
