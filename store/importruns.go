package store

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"trialist/scoring"
)

// How much of a file is held in memory: event rows as they are, 16 bytes each
// and twice that while they are sorted, and bytes of packed ones.
const (
	maxPending = 2 << 20
	maxPacked  = 64 << 20
)

// pendingBlock is how many rows are held in one piece.
const pendingBlock = 1 << 16

// eventRuns collects event rows and gives them back account by account. What a
// file says of one account must be merged at once, because equal rows of one
// file add up while those of different files do not. So rows are put aside as
// runs, sorted by account and packed, which are joined when they are read back:
// in memory while they are few, and else in a temporary file.
type eventRuns struct {
	limit  int    // of rows as they are
	room   int    // for packed ones, in bytes
	folder string // of the temporary file
	blocks [][]pendingEvent
	spare  [][]pendingEvent // blocks to use again
	count  int
	extras []eventExtra
	events []pendingEvent // the sorted rows, to use again
	starts []uint32
	aside  []storedRun
	packed int // bytes of the runs in memory
	file   *os.File
	end    int64 // of the file
}

// storedRun is a run in memory or, without bytes, in the temporary file.
type storedRun struct {
	packed     []byte
	start, end int64
}

// newEventRuns holds up to limit rows as they are, and a few packed, or with 0
// what is sensible. A temporary file goes into the folder: that of the workspace has room for it, which one
// for temporary files, often in memory, may not.
func newEventRuns(folder string, limit int) *eventRuns {
	if limit == 0 {
		return &eventRuns{limit: maxPending, room: maxPacked, folder: folder}
	}
	return &eventRuns{limit: limit, room: 16 * limit, folder: folder}
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
		r.blocks = append(r.blocks, r.block())
		last++
	}
	r.blocks[last] = append(r.blocks[last], e)
	r.count++
	return nil
}

func (r *eventRuns) block() []pendingEvent {
	n := len(r.spare)
	if n == 0 {
		return make([]pendingEvent, 0, pendingBlock)
	}
	block := r.spare[n-1]
	r.spare = r.spare[:n-1]
	return block[:0]
}

// sort moves the rows at hand to events, by account and otherwise in the order
// of the file.
func (r *eventRuns) sort() {
	top := uint32(0)
	for _, block := range r.blocks {
		for i := range block {
			top = max(top, block[i].account)
		}
	}
	if short := int(top) + 2 - len(r.starts); short > 0 {
		r.starts = append(r.starts, make([]uint32, short)...)
	}
	starts := r.starts[:top+2]
	clear(starts)
	for _, block := range r.blocks {
		for i := range block {
			starts[block[i].account+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	if cap(r.events) < r.count {
		r.events = make([]pendingEvent, r.count)
	}
	r.events = r.events[:r.count]
	for _, block := range r.blocks {
		for i := range block {
			at := &starts[block[i].account]
			r.events[*at] = block[i]
			*at++
		}
	}
	r.spare = append(r.spare, r.blocks...)
	r.blocks, r.count = r.blocks[:0], 0
}

// putAside makes a run of the rows at hand.
func (r *eventRuns) putAside() error {
	r.sort()
	var b []byte
	memory := &memoryRun{events: r.events, extras: r.extras}
	for len(memory.events) > 0 {
		b = memory.appendAccount(b)
	}
	r.extras = r.extras[:0]
	if r.packed+len(b) <= r.room {
		r.packed += len(b)
		r.aside = append(r.aside, storedRun{packed: b})
		return nil
	}
	if r.file == nil {
		var err error
		if r.file, err = os.CreateTemp(r.folder, ".trialist-import-*"); err != nil {
			return err
		}
		// Where the system allows it the name goes now, and the file with the
		// process, however that ends.
		_ = os.Remove(r.file.Name())
	}
	n, err := r.file.Write(b)
	r.aside = append(r.aside, storedRun{start: r.end, end: r.end + int64(n)})
	r.end += int64(n)
	return err
}

// close gives the temporary file back.
func (r *eventRuns) close() {
	if r.file != nil {
		_ = r.file.Close()
		_ = os.Remove(r.file.Name())
	}
}

// eventRun is rows sorted by account.
type eventRun interface {
	next() (account uint32, ok bool) // the account at hand, false after the last
	take(*accountEvents) error       // adds its rows and goes on to the next
}

// runs are all runs there are. Nothing may be added after.
func (r *eventRuns) runs() ([]eventRun, error) {
	r.sort()
	r.spare = nil
	all := []eventRun{&memoryRun{events: r.events, extras: r.extras}}
	for _, s := range r.aside {
		var from io.Reader = bytes.NewReader(s.packed)
		if s.packed == nil {
			from = io.NewSectionReader(r.file, s.start, s.end-s.start)
		}
		run := &asideRun{r: bufio.NewReaderSize(from, 1<<16)}
		if err := run.open(); err != nil {
			return nil, err
		}
		all = append(all, run)
	}
	return all, nil
}

// memoryRun is the rows that were not put aside.
type memoryRun struct {
	events []pendingEvent
	extras []eventExtra
}

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

// appendAccount packs the account at hand and goes on to the next:
//
//	account rows length {event<<1 | extra? instant [contact count id]}
//
// The length is of what follows it, the instant less that of the row before.
func (m *memoryRun) appendAccount(b []byte) []byte {
	n := m.size()
	b = binary.AppendUvarint(b, uint64(m.events[0].account))
	b = binary.AppendUvarint(b, uint64(n))
	length := len(b)
	b = append(b, 0, 0, 0, 0)
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
	binary.LittleEndian.PutUint32(b[length:], uint32(len(b)-length-4))
	m.events = m.events[n:]
	return b
}

// asideRun reads a run that was put aside. What it reads this process has just
// written, so that it need not expect the worst.
type asideRun struct {
	r       *bufio.Reader
	account uint32
	rows    uint64
	body    []byte
	ended   bool
}

func (a *asideRun) next() (uint32, bool) { return a.account, !a.ended }

// open reads the next account.
func (a *asideRun) open() error {
	account, err := binary.ReadUvarint(a.r)
	if errors.Is(err, io.EOF) {
		a.ended = true
		return nil
	}
	var length [4]byte
	a.account = uint32(account)
	if err == nil {
		a.rows, err = binary.ReadUvarint(a.r)
	}
	if err == nil {
		_, err = io.ReadFull(a.r, length[:])
	}
	if err == nil {
		n := int(binary.LittleEndian.Uint32(length[:]))
		if cap(a.body) < n {
			a.body = make([]byte, 2*n)
		}
		a.body = a.body[:n]
		_, err = io.ReadFull(a.r, a.body)
	}
	if err != nil {
		return fmt.Errorf("read events put aside: %w", err)
	}
	return nil
}

func (a *asideRun) take(into *accountEvents) error {
	rest, at := a.body, scoring.Instant(0)
	number := func() uint64 {
		v, n := binary.Uvarint(rest)
		rest = rest[n:]
		return v
	}
	var extra [1]eventExtra
	for range a.rows {
		head := number()
		step, n := binary.Varint(rest)
		rest = rest[n:]
		at += scoring.Instant(step)
		e := pendingEvent{account: a.account, what: uint32(head >> 1), at: at}
		if head&1 == 0 {
			into.add(e, nil)
			continue
		}
		extra[0] = eventExtra{event: e.what, contact: uint32(number()), count: uint32(number())}
		extra[0].id = binary.LittleEndian.Uint64(rest)
		rest = rest[8:]
		e.what = extraFlag
		into.add(e, extra[:])
	}
	return a.open()
}
