package board

import (
	"context"
	"fmt"
	"sync"
	"time"

	"trialist/scoring/progress"
	"trialist/ui/clean"
	"trialist/ui/pace"
)

// loadProgress is how far the reading of the workspace has come. The command that
// reads tells it, and what is drawn asks.
type loadProgress struct {
	mu      sync.Mutex
	stage   string // "" before there is anything to tell
	percent int    // percent
	pace    pace.Estimator
}

// withProgress is a context for another reading of the workspace that is told here.
func (r *loadProgress) withProgress(ctx context.Context, now func() time.Time) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stage = ""
	return progress.NewContext(ctx, func(doing string, done, total int) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if doing != r.stage {
			r.stage, r.percent, r.pace = doing, 0, pace.Estimator{}
		}
		r.percent = max(r.percent, 100*done/max(1, total))
		r.pace.Record(now(), int64(done), int64(total))
	})
}

// text is what is being done, how far it is, and how long it will take as far
// as that is known; "" when there is nothing to tell.
func (r *loadProgress) text() clean.Text {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stage == "" {
		return ""
	}
	words := fmt.Sprintf("%s %d %%", r.stage, r.percent)
	if left, ok := r.pace.Remaining(); ok {
		words += ", " + pace.RemainingText(left)
	}
	return clean.Of(words)
}
