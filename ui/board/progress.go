package board

import (
	"context"
	"fmt"
	"sync"
	"time"

	"trialist/scoring/progress"
	"trialist/ui/clean"
	"trialist/ui/eta"
)

// loadProgress is how far a load has come. The command that loads writes it from
// its own goroutine, and drawing reads it.
type loadProgress struct {
	mu      sync.Mutex
	stage   string // what is being done; "" before there is anything to show
	percent int    // of the stage
	eta     eta.Estimator
}

// withProgress is a context for the next load. What the load reports through it is
// recorded here.
func (r *loadProgress) withProgress(ctx context.Context, now func() time.Time) context.Context {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stage = ""
	return progress.NewContext(ctx, func(doing string, done, total int) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if doing != r.stage {
			r.stage, r.percent, r.eta = doing, 0, eta.Estimator{}
		}
		r.percent = max(r.percent, 100*done/max(1, total))
		r.eta.Record(now(), int64(done), int64(total))
	})
}

// text is the stage with its percentage, and the time left once that is known;
// "" when there is nothing to show.
func (r *loadProgress) text() clean.Text {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stage == "" {
		return ""
	}
	words := fmt.Sprintf("%s %d %%", r.stage, r.percent)
	if left, ok := r.eta.Remaining(); ok {
		words += ", " + eta.RemainingText(left)
	}
	return clean.Of(words)
}
