package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"trialist/scoring/progress"
	"trialist/store"
	"trialist/ui/pace"
)

// meter shows how far long work has come on one line of a terminal, and nothing
// elsewhere. It draws by the clock, not when it is told something, so that a
// source that stands still is seen to. It may be told by several goroutines.
type meter struct {
	w io.Writer

	mu      sync.Mutex
	now     work
	pace    pace.Pace // of what is measured
	count   pace.Pace // of what is counted
	measure func() (done, total int64)
	timer   *time.Timer // nil while there is nothing to show
	drawn   bool
}

// Times that the meter works by.
const (
	everySo  = 100 * time.Millisecond // how long a drawn line stands: often enough to see it move
	patience = 500 * time.Millisecond // what takes less shows nothing
)

func newMeter(w io.Writer) *meter { return &meter{w: w} }

// show is told how far the work has come.
func (m *meter) show(now work) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fresh := now.what != m.now.what || now.doing != m.now.doing
	m.now = now
	if fresh {
		m.pace, m.count, m.measure = pace.Pace{}, pace.Pace{}, nil
		m.note()
	}
	if m.timer == nil && terminalWidth(m.w) > 0 {
		m.timer = time.AfterFunc(patience, m.draw)
	}
}

// watch is show for work that cannot tell how far it is but can be looked at.
func (m *meter) watch(now work, measure func() (done, total int64)) {
	m.show(now)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.measure = measure
}

func (m *meter) note() {
	now := time.Now()
	m.pace.Note(now, m.now.done, m.now.total)
	m.count.Note(now, m.now.count, 0)
}

// draw draws the line over the one before, without clearing that first: a line
// that goes away and comes back flickers.
func (m *meter) draw() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.timer == nil {
		return // cleared while this waited for the lock
	}
	if m.measure != nil {
		m.now.done, m.now.total = m.measure()
	}
	m.note()
	m.drawn = true
	_, _ = fmt.Fprintf(m.w, "\r%s\x1b[K", m.now.line(&m.pace, &m.count, terminalWidth(m.w)-1))
	m.timer.Reset(everySo)
}

// clear takes the line away: the work is done, or something is to be printed.
func (m *meter) clear() {
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
	m.now, m.measure = work{}, nil
}

// importing shows the progress of the import of a file of so many bytes, or
// where that is 0, of so many rows; 0 when nobody knows.
func (m *meter) importing(name string, size, rows int64) func(store.Progress) {
	return func(p store.Progress) {
		switch {
		case p.ToMerge > 0:
			m.show(work{name, "storing", int64(p.Merged), int64(p.ToMerge), int64(p.Merged), "accounts"})
		case size > 0:
			m.show(work{name, "reading", min(p.Read, size), size, int64(p.Rows), "rows"})
		default:
			m.show(work{name, "reading", int64(p.Rows), rows, int64(p.Rows), "rows"})
		}
	}
}

// watching is a context under which what takes long to find out is shown.
func (m *meter) watching(ctx context.Context) context.Context {
	return progress.NewContext(ctx, func(doing string, done, total int) {
		m.show(work{doing: doing, done: int64(done), total: int64(total)})
	})
}
