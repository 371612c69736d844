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

// counts are the numbers beside the settings: what the accounts would be
// under the draft, and what they are.
type counts struct {
	job      job.Latest
	outdated bool // there has been a change since they were asked for
	known    bool
	measurement
}

// measurement is how a population stands under the saved rulebook and a draft.
type measurement struct {
	input  draft.PreviewInput // that the draft was measured on
	saved  rank.Summary
	draft  rank.Summary
	yields [rulebook.NumBands][rulebook.NumBands]rank.CellConversion // of the draft
}

// measured is an answer of measure.
type measured struct {
	seq int
	measurement
	err error
}

// stale reports whether a newer answer is on its way or to be asked for.
func (c *counts) stale() bool { return c.outdated || c.job.Running }

// requestCounts asks for the numbers when there has been a change. One question is on
// its way at a time; what changes meanwhile is asked for after that.
func (s *Screen) requestCounts() tea.Cmd {
	c, b := &s.counts, s.board
	if !s.ready() || !c.outdated || c.job.Running {
		return nil
	}
	c.outdated = false
	c.job.Start()
	have := c.input
	if other := s.draft.PreviewInput(); other.For(b.Population) {
		have = other // has the answers to what was edited in Signals
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

// measure counts the accounts under the saved rulebook of w and under a draft.
// Conditions are evaluated only when the basis does not have their answers.
func measure(ctx context.Context, seq int, cache *facts.Cache, w board.Snapshot, have draft.PreviewInput, draft rulebook.Rulebook) tea.Cmd {
	return func() tea.Msg {
		m := measured{seq: seq}
		if m.input, m.err = have.Covering(ctx, cache, w, draft); m.err != nil {
			return m
		}
		people := m.input.Ranker().Population()
		m.saved = rank.Summarize(w.Population, w.Book.Card)
		m.draft = rank.Summarize(people, draft.Card)
		m.yields = rank.ConversionByCell(people, draft.Card)
		return m
	}
}

// totals is how many trials there are and how many of them are qualified.
func (s *Screen) totals() theme.Line {
	look, c := s.frame.Theme(), &s.counts
	if !c.known {
		return nil
	}
	part := func(line theme.Line, n, saved int, one, many clean.Text) theme.Line {
		ink := look.Muted
		if c.stale() {
			ink = look.Faint
		}
		if n != saved {
			line = line.Add(look.Muted, words.Number(saved)+" "+look.Glyphs.Arrow+" ")
			if !c.stale() {
				ink = look.Accent
			}
		}
		return line.Add(ink, words.Count(n, one, many))
	}
	line := part(nil, c.draft.Trial, c.saved.Trial, "trial", "trials").
		Add(look.Muted, " "+look.Glyphs.Bullet+" ")
	return part(line, c.draft.Qualified, c.saved.Qualified, "qualified", "qualified")
}
