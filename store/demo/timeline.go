package demo

import (
	"io"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// roundEvents is about how many events of a bulk workspace are in memory at a
// time, at eight bytes each.
const roundEvents = 4 << 20

// timeline yields the events of a bulk workspace in time order. Events are
// made account by account, so putting them in order would take all of them;
// instead it makes them once to count them by the hour, and then again for
// every run of hours that fits in memory, keeping only those of that run.
type timeline struct {
	bulk  *bulkWorkspace
	hours []int // events in each hour from the origin
	next  int   // the first hour not yet made

	buffered []packedEvent // a run of hours, in order
	position int           // the first not yet given away
	line     int
	spare    []packedEvent
	counts   [3600]int
}

// packedEvent is an event in one word: seconds from the origin, account, event.
type packedEvent uint64

func packEvent(second int64, account int, event uint8) packedEvent {
	return packedEvent(second)<<38 | packedEvent(account)<<6 | packedEvent(event)
}

func (h packedEvent) second() int64 { return int64(h >> 38) }
func (h packedEvent) account() int  { return int(h >> 6 & (1<<32 - 1)) }
func (h packedEvent) event() uint8  { return uint8(h & 63) }

// eventNames are the names as rows carry them.
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
	for _, h := range t.buffered[t.position:stop] {
		b.Events = append(b.Events, record.EventRow{
			Line:    line(t.line),
			Account: b.CopyBytes(appendID(id[:0], h.account())),
			Name:    eventNames[h.event()],
			At:      t.bulk.origin + value.Instant(h.second())*value.Second,
			Count:   1,
		})
		t.line++
	}
	t.position = stop
	return nil
}

// count finds out how many events each hour has.
func (t *timeline) count() {
	t.hours = make([]int, t.bulk.seconds/3600+1)
	t.bulk.activePeriods(func(s activePeriod, d random) {
		t.spare = s.drawEvents(d, t.spare[:0])
		for _, h := range t.spare {
			t.hours[h.second()/3600]++
		}
	})
}

// load makes the next run of hours that has events, and is false after the last.
func (t *timeline) load() bool {
	first, size := t.next, 0
	for t.next < len(t.hours) && (size == 0 || size+t.hours[t.next] <= roundEvents) {
		size += t.hours[t.next]
		t.next++
	}
	if size == 0 {
		return false
	}
	ends := make([]int, t.next-first) // of each hour in ready
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
		for _, h := range t.spare {
			if second := h.second(); second >= from && second < until {
				hour := second/3600 - int64(first)
				t.buffered[ends[hour]] = h
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

// sortHour sorts the events of one hour by second, and those of a second as they
// came, which is by account.
func (t *timeline) sortHour(hour []packedEvent) {
	if len(hour) == 0 {
		return
	}
	clear(t.counts[:])
	for _, h := range hour {
		t.counts[h.second()%3600]++
	}
	start := 0
	for i, n := range t.counts {
		t.counts[i], start = start, start+n
	}
	t.spare = append(t.spare[:0], hour...)
	for _, h := range t.spare {
		at := h.second() % 3600
		hour[t.counts[at]] = h
		t.counts[at]++
	}
}

// zipfTable holds every event as often as 1024 draws should give it.
var zipfTable = func() [1024]uint8 {
	var lanes [1024]uint8
	total, sum, at := 0, 0, 0
	for _, weight := range zipf {
		total += weight
	}
	for event, weight := range zipf {
		for sum += weight; at < sum*len(lanes)/total; at++ {
			lanes[at] = uint8(event)
		}
	}
	return lanes
}()

// drawEvents appends the events of a span in time order, no two in the same second.
// They come in sittings of about five, a sitting in each of as many equal
// parts of the span.
func (s activePeriod) drawEvents(d random, list []packedEvent) []packedEvent {
	const most = 120 // seconds between two events of a sitting
	sittings := (int64(s.events) + 4) / 5
	for k := range sittings {
		events := (k+1)*int64(s.events)/sittings - k*int64(s.events)/sittings
		from := s.start + k*s.length/sittings
		room := s.start + (k+1)*s.length/sittings - from
		gap := max(1, min(room/events, most))
		at := from + scaleTo(d.pcg.Uint64(), room-events*gap+1)
		for range events {
			draw := d.pcg.Uint64()
			list = append(list, packEvent(at, s.account, zipfTable[draw%uint64(len(zipfTable))]))
			at += 1 + scaleTo(draw, gap)
		}
	}
	return list
}

// scaleTo maps the upper half of a draw to 0 up to n, n not included.
func scaleTo(draw uint64, n int64) int64 { return int64((draw >> 32) * uint64(n) >> 32) }
