package main

import (
	"fmt"
	"io"
	"time"

	"trialist/store"
	"trialist/ui/clean"
)

// meter shows how far something has come on one line of a terminal. Elsewhere
// it shows nothing.
type meter struct {
	w     io.Writer
	width int       // 0 where w is no terminal
	next  time.Time // when to draw again
	drawn bool
}

// everySo is how long a drawn line stands: often enough to see it move.
const everySo = 100 * time.Millisecond

func newMeter(w io.Writer) *meter { return &meter{w: w, width: terminalWidth(w)} }

// show draws the line, when it is time to.
func (m *meter) show(line func() string) {
	if m.width == 0 {
		return
	}
	now := time.Now()
	if now.Before(m.next) {
		return
	}
	m.next = now.Add(everySo)
	m.drawn = true
	_, _ = fmt.Fprintf(m.w, "\r\x1b[K%s", clean.Of(line()).Fit(m.width-1))
}

// clear takes the line away again.
func (m *meter) clear() {
	if m.drawn {
		_, _ = fmt.Fprint(m.w, "\r\x1b[K")
	}
}

// importing shows the progress of the import of a file of so many bytes, 0 when
// nobody knows.
func (m *meter) importing(name string, size int64) func(store.Progress) {
	return func(p store.Progress) {
		m.show(func() string {
			switch {
			case p.ToMerge > 0:
				return fmt.Sprintf("%s  storing  %d %%", name, 100*p.Merged/p.ToMerge)
			case size > 0:
				return fmt.Sprintf("%s  reading  %d %%  %d rows", name, min(100, 100*p.Read/size), p.Rows)
			}
			return fmt.Sprintf("%s  reading  %d rows", name, p.Rows)
		})
	}
}
