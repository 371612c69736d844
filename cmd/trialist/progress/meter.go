package progress

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"trialist/cmd/trialist/terminal"
	"trialist/scoring/progress"
	"trialist/store"
	"trialist/ui/pace"
)

// Meter shows how far long work has come on one line of a terminal, and nothing
// elsewhere. It draws by the clock, not when it is told something, so that a
// source that stands still is seen to. It may be told by several goroutines.
type Meter struct {
	w io.Writer

	mu      sync.Mutex
	current State
	pace    pace.Pace // of what is measured
	count   pace.Pace // of what is counted
	measure func() (done, total int64)
	timer   *time.Timer // nil while there is nothing to show
	drawn   bool
}

// Times that the meter works by.
const (
	redrawInterval = 100 * time.Millisecond // how long a drawn line stands: often enough to see it move
	showDelay      = 500 * time.Millisecond // what takes less shows nothing
)

func NewMeter(w io.Writer) *Meter { return &Meter{w: w} }

// Show is told how far the work has come.
func (m *Meter) Show(now State) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := now.Subject != m.current.Subject || now.Stage != m.current.Stage
	m.current = now
	if fresh {
		m.pace, m.count, m.measure = pace.Pace{}, pace.Pace{}, nil
		m.record()
	}
	if m.timer == nil && terminal.Width(m.w) > 0 {
		m.timer = time.AfterFunc(showDelay, m.draw)
	}
}

// Poll is show for work that cannot tell how far it is but can be looked at.
func (m *Meter) Poll(now State, measure func() (done, total int64)) {
	m.Show(now)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.measure = measure
}

func (m *Meter) record() {
	now := time.Now()
	m.pace.Note(now, m.current.Done, m.current.Total)
	m.count.Note(now, m.current.Count, 0)
}

// draw draws the line over the one before, without clearing that first: a line
// that goes away and comes back flickers.
func (m *Meter) draw() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer == nil {
		return // cleared while this waited for the lock
	}
	if m.measure != nil {
		m.current.Done, m.current.Total = m.measure()
	}
	m.record()
	m.drawn = true
	_, _ = fmt.Fprintf(m.w, "\r%s\x1b[K", m.current.text(&m.pace, &m.count, terminal.Width(m.w)-1))
	m.timer.Reset(redrawInterval)
}

// Clear takes the line away: the work is done, or something is to be printed.
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

// ImportProgress shows the progress of the import of a file of so many bytes, or
// where that is 0, of so many rows; 0 when nobody knows.
func (m *Meter) ImportProgress(name string, size, rows int64) func(store.Progress) {
	return func(p store.Progress) {
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

// WithProgress is a context under which what takes long to find out is shown.
func (m *Meter) WithProgress(ctx context.Context) context.Context {
	return progress.NewContext(ctx, func(doing string, done, total int) {
		m.Show(State{Stage: doing, Done: int64(done), Total: int64(total)})
	})
}
