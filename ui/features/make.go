package features

import (
	"context"
	"errors"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/features"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/store/facts"
)

// key is what a grid depends on.
type key struct {
	ranking *rank.Ranking
	names   string
}

// decided is which finished accounts matched a condition when their trial was decided,
// by the sentence of the condition. It is kept from grid to grid, as another weight or
// another choice of signals changes none of it.
type decided struct {
	population *rank.Population
	bySentence map[string]bitset.Bits
}

// input is all that a grid is made from.
type input struct {
	cache      *facts.Cache
	moment     condition.Moment
	source     segment.Source
	population *rank.Population
	ranking    *rank.Ranking
	signals    []rulebook.Signal
	known      decided
}

// gridMade is the answer to a request for a grid.
type gridMade struct {
	seq   int
	grid  features.Grid
	known decided
	err   error
}

// Fetch makes the grid, unless it is there or on its way.
func (s *Screen) Fetch() tea.Cmd {
	if !s.board.Ready() || s.job.Running {
		return nil
	}
	if !s.chosenAsked {
		s.chosenAsked = true
		return readChosen(s.board.Context(), s.board.Store(), s.who)
	}
	if !s.chosenRead {
		return nil
	}
	signals := s.signals()
	names := make([]string, len(signals))
	for i, signal := range signals {
		names[i] = signal.Name
	}
	now := key{s.board.Ranking(), strings.Join(names, "\n")}
	if s.asked == now || features.CheckCount(len(signals)) != nil {
		return nil
	}
	s.asked = now
	s.job.Start()
	return makeGrid(s.board.Context(), s.job.Seq, input{
		s.board.Cache(), s.board.Moment(), s.board.FilterSource(), s.board.Population, s.board.Ranking(), signals, s.known,
	})
}

// makeGrid is the command of Fetch. It captures values only.
func makeGrid(ctx context.Context, seq int, in input) tea.Cmd {
	return func() tea.Msg {
		m := gridMade{seq: seq}
		if m.known, m.err = in.decide(ctx); m.err != nil {
			return m
		}
		answers := make([]bitset.Bits, len(in.signals))
		for i, signal := range in.signals {
			answers[i] = m.known.bySentence[signal.When.Level(1).String()]
		}
		m.grid, m.err = features.NewGrid(ctx, in.source, in.population, in.ranking, in.signals, answers)
		return m
	}
}

// decide is what is known with the conditions that are not known yet.
func (in input) decide(ctx context.Context) (decided, error) {
	all := decided{in.population, make(map[string]bitset.Bits)}
	if in.known.population == in.population {
		maps.Copy(all.bySentence, in.known.bySentence)
	}
	var missing []condition.Condition
	for _, signal := range in.signals {
		if _, known := all.bySentence[signal.When.Level(1).String()]; !known {
			missing = append(missing, signal.When.Level(1))
		}
	}
	if len(missing) == 0 {
		return all, nil
	}
	err := in.cache.Do(ctx, func(data *facts.Snapshot) error {
		if data.Accounts() != len(in.population.Status) {
			return facts.ErrStale // the board reads the import too, and then asks again
		}
		answers, err := features.Decided(ctx, data, in.moment, in.population, missing)
		if err != nil {
			return err
		}
		for i, c := range missing {
			all.bySentence[c.String()] = answers[i]
		}
		return nil
	})
	return all, err
}

// handleGrid takes over a grid. Where the data changed while it was made the one before
// stays until the next is there.
func (s *Screen) handleGrid(m gridMade) {
	fresh, _ := s.job.Finish(m.seq)
	if !fresh || errors.Is(m.err, facts.ErrStale) {
		return
	}
	s.result, s.err = m.grid, m.err
	if m.err == nil {
		s.known = m.known
	}
	s.updateRows()
}
