package export

import (
	"io"
	"strconv"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
)

// EventWriter writes events, a row each. There are many of them, of few names
// and many in a row of the same account, so that cells of text are kept as they
// are written.
type EventWriter struct {
	table     *Table
	cellCache map[string][]byte
}

// maxCachedCells is how many cells of text are kept at a time.
const maxCachedCells = 4096

// NewEventWriter writes the header of events to w.
func NewEventWriter(w io.Writer, o Options) *EventWriter {
	e := &EventWriter{table: NewTable(w, o), cellCache: make(map[string][]byte)}
	for _, header := range []string{"account_id", "contact_id", "event", "timestamp", "count"} {
		e.table.Plain(header)
	}
	e.table.End()
	return e
}

// Write adds an event. Its own id is not written: it stands for nothing outside
// the file that it came in.
func (e *EventWriter) Write(row record.EventRow) error {
	e.text(row.Account)
	e.text(row.Contact)
	e.text(row.Name)
	t := e.table
	t.next()
	t.row = appendInstant(t.row, row.At)
	t.next()
	t.row = strconv.AppendUint(t.row, uint64(row.Count), 10)
	t.End()
	return nil
}

// text adds a cell of text.
func (e *EventWriter) text(p []byte) {
	content, kept := e.cellCache[string(p)]
	if !kept {
		if len(e.cellCache) == maxCachedCells {
			clear(e.cellCache)
		}
		content = appendCell(nil, e.table.escape(string(p), cell.AltersID))
		e.cellCache[string(p)] = content
	}
	e.table.next()
	e.table.row = append(e.table.row, content...)
}

// Flush writes what is buffered and returns the first error of writing.
func (e *EventWriter) Flush() error { return e.table.Flush() }

// appendInstant appends an instant as instantLayout has it, which takes the time
// package many times as long.
func appendInstant(row []byte, at value.Instant) []byte {
	t := at.Time()
	year, month, day := t.Date()
	if year < 0 || year > 9999 {
		return t.AppendFormat(row, instantLayout)
	}
	sinceMidnight := int((at%value.Day + value.Day) % value.Day)
	seconds, ms := sinceMidnight/1000, sinceMidnight%1000
	row = append(appendTwo(appendTwo(row, year/100), year%100), '-')
	row = append(appendTwo(row, int(month)), '-')
	row = append(appendTwo(row, day), 'T')
	row = append(appendTwo(row, seconds/3600), ':')
	row = append(appendTwo(row, seconds/60%60), ':')
	row = append(appendTwo(row, seconds%60), '.', byte('0'+ms/100))
	return append(appendTwo(row, ms%100), 'Z')
}

// appendTwo appends two digits.
func appendTwo(row []byte, n int) []byte { return append(row, byte('0'+n/10), byte('0'+n%10)) }
