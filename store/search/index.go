package search

import (
	"context"
	"sync"

	"trialist/scoring/condition"
	"trialist/store/facts"
)

// Index answers what filters ask of the data, and keeps the texts of the newest
// revision that was searched. A process has one for each workspace that it has
// open. It may be used by several goroutines at once.
type Index struct {
	cache *facts.Cache

	mu     sync.Mutex // held while texts are read, so that who searches meanwhile waits for them
	latest *textIndex
}

// New makes the index of the cache's workspace. Nothing is read before it is
// asked for.
func New(c *facts.Cache) *Index {
	x := &Index{cache: c}
	c.OnReplace(x.clear)
	return x
}

// clear has the texts read anew.
func (x *Index) clear() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.latest = nil
}

// Source answers filters at the moment.
func (x *Index) Source(m condition.Moment) *Source { return &Source{index: x, moment: m} }

// Load reads what [Source.Text] looks through, so that the first search does
// not wait for it.
func (x *Index) Load(ctx context.Context) error {
	return x.cache.Do(ctx, func(f *facts.Snapshot) error {
		_, err := x.texts(ctx, f)
		return err
	})
}
