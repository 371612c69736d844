package search

import (
	"context"
	"sync"

	"trialist/scoring/condition"
	"trialist/scoring/segment"
	"trialist/store/facts"
)

// Index answers what filters ask of the data. It keeps the texts of the latest
// revision that was searched. A process has one for each workspace that it has
// open. It may be used by several goroutines at once.
type Index struct {
	cache *facts.Cache

	mu     sync.Mutex // held while texts are read, so that other searches wait for them
	latest *textIndex

	touchesMu     sync.Mutex
	latestTouches map[int]segment.TouchSummary // of touchesKey; nil when it was not read yet
	touchesKey    touchesKey
}

// New makes the index of the cache's workspace. It reads nothing yet.
func New(c *facts.Cache) *Index {
	x := &Index{cache: c}
	c.OnReplace(x.clear)
	return x
}

// clear drops the texts, so that they are read anew.
func (x *Index) clear() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.latest = nil
	x.touchesMu.Lock()
	defer x.touchesMu.Unlock()
	x.latestTouches = nil
}

// Source is a source for filters at the moment.
func (x *Index) Source(m condition.Moment) *Source {
	return &Source{index: x, moment: m, touches: m.AsOf}
}

// Load reads the texts that [Source.Text] searches, so that the first search does
// not wait for them.
func (x *Index) Load(ctx context.Context) error {
	return x.cache.Do(ctx, func(f *facts.Snapshot) error {
		_, err := x.texts(ctx, f)
		return err
	})
}
