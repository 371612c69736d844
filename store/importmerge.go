package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"trialist/scoring"
)

// mergeBatch is some accounts with the entries that go into their logs.
type mergeBatch struct {
	accounts []uint32
	ends     []int // of each account's entries
	entries  []scoring.Entry
	repeats  []int  // rows of each account that were left out because of their id
	merged   []byte // the new logs
}

func (b *mergeBatch) reset() {
	b.accounts, b.ends, b.repeats = b.accounts[:0], b.ends[:0], b.repeats[:0]
	b.entries, b.merged = b.entries[:0], b.merged[:0]
}

// sorter joins the runs and sorts the entries of each account, on a goroutine of
// its own while the logs of the accounts before are written.
type sorter struct {
	full, free chan *mergeBatch
	quit       chan struct{}
	ended      chan struct{}
	err        error // once full is closed
}

func sortEvents(runs []eventRun) *sorter {
	s := &sorter{
		full: make(chan *mergeBatch, batchesAhead), free: make(chan *mergeBatch, batchesAhead),
		quit: make(chan struct{}), ended: make(chan struct{}),
	}
	for range batchesAhead {
		s.free <- &mergeBatch{}
	}
	go s.run(runs)
	return s
}

func (s *sorter) run(runs []eventRun) {
	defer close(s.ended)
	defer close(s.full)
	var events accountEvents
	for {
		var b *mergeBatch
		select {
		case b = <-s.free:
		case <-s.quit:
			return
		}
		b.reset()
		for len(b.accounts) < bulkRows {
			more, err := nextAccount(runs, &events)
			if err != nil {
				s.err = err
				return
			}
			if !more {
				break
			}
			var repeated int
			b.entries, repeated = events.entries(b.entries)
			b.accounts = append(b.accounts, events.account)
			b.ends = append(b.ends, len(b.entries))
			b.repeats = append(b.repeats, repeated)
		}
		if len(b.accounts) == 0 {
			return
		}
		s.full <- b
	}
}

// stop ends the goroutine and waits for it.
func (s *sorter) stop() {
	close(s.quit)
	<-s.ended
}

// nextAccount gathers the rows of the lowest account of all runs; false when
// there are none left.
func nextAccount(runs []eventRun, into *accountEvents) (bool, error) {
	lowest, found := uint32(0), false
	for _, r := range runs {
		if account, ok := r.next(); ok && (!found || account < lowest) {
			lowest, found = account, true
		}
	}
	into.account, into.bare, into.full = lowest, into.bare[:0], into.full[:0]
	for _, r := range runs {
		if account, ok := r.next(); ok && account == lowest {
			if err := r.take(into); err != nil {
				return false, err
			}
		}
	}
	return found, nil
}

// mergeEvents puts the collected events into the logs of their accounts.
func (im *importer) mergeEvents(ctx context.Context) error {
	runs, err := im.events.runs()
	if err != nil {
		return err
	}
	s := sortEvents(runs)
	defer s.stop()
	m := newLogMerger(im)
	for b := range s.full {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := m.merge(b); err != nil {
			return fmt.Errorf("events: %w", err)
		}
		s.free <- b
		if im.o.Progress != nil {
			im.o.Progress(Progress{Rows: im.audit.Rows, Merged: m.done, ToMerge: int(im.accounts.stored)})
		}
	}
	return s.err
}

// logMerger writes batches of logs.
type logMerger struct {
	im       *importer
	merger   scoring.Merger
	old      map[uint32]scoring.Log
	logs     *bulk
	join     *bulk
	contacts []scoring.ContactID
	done     int
}

func newLogMerger(im *importer) *logMerger {
	return &logMerger{
		im:  im,
		old: make(map[uint32]scoring.Log),
		logs: &bulk{
			ctx: im.ctx, tx: im.tx, columns: 2,
			insert: `INSERT OR FAIL INTO logs (account, log)`, after: `ON CONFLICT (account) DO UPDATE SET log = excluded.log`,
		},
		join: &bulk{
			ctx: im.ctx, tx: im.tx, columns: 2,
			insert: `INSERT OR FAIL INTO memberships (contact, account)`, after: `ON CONFLICT DO NOTHING`,
		},
	}
}

// merge brings the logs of a batch up to date and counts its rows.
func (m *logMerger) merge(b *mergeBatch) error {
	if err := m.fetch(b.accounts); err != nil {
		return err
	}
	start := 0
	for i, account := range b.accounts {
		entries := b.entries[start:b.ends[i]]
		start = b.ends[i]
		rows := len(entries) + b.repeats[i]
		if !m.im.accounts.known.Has(int(account)) {
			m.im.orphan(account, rows)
		}
		if err := m.enlist(account, entries); err != nil {
			return err
		}
		from := len(b.merged)
		old := m.old[account]
		grown, fresh, duplicate, err := m.merger.Merge(b.merged, old, entries)
		if err != nil {
			return failed(ErrDamaged, "the events of an account cannot be read; run trialist doctor, or go back to a backup")
		}
		b.merged = grown
		m.im.audit.New += fresh
		m.im.audit.Duplicate += duplicate + b.repeats[i]
		if fresh == 0 {
			continue
		}
		log := scoring.Log(grown[from:len(grown):len(grown)])
		m.count(old, log)
		if err := m.logs.add(account, []byte(log)); err != nil {
			return err
		}
	}
	m.done += len(b.accounts)
	if err := m.logs.flush(); err != nil { // the batch lends its memory only until now
		return err
	}
	return m.join.flush()
}

// fetch reads the logs that the accounts have already.
func (m *logMerger) fetch(accounts []uint32) error {
	clear(m.old)
	var wanted []any
	for _, account := range accounts {
		if account <= m.im.loggedTo {
			wanted = append(wanted, account)
		}
	}
	return inParts(wanted, func(part []any) error {
		return eachRow(m.im.ctx, m.im.tx, func(rows *sql.Rows) error {
			var account uint32
			var log []byte
			err := rows.Scan(&account, &log)
			m.old[account] = log
			return err
		}, `SELECT account, log FROM logs WHERE account IN (`+places(len(part))+`)`, part...)
	})
}

// enlist makes the contacts of the entries belong to the account.
func (m *logMerger) enlist(account uint32, entries []scoring.Entry) error {
	m.contacts = m.contacts[:0]
	for i := range entries {
		if c := entries[i].Contact; c != 0 && (i == 0 || entries[i-1].Contact != c) {
			m.contacts = append(m.contacts, c)
		}
	}
	slices.Sort(m.contacts)
	for _, c := range slices.Compact(m.contacts) {
		if err := m.join.add(int64(c), account); err != nil {
			return err
		}
	}
	return nil
}

// count adds to the occurrences of events what the new log has beyond the old.
func (m *logMerger) count(old, merged scoring.Log) {
	added := m.im.eventNames.added
	for g := range merged.Groups() {
		added[g.Event] += int64(g.Count)
	}
	for g := range old.Groups() {
		added[g.Event] -= int64(g.Count)
	}
}
