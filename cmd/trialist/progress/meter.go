package progress

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"trialist/cmd/trialist/terminal"
	"trialist/scoring/progress"
	"trialist/store/ingest"
	"trialist/ui/eta"
)

// Meter shows the progress of long work on one line of a terminal, and nothing
// elsewhere. It redraws by the clock and not at each report, so that a source that
// stalls is noticed. Its methods may be called from several goroutines.
type Meter struct {
	w io.Writer

	mu      sync.Mutex
	current State
	eta     eta.Estimator // of Done
	count   eta.Estimator // of Count
	measure func() (done, total int64)
	timer   *time.Timer // nil unless there is work to show
	drawn   bool
}

// Times of the meter.
const (
	redrawInterval = 100 * time.Millisecond // short enough to see the line move
	showDelay      = 500 * time.Millisecond // shorter work shows nothing
)

// NewMeter returns a meter that draws on w.
func NewMeter(w io.Writer) *Meter { return &Meter{w: w} }

// Show reports how far the work is.
func (m *Meter) Show(now State) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := now.Subject != m.current.Subject || now.Stage != m.current.Stage
	m.current = now
	if fresh {
		m.eta, m.count, m.measure = eta.Estimator{}, eta.Estimator{}, nil
		m.record()
	}
	if m.timer == nil && terminal.Width(m.w) > 0 {
		m.timer = time.AfterFunc(showDelay, m.draw)
	}
}

// Poll is Show for work that reports no progress: measure is called before each
// redraw.
func (m *Meter) Poll(now State, measure func() (done, total int64)) {
	m.Show(now)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.measure = measure
}

// record notes the progress, from which the rates are computed.
func (m *Meter) record() {
	now := time.Now()
	m.eta.Record(now, m.current.Done, m.current.Total)
	m.count.Record(now, m.current.Count, 0)
}

// draw draws the line over the previous one without clearing that first, as a line
// that goes away and comes back flickers.
func (m *Meter) draw() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer == nil {
		return // Clear was called while this waited for the lock
	}
	if m.measure != nil {
		m.current.Done, m.current.Total = m.measure()
	}
	m.record()
	m.drawn = true
	_, _ = fmt.Fprintf(m.w, "\r%s\x1b[K", m.current.text(&m.eta, &m.count, terminal.Width(m.w)-1))
	m.timer.Reset(redrawInterval)
}

// Clear removes the line. Call it when the work is done and before anything else is
// printed.
func (m *Meter) Clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer != nil {
		m.timer.Stop()
		m.timer = nil
	}
	if m.drawn {
		m.drawn = false
		_, _ = fmt.Fprint(m.w, "\r\x1b[K")
	}
	m.current, m.measure = State{}, nil
}

// ImportProgress returns a function that shows the progress of an import by bytes,
// if size is not 0, or else by rows. Both are 0 when nobody knows.
func (m *Meter) ImportProgress(name string, size, rows int64) func(ingest.Progress) {
	return func(p ingest.Progress) {
		switch {
		case p.ToMerge > 0:
			m.Show(State{name, "storing", int64(p.Merged), int64(p.ToMerge), int64(p.Merged), "accounts"})
		case size > 0:
			m.Show(State{name, "reading", min(p.Read, size), size, int64(p.Rows), "rows"})
		default:
			m.Show(State{name, "reading", int64(p.Rows), rows, int64(p.Rows), "rows"})
		}
	}
}

// WithProgress returns a context under which the meter shows the progress that
// scoring and store report.
func (m *Meter) WithProgress(ctx context.Context) context.Context {
	return progress.NewContext(ctx, func(doing string, done, total int) {
		m.Show(State{Stage: doing, Done: int64(done), Total: int64(total)})
	})
}
