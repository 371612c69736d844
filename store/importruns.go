package store

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"trialist/scoring"
)

// maxPending is how many event rows are held in memory, 16 bytes each and twice
// that while they are sorted. Files with more go through a temporary file.
const maxPending = 6 << 20

// pendingBlock is how many rows are held in one piece.
const pendingBlock = 1 << 16

// eventRuns collects event rows and gives them back account by account. What a
// file says of one account must be merged at once, because equal rows of one
// file add up while those of different files do not; so rows that do not fit in
// memory are put aside as runs, sorted by account, and joined when read back.
type eventRuns struct {
	limit  int
	blocks [][]pendingEvent
	count  int
	extras []eventExtra
	aside  *os.File // runs one after another; nil without any
	ends   []int64  // where each run in it ends
}

// newEventRuns holds up to limit rows in memory, or maxPending.
func newEventRuns(limit int) *eventRuns {
	if limit == 0 {
		limit = maxPending
	}
	return &eventRuns{limit: limit}
}

// add takes in a row.
func (r *eventRuns) add(account uint32, at scoring.Instant, x eventExtra) error {
	if r.count+len(r.extras) >= r.limit {
		if err := r.putAside(); err != nil {
			return fmt.Errorf("put events aside: %w", err)
		}
	}
	e := pendingEvent{account: account, what: x.event, at: at}
	if x != (eventExtra{event: x.event, count: 1}) {
		e.what = extraFlag | uint32(len(r.extras))
		r.extras = append(r.extras, x)
	}
	last := len(r.blocks) - 1
	if last < 0 || len(r.blocks[last]) == pendingBlock {
		r.blocks = append(r.blocks, make([]pendingEvent, 0, pendingBlock))
		last++
	}
	r.blocks[last] = append(r.blocks[last], e)
	r.count++
	return nil
}

// sorted is the rows in memory by account, and otherwise in the order of the
// file. It forgets them.
func (r *eventRuns) sorted() []pendingEvent {
	top := uint32(0)
	for _, block := range r.blocks {
		for i := range block {
			top = max(top, block[i].account)
		}
	}
	starts := make([]uint32, top+2)
	for _, block := range r.blocks {
		for i := range block {
			starts[block[i].account+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	events := make([]pendingEvent, r.count)
	for _, block := range r.blocks {
		for i := range block {
			at := &starts[block[i].account]
			events[*at] = block[i]
			*at++
		}
	}
	r.blocks, r.count = nil, 0
	return events
}

// putAside moves the rows in memory to the end of the temporary file.
func (r *eventRuns) putAside() error {
	if r.aside == nil {
		var err error
		if r.aside, err = os.CreateTemp("", "trialist-import-*"); err != nil {
			return err
		}
		// Where the system allows it the file goes now, and not only when the
		// program ends as it should.
		_ = os.Remove(r.aside.Name())
	}
	w := bufio.NewWriterSize(r.aside, 1<<18)
	var b []byte
	var size int64
	memory := &memoryRun{events: r.sorted(), extras: r.extras}
	for memory.more() {
		b = memory.appendAccount(b[:0])
		size += int64(len(b))
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	if n := len(r.ends); n > 0 {
		size += r.ends[n-1]
	}
	r.ends = append(r.ends, size)
	r.extras = r.extras[:0]
	return w.Flush()
}

// close gives the temporary file back.
func (r *eventRuns) close() {
	if r.aside != nil {
		_ = r.aside.Close()
		_ = os.Remove(r.aside.Name())
	}
}

// eventRun is rows sorted by account.
type eventRun interface {
	next() (account uint32, ok bool) // the account at hand, false after the last
	take(*accountEvents) error       // adds its rows and goes on to the next
}

// runs are all runs there are.
func (r *eventRuns) runs() ([]eventRun, error) {
	all := []eventRun{&memoryRun{events: r.sorted(), extras: r.extras}}
	start := int64(0)
	for _, end := range r.ends {
		f := &fileRun{r: bufio.NewReaderSize(io.NewSectionReader(r.aside, start, end-start), 1<<18)}
		if err := f.open(); err != nil {
			return nil, err
		}
		all = append(all, f)
		start = end
	}
	return all, nil
}

// memoryRun is a run in memory.
type memoryRun struct {
	events []pendingEvent
	extras []eventExtra
}

func (m *memoryRun) more() bool { return len(m.events) > 0 }

func (m *memoryRun) next() (uint32, bool) {
	if len(m.events) == 0 {
		return 0, false
	}
	return m.events[0].account, true
}

// size is how many rows the account at hand has.
func (m *memoryRun) size() int {
	n, account := 1, m.events[0].account
	for n < len(m.events) && m.events[n].account == account {
		n++
	}
	return n
}

func (m *memoryRun) take(into *accountEvents) error {
	n := m.size()
	for _, e := range m.events[:n] {
		into.add(e, m.extras)
	}
	m.events = m.events[n:]
	return nil
}

// appendAccount packs the account at hand for the temporary file: account,
// number of rows, and of each row event, instant and, if odd, the extras.
func (m *memoryRun) appendAccount(b []byte) []byte {
	n := m.size()
	b = binary.AppendUvarint(b, uint64(m.events[0].account))
	b = binary.AppendUvarint(b, uint64(n))
	last := scoring.Instant(0)
	for _, e := range m.events[:n] {
		if e.what&extraFlag == 0 {
			b = binary.AppendUvarint(b, uint64(e.what)<<1)
			b = binary.AppendVarint(b, int64(e.at-last))
		} else {
			x := m.extras[e.what&^extraFlag]
			b = binary.AppendUvarint(b, uint64(x.event)<<1|1)
			b = binary.AppendVarint(b, int64(e.at-last))
			b = binary.AppendUvarint(b, uint64(x.contact))
			b = binary.AppendUvarint(b, uint64(x.count))
			b = binary.LittleEndian.AppendUint64(b, x.id)
		}
		last = e.at
	}
	m.events = m.events[n:]
	return b
}

// fileRun is a run in the temporary file.
type fileRun struct {
	r       *bufio.Reader
	account uint32
	rows    uint64
	ended   bool
	err     error
}

func (f *fileRun) next() (uint32, bool) { return f.account, !f.ended }

// open reads the head of the next account.
func (f *fileRun) open() error {
	account, err := binary.ReadUvarint(f.r)
	if errors.Is(err, io.EOF) {
		f.ended = true
		return nil
	}
	f.err = err
	f.account, f.rows = uint32(account), f.number()
	return f.err
}

func (f *fileRun) number() uint64 {
	n, err := binary.ReadUvarint(f.r)
	f.err = errors.Join(f.err, err)
	return n
}

func (f *fileRun) take(into *accountEvents) error {
	at := scoring.Instant(0)
	for range f.rows {
		head := f.number()
		step, err := binary.ReadVarint(f.r)
		f.err = errors.Join(f.err, err)
		at += scoring.Instant(step)
		e := pendingEvent{account: f.account, what: uint32(head >> 1), at: at}
		if head&1 == 0 {
			into.add(e, nil)
			continue
		}
		x := eventExtra{event: e.what, contact: uint32(f.number()), count: uint32(f.number())}
		var id [8]byte
		_, err = io.ReadFull(f.r, id[:])
		f.err = errors.Join(f.err, err)
		x.id = binary.LittleEndian.Uint64(id[:])
		e.what = extraFlag
		into.add(e, []eventExtra{x})
	}
	if f.err != nil {
		return fmt.Errorf("read events put aside: %w", f.err)
	}
	return f.open()
}
