package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/job"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// counts are the numbers beside the settings: how many accounts have each status,
// band and so on, under the draft and under the saved rulebook.
type counts struct {
	job      job.Latest
	outdated bool // the draft or the data changed since they were asked for
	known    bool
	measurement
}

// measurement is the numbers under the saved rulebook and under a draft.
type measurement struct {
	input         draft.PreviewInput // what the draft was counted on
	saved         rank.Summary
	draft         rank.Summary
	leftOut       int // accounts, by the draft
	savedLeftOut  int
	notUnderstood []rulebook.WordCount                                      // by the draft, the commonest first
	conversions   [rulebook.NumBands][rulebook.NumBands]rank.CellConversion // of the draft, by fit and adoption band
}

// measured is the answer to requestCounts.
type measured struct {
	seq int
	measurement
	err error
}

// stale reports whether the numbers are of an older draft or older data.
func (c *counts) stale() bool { return c.outdated || c.job.Running }

// requestCounts counts again after a change. One count runs at a time; changes
// made meanwhile are in the next.
func (s *Screen) requestCounts() tea.Cmd {
	c, b := &s.counts, s.board
	if !s.ready() || !c.outdated || c.job.Running {
		return nil
	}
	c.outdated = false
	c.job.Start()
	have := c.input
	if other := s.draft.PreviewInput(); other.For(b.Population) {
		have = other // it has the matches of conditions edited in Signals
	}
	return measure(b.Context(), c.job.Seq, b.Cache(), b.Snapshot, have, s.draftBook())
}

func (s *Screen) handleMeasured(m measured) {
	c := &s.counts
	if fresh, _ := c.job.Finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		c.known = false
		s.frame.Fail(m.err)
		return
	}
	c.known, c.measurement = true, m.measurement
}

// measure is the command that counts the accounts under the saved rulebook of a
// snapshot and under a draft. Only conditions that the input does not have are
// evaluated.
func measure(ctx context.Context, seq int, cache *facts.Cache, snapshot board.Snapshot, have draft.PreviewInput, draft rulebook.Rulebook) tea.Cmd {
	return func() tea.Msg {
		m := measured{seq: seq}
		if m.input, m.err = have.Covering(ctx, cache, snapshot, draft); m.err != nil {
			return m
		}
		gaps, err := cache.Gaps(ctx, draft.Lifecycle, m.input.Ranker().Population().LeftOut)
		if err != nil {
			m.err = err
			return m
		}
		m.notUnderstood = gaps.NotUnderstood
		population := m.input.Ranker().Population()
		m.saved = rank.Summarize(snapshot.Population, snapshot.Book.Card)
		m.draft = rank.Summarize(population, draft.Card)
		m.leftOut, m.savedLeftOut = population.LeftOut.Count(), snapshot.Population.LeftOut.Count()
		m.conversions = rank.ConversionByCell(population, draft.Card)
		return m
	}
}

// totals is how many trials there are and how many of them are qualified, under
// the saved rulebook and under the draft.
func (s *Screen) totals() theme.Line {
	styles, c := s.frame.Theme(), &s.counts
	if !c.known {
		return nil
	}
	part := func(line theme.Line, n, saved int, one, many clean.Text) theme.Line {
		ink := styles.Muted
		if c.stale() {
			ink = styles.Muted
		}
		if n != saved {
			line = line.Add(styles.Muted, words.Number(saved)+" "+styles.Glyphs.Arrow+" ")
			if !c.stale() {
				ink = styles.Accent
			}
		}
		return line.Add(ink, words.Count(n, one, many))
	}
	line := part(nil, c.draft.Trial, c.saved.Trial, "trial", "trials").
		Add(styles.Muted, " "+styles.Glyphs.Bullet+" ")
	return part(line, c.draft.Qualified, c.saved.Qualified, "qualified", "qualified")
}
