package demo

import (
	"io"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// roundEvents is about how many events of a bulk workspace are in memory at a time.
// Each takes eight bytes.
const roundEvents = 4 << 20

// timeline yields the events of a bulk workspace in time order. Events are made
// account by account, and sorting all of them would take too much memory. So it makes
// them once to count them by hour. Then it makes them again for every run of hours
// that fits in memory, and keeps those of that run.
type timeline struct {
	bulk  *bulkWorkspace
	hours []int // events in each hour from the origin
	next  int   // the first hour after the current run

	buffered []packedEvent // the events of the current run, in order
	position int           // the next one to yield
	line     int
	spare    []packedEvent
	counts   [3600]int
}

// packedEvent is an event in one word: seconds from the origin, account, event.
type packedEvent uint64

func packEvent(second int64, account int, event uint8) packedEvent {
	return packedEvent(second)<<38 | packedEvent(account)<<6 | packedEvent(event)
}

func (e packedEvent) second() int64 { return int64(e >> 38) }
func (e packedEvent) account() int  { return int(e >> 6 & (1<<32 - 1)) }
func (e packedEvent) event() uint8  { return uint8(e & 63) }

// eventNames is the names of the events as bytes.
var eventNames = func() [eventCount][]byte {
	var names [eventCount][]byte
	for i, e := range catalogue {
		names[i] = []byte(e.name)
	}
	return names
}()

// Next appends the next events.
func (t *timeline) Next(b *record.Batch) error {
	if t.hours == nil {
		t.count()
	}
	if t.position == len(t.buffered) && !t.load() {
		return io.EOF
	}
	var id [12]byte
	stop := min(t.position+batchRows, len(t.buffered))
	for _, e := range t.buffered[t.position:stop] {
		b.AddEvent(&record.EventRow{
			Line:    line(t.line),
			Account: b.CopyBytes(appendID(id[:0], e.account())),
			Name:    eventNames[e.event()],
			At:      t.bulk.origin + value.Instant(e.second())*value.Second,
			Count:   1,
		})
		t.line++
	}
	t.position = stop
	return nil
}

// count counts the events of each hour.
func (t *timeline) count() {
	t.hours = make([]int, t.bulk.seconds/3600+1)
	t.bulk.activePeriods(func(s activePeriod, d random) {
		t.spare = s.drawEvents(d, t.spare[:0])
		for _, e := range t.spare {
			t.hours[e.second()/3600]++
		}
	})
}

// load makes the events of the next run of hours. It is false after the last one.
func (t *timeline) load() bool {
	first, size := t.next, 0
	for t.next < len(t.hours) && (size == 0 || size+t.hours[t.next] <= roundEvents) {
		size += t.hours[t.next]
		t.next++
	}
	if size == 0 {
		return false
	}
	ends := make([]int, t.next-first) // where the events of each hour end in buffered, so far
	for i := range ends[1:] {
		ends[i+1] = ends[i] + t.hours[first+i]
	}
	if cap(t.buffered) < size {
		t.buffered = make([]packedEvent, max(size, min(roundEvents, t.bulk.options.Events)))
	}
	t.buffered, t.position = t.buffered[:size], 0
	from, until := int64(first)*3600, int64(t.next)*3600
	t.bulk.activePeriods(func(s activePeriod, d random) {
		if s.start >= until || s.start+s.length <= from {
			return
		}
		t.spare = s.drawEvents(d, t.spare[:0])
		for _, e := range t.spare {
			if second := e.second(); second >= from && second < until {
				hour := second/3600 - int64(first)
				t.buffered[ends[hour]] = e
				ends[hour]++
			}
		}
	})
	start := 0
	for _, end := range ends {
		t.sortHour(t.buffered[start:end])
		start = end
	}
	return true
}

// sortHour sorts the events of one hour stably by second. Those of a second stay in
// the order of accounts.
func (t *timeline) sortHour(hour []packedEvent) {
	if len(hour) == 0 {
		return
	}
	clear(t.counts[:])
	for _, e := range hour {
		t.counts[e.second()%3600]++
	}
	start := 0
	for i, n := range t.counts {
		t.counts[i], start = start, start+n
	}
	t.spare = append(t.spare[:0], hour...)
	for _, e := range t.spare {
		second := e.second() % 3600
		hour[t.counts[second]] = e
		t.counts[second]++
	}
}

// zipfTable has every event as often as it should occur in 1024 draws.
var zipfTable = func() [1024]uint8 {
	var table [1024]uint8
	total, sum, at := 0, 0, 0
	for _, weight := range zipf {
		total += weight
	}
	for event, weight := range zipf {
		for sum += weight; at < sum*len(table)/total; at++ {
			table[at] = uint8(event)
		}
	}
	return table
}()

// drawEvents appends the events of a period in time order, no two in the same second.
// They come in sessions of about five. The period is divided into equal parts with a
// session in each.
func (s activePeriod) drawEvents(d random, list []packedEvent) []packedEvent {
	const maxGap = 120 // seconds between two events of a session
	sessions := (int64(s.events) + 4) / 5
	for k := range sessions {
		events := (k+1)*int64(s.events)/sessions - k*int64(s.events)/sessions
		from := s.start + k*s.length/sessions
		room := s.start + (k+1)*s.length/sessions - from
		gap := max(1, min(room/events, maxGap))
		at := from + scaleTo(d.pcg.Uint64(), room-events*gap+1)
		for range events {
			draw := d.pcg.Uint64()
			list = append(list, packEvent(at, s.account, zipfTable[draw%uint64(len(zipfTable))]))
			at += 1 + scaleTo(draw, gap)
		}
	}
	return list
}

// scaleTo maps the upper 32 bits of a draw to the range [0, n).
func scaleTo(draw uint64, n int64) int64 { return int64((draw >> 32) * uint64(n) >> 32) }
