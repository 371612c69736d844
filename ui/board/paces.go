package board

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/job"
)

// paces is where the trials stand among finished ones. They are worked out only while
// something on screen asks for them, as that replays all trials.
type paces struct {
	job   job.Latest
	of    *rank.Population // that found was asked for, or is being asked for
	found *pace.Paces      // nil until they were asked for
}

// pacesFound is the answer to RequestPaces.
type pacesFound struct {
	seq   int
	of    *rank.Population
	found *pace.Paces
	err   error
}

// RequestPaces works out the paces of the snapshot, unless they are known. While an
// answer is pending nothing is started, so ask after each message.
func (b *Board) RequestPaces() tea.Cmd {
	p := &b.paces
	if !b.Ready() || p.job.Running || p.of == b.Population {
		return nil
	}
	p.job.Start()
	p.of = b.Population
	ctx, seq, people, card, source := b.travel.ctx, p.job.Seq, b.Population, b.Book.Card, b.filterSource(b.Snapshot)
	return func() tea.Msg {
		found, err := source.Paces(ctx, people, card)
		return pacesFound{seq, people, found, err}
	}
}

func (b *Board) handlePaces(m pacesFound) {
	if fresh, _ := b.paces.job.Finish(m.seq); fresh && m.err == nil {
		b.paces.found = m.found
	}
}

// Pace is where the account in a slot stands; false where it has no pace, or none was
// asked for.
func (b *Board) Pace(slot uint32) (pace.Pace, bool) {
	if b.paces.found == nil {
		return pace.Pace{}, false
	}
	return b.paces.found.Of(int(slot))
}

// PacesAsOf is the as-of of the paces, which may be earlier within the hour;
// [value.Never] while there are none.
func (b *Board) PacesAsOf() value.Instant {
	if b.paces.found == nil {
		return value.Never
	}
	return b.paces.found.AsOf
}

// WhyNoPace says why a running trial has no pace; "" while that is not known.
func (b *Board) WhyNoPace(slot uint32) string {
	if b.paces.found == nil || b.Population.Status[slot] != rulebook.Trial {
		return ""
	}
	return b.paces.found.WhyNone(int(slot))
}

// latestPaces keeps paces while as-of follows the clock: replaying all trials each minute
// would show nothing new, so that they are worked out again each hour, and when the data
// or the rulebook changes. It may be used by several goroutines at once.
type latestPaces struct {
	mu    sync.Mutex
	of    paceQuestion
	found *pace.Paces
}

// paceQuestion is what paces that are kept were made from.
type paceQuestion struct {
	data         store.SnapshotID
	version      int64
	replacements int64
	hour         value.Instant
}

// paceSource is a source of filters whose paces of the snapshot are those of its hour.
type paceSource struct {
	filter.Source
	latest   *latestPaces
	snapshot Snapshot
	question paceQuestion
	exact    bool // as-of does not follow the clock
}

func newPaceSource(source filter.Source, latest *latestPaces, snapshot Snapshot, exact bool) paceSource {
	q := paceQuestion{snapshot.DataID, snapshot.Version, snapshot.Replacements, snapshot.AsOf / value.Hour}
	return paceSource{source, latest, snapshot, q, exact}
}

// Paces is as in [filter.Source].
func (s paceSource) Paces(ctx context.Context, p *rank.Population, card rulebook.Scorecard) (*pace.Paces, error) {
	if s.exact || p != s.snapshot.Population || !card.Equal(s.snapshot.Book.Card) {
		return s.Source.Paces(ctx, p, card)
	}
	s.latest.mu.Lock()
	of, found := s.latest.of, s.latest.found
	s.latest.mu.Unlock()
	if found != nil && of == s.question {
		return found, nil
	}
	found, err := s.Source.Paces(ctx, p, card)
	if err == nil {
		s.latest.mu.Lock()
		s.latest.of, s.latest.found = s.question, found
		s.latest.mu.Unlock()
	}
	return found, err
}
