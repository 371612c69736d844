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
)

// RequestPaces finds where the trials of the snapshot stand among finished ones, unless
// that is known. Ask after each message, but only while it is on screen, as it replays
// all trials.
func (b *Board) RequestPaces() tea.Cmd {
	if !b.Ready() {
		return nil
	}
	ctx, people, card, source := b.travel.ctx, b.Population, b.Book.Card, b.filterSource(b.Snapshot)
	return b.paces.request(people, func() (*pace.Paces, error) { return source.Paces(ctx, people, card) })
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
