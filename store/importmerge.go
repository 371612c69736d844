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
	accounts []mergeAccount
	ids      []uint32 // of the accounts
	entries  []scoring.Entry
	logs     []byte // the new logs, one after the other
}

// mergeAccount is one account of a batch.
type mergeAccount struct {
	id               uint32
	repeats          int // rows that were left out because of their id
	from, to         int // its entries
	logFrom, logTo   int // its new log; to is 0 until there is one
	fresh, duplicate int // rows, once there is a log
}

func (b *mergeBatch) reset() {
	b.accounts, b.ids = b.accounts[:0], b.ids[:0]
	b.entries, b.logs = b.entries[:0], b.logs[:0]
}

// merge makes the new log of an account.
func (b *mergeBatch) merge(m *scoring.Merger, a *mergeAccount, old scoring.Log) error {
	a.logFrom = len(b.logs)
	logs, fresh, duplicate, err := m.Merge(b.logs, old, b.entries[a.from:a.to])
	if err != nil {
		return err
	}
	b.logs = logs
	a.logTo, a.fresh, a.duplicate = len(logs), fresh, duplicate
	return nil
}

// sorter joins the runs, sorts the entries of each account and makes the logs of
// those that have none yet, on a goroutine of its own while the logs of the
// accounts before are written.
type sorter struct {
	full, free chan *mergeBatch
	quit       chan struct{}
	ended      chan struct{}
	loggedTo   uint32 // accounts up to here may have a log
	merger     scoring.Merger
	err        error // once full is closed
}

func sortEvents(runs []eventRun, loggedTo uint32) *sorter {
	s := &sorter{
		loggedTo: loggedTo,
		full:     make(chan *mergeBatch, batchesAhead), free: make(chan *mergeBatch, batchesAhead),
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
		for len(b.accounts) < bulkRows && s.err == nil {
			var more bool
			if more, s.err = nextAccount(runs, &events); !more {
				break
			}
			s.err = s.add(b, &events)
		}
		if s.err != nil {
			return
		}
		if len(b.accounts) == 0 {
			return
		}
		s.full <- b
	}
}

// add puts the rows of an account into the batch.
func (s *sorter) add(b *mergeBatch, events *accountEvents) error {
	a := mergeAccount{id: events.account, from: len(b.entries)}
	b.entries, a.repeats = events.entries(b.entries)
	a.to = len(b.entries)
	if a.id > s.loggedTo {
		if err := b.merge(&s.merger, &a, nil); err != nil {
			return err
		}
	}
	b.accounts, b.ids = append(b.accounts, a), append(b.ids, a.id)
	return nil
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
	s := sortEvents(runs, im.loggedTo)
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
	if err := m.fetch(b.ids); err != nil {
		return err
	}
	for i := range b.accounts {
		a := &b.accounts[i]
		if !m.im.accounts.known.Has(int(a.id)) {
			m.im.orphan(a.id, a.to-a.from+a.repeats)
		}
		if err := m.enlist(a.id, b.entries[a.from:a.to]); err != nil {
			return err
		}
		old := m.old[a.id]
		if a.logTo == 0 {
			if b.merge(&m.merger, a, old) != nil {
				return failed(ErrDamaged, "the events of an account cannot be read; run trialist doctor, or go back to a backup")
			}
		}
		m.im.audit.New += a.fresh
		m.im.audit.Duplicate += a.duplicate + a.repeats
		if a.fresh == 0 {
			continue
		}
		log := scoring.Log(b.logs[a.logFrom:a.logTo:a.logTo])
		m.count(old, log)
		if err := m.logs.add(a.id, []byte(log)); err != nil {
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
