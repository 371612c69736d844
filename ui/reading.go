package ui

import (
	"context"
	"fmt"
	"sync"
	"time"

	"trialist/scoring/progress"
	"trialist/ui/clean"
	"trialist/ui/pace"
)

// reading is how far the reading of the workspace has come. The command that
// reads tells it, and what is drawn asks.
type reading struct {
	mu    sync.Mutex
	doing string // "" before there is anything to tell
	share int    // percent
	pace  pace.Pace
}

// watch is a context for another reading of the workspace that is told here.
func (r *reading) watch(ctx context.Context, now func() time.Time) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.doing = ""
	return progress.NewContext(ctx, func(doing string, done, total int) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if doing != r.doing {
			r.doing, r.share, r.pace = doing, 0, pace.Pace{}
		}
		r.share = max(r.share, 100*done/max(1, total))
		r.pace.Note(now(), int64(done), int64(total))
	})
}

// words is what is being done, how far it is, and how long it will take as far
// as that is known; "" when there is nothing to tell.
func (r *reading) words() clean.Text {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.doing == "" {
		return ""
	}
	words := fmt.Sprintf("%s %d %%", r.doing, r.share)
	if left, ok := r.pace.Left(); ok {
		words += ", " + pace.Words(left)
	}
	return clean.Of(words)
}
