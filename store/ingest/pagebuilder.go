package ingest

import (
	"context"
	"database/sql"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/ingest/eventsort"
	"trialist/store/ingest/inspect"
	"trialist/store/tables"
)

// pageBuilder builds the new pages of batches. It sorts the rows of each account and
// merges them into its log. It reads the old pages through a connection that sees
// the state before the import, which is the newest one, as no other process can write
// while the import does.
type pageBuilder struct {
	importer *importer
	merger   eventlog.Merger
	rows     eventsort.Rows // of the current account
	entries  []eventlog.Entry
	logs     [codec.PageSlots]eventlog.Log // of the current page
	merged   []byte                        // memory of the new logs of the page
	invert   bool                          // whether to say how to undo it
	adder    eventlog.Merger               // of what it takes
	added    eventlog.Log
}

// run builds batches until there are no more.
func (m *pageBuilder) run(ctx context.Context, batches *batcher) {
	for {
		select {
		case b, ok := <-batches.unbuilt:
			if !ok {
				return
			}
			b.err = m.build(ctx, b)
			close(b.built)
		case <-batches.quit:
			return
		}
	}
}

// build builds the pages of a batch.
func (m *pageBuilder) build(ctx context.Context, b *mergeBatch) error {
	for len(b.added) < len(m.importer.eventNames.added) {
		b.added = append(b.added, 0)
	}
	m.merger.Gained = b.added
	old, err := m.oldPages(context.WithoutCancel(ctx), b)
	if err != nil {
		return err
	}
	compact, wide := 0, 0 // rows that are merged
	for i := 0; i < len(b.accountEnds); {
		if err := ctx.Err(); err != nil {
			return err
		}
		page := b.accountEnds[i].page()
		clear(m.logs[:])
		if before, ok := old[page]; ok {
			if err := before.Decode(&m.logs); err != nil {
				return err
			}
		}
		m.merged = m.merged[:0]
		created := b.created
		for ; i < len(b.accountEnds) && b.accountEnds[i].page() == page; i++ {
			end := b.accountEnds[i]
			m.rows.Compact = append(m.rows.Compact[:0], b.rows.Compact[compact:end.compact]...)
			m.rows.Wide = append(m.rows.Wide[:0], b.rows.Wide[wide:end.wide]...)
			compact, wide = end.compact, end.wide
			if err := m.merge(b, end.account); err != nil {
				return err
			}
		}
		if b.created > created {
			from := len(b.logs)
			b.logs = codec.EncodeLogPage(b.logs, &m.logs)
			b.pages = append(b.pages, builtPage{page, from, len(b.logs)})
		}
	}
	return nil
}

// oldPages reads the pages of a batch as they are before the import.
func (m *pageBuilder) oldPages(ctx context.Context, b *mergeBatch) (map[int64]codec.LogPage, error) {
	first, last := b.accountEnds[0].account, b.accountEnds[len(b.accountEnds)-1].account
	if first > m.importer.maxLoggedAccount {
		return nil, nil
	}
	old := make(map[int64]codec.LogPage)
	err := tables.EachPage(ctx, m.importer.reader, int(first-1), int(last), func(page int64, packed sql.RawBytes) error {
		old[page] = append(codec.LogPage(nil), packed...)
		return nil
	})
	return old, err
}

// merge merges the current rows into the log of the account they are of, and counts
// them.
func (m *pageBuilder) merge(b *mergeBatch, account uint32) error {
	entries, same := m.rows.Entries(m.entries[:0], m.importer.options.EventIDSaid)
	m.entries = entries
	if !m.importer.accounts.known.Has(int(account)) {
		b.orphans = append(b.orphans, orphanRows{account, len(entries) + same.Repeats})
	}
	b.contacts = contactsIn(b.contacts, account, entries)
	_, place := codec.PageIndex(int(account - 1))
	old, from := m.logs[place], len(m.merged)
	invert := m.invert && account <= m.importer.before.Accounts
	m.merger.RecordAdded = invert && len(old) > 0
	merged, fresh, duplicate, err := m.merger.Merge(m.merged, old, entries)
	if err != nil {
		return err
	}
	m.merged = merged
	b.created += fresh
	b.duplicate += duplicate + same.Repeats
	b.same.Repeats += same.Repeats
	b.same.Conflicts += same.Conflicts
	if m.importer.hasCounts {
		b.duplicate -= m.merger.Lower
		b.lower += m.merger.Lower
	}
	if fresh == 0 {
		return nil
	}
	if len(old) > 0 && m.importer.compared.Add(1) <= inspect.MaxComparedAccounts {
		b.likeness.Compare(old, entries)
	}
	b.accounts = append(b.accounts, account)
	m.logs[place] = eventlog.Log(merged[from:len(merged):len(merged)])
	if invert {
		if err := m.appendInverse(b, account, old); err != nil {
			return err
		}
	}
	return nil
}

// appendInverse says what it takes to undo what the merger put into the log of an
// account: the log as it was, or what came, whichever is shorter.
func (m *pageBuilder) appendInverse(b *mergeBatch, account uint32, old eventlog.Log) (err error) {
	table, log := codec.InverseLogs, old
	if len(old) > 0 {
		if m.added, _, _, err = m.adder.Merge(m.added[:0], nil, m.merger.Added); err != nil {
			return err
		}
		if len(m.added) < len(old) {
			table, log = codec.InverseAddedLogs, m.added
		}
	}
	b.inverse, err = codec.AppendInverseRow(b.inverse, table, int64(account), store.NonNil(log))
	return err
}
