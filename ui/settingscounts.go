package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// settingCounts are the numbers beside the settings: what the accounts would be
// under the draft, and what they are.
type settingCounts struct {
	job   job
	old   bool // there has been a change since they were asked for
	known bool
	measured
}

// measured is how a population stands under the saved rulebook and a draft.
type measured struct {
	basis  basis // that the draft was measured on
	saved  rank.Summary
	draft  rank.Summary
	yields [rulebook.NumBands][rulebook.NumBands]rank.CellConversion // of the draft
}

// counted is an answer of measure.
type counted struct {
	seq int
	measured
	err error
}

// stale reports whether a newer answer is on its way or to be asked for.
func (c *settingCounts) stale() bool { return c.old || c.job.running }

// count asks for the numbers when there has been a change. One question is on
// its way at a time; what changes meanwhile is asked for after that.
func (s *settings) count() tea.Cmd {
	c, b := &s.counts, s.board
	if !s.ready() || !c.old || c.job.running {
		return nil
	}
	c.old = false
	c.job.start()
	have := c.basis
	if other := s.drafting.forecast.basis; other.of == b.people {
		have = other // has the answers to what was edited in Signals
	}
	return measure(b.ctx, c.job.seq, b.cache, b.workspace, have, s.book())
}

func (s *settings) takeCounted(m counted) {
	c := &s.counts
	if fresh, _ := c.job.finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		c.known = false
		s.frame.Fail(m.err)
		return
	}
	c.known, c.measured = true, m.measured
}

// measure counts the accounts under the saved rulebook of w and under a draft.
// Conditions are evaluated only when the basis does not have their answers.
func measure(ctx context.Context, seq int, cache *store.Cache, w workspace, have basis, draft rulebook.Rulebook) tea.Cmd {
	return func() tea.Msg {
		m := counted{seq: seq}
		if m.basis, m.err = have.suited(ctx, cache, w, draft); m.err != nil {
			return m
		}
		people := m.basis.ranker.Population()
		m.saved = rank.Summarize(w.people, w.book.Card)
		m.draft = rank.Summarize(people, draft.Card)
		m.yields = rank.ConversionByCell(people, draft.Card)
		return m
	}
}

// totals is how many trials there are and how many of them are qualified.
func (s *settings) totals() theme.Line {
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
			line = line.Add(look.Muted, number(saved)+" "+look.Glyphs.Arrow+" ")
			if !c.stale() {
				ink = look.Accent
			}
		}
		return line.Add(ink, count(n, one, many))
	}
	line := part(nil, c.draft.Trial, c.saved.Trial, "trial", "trials").
		Add(look.Muted, " "+look.Glyphs.Bullet+" ")
	return part(line, c.draft.Qualified, c.saved.Qualified, "qualified", "qualified")
}
