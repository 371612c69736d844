package store

import (
	"context"
	"database/sql"

	"trialist/scoring/eventlog"
)

// pageMaker makes the new pages of batches: it sorts the rows of each account and
// merges them into its log. It reads the pages that are there through a
// connection of its own: what it sees is what was there before the import, as
// nobody else can have written since that began.
type pageMaker struct {
	im      *importer
	merger  eventlog.Merger
	rows    accountEvents // of the account at hand
	entries []eventlog.Entry
	logs    [pageSlots]eventlog.Log // of the page at hand
	merged  []byte                  // the new ones among them
}

// run packs batches until there are no more.
func (m *pageMaker) run(ctx context.Context, j *joiner) {
	for {
		select {
		case b, ok := <-j.work:
			if !ok {
				return
			}
			b.err = m.pack(ctx, b)
			close(b.done)
		case <-j.quit:
			return
		}
	}
}

// pack makes the pages of a batch.
func (m *pageMaker) pack(ctx context.Context, b *mergeBatch) error {
	for len(b.added) < len(m.im.eventNames.added) {
		b.added = append(b.added, 0)
	}
	old, err := m.pagesBefore(context.WithoutCancel(ctx), b)
	if err != nil {
		return err
	}
	bare, full := 0, 0
	for i := 0; i < len(b.ends); {
		if err := ctx.Err(); err != nil {
			return err
		}
		page := b.ends[i].page()
		clear(m.logs[:])
		if before, ok := old[page]; ok {
			if err := before.logs(&m.logs); err != nil {
				return err
			}
		}
		m.merged = m.merged[:0]
		fresh := b.fresh
		for ; i < len(b.ends) && b.ends[i].page() == page; i++ {
			end := b.ends[i]
			m.rows.account = end.account
			m.rows.bare = append(m.rows.bare[:0], b.rows.bare[bare:end.bare]...)
			m.rows.full = append(m.rows.full[:0], b.rows.full[full:end.full]...)
			bare, full = end.bare, end.full
			if err := m.merge(b); err != nil {
				return err
			}
		}
		if b.fresh > fresh {
			from := len(b.logs)
			b.logs = appendLogPage(b.logs, &m.logs)
			b.pages = append(b.pages, packedPage{page, from, len(b.logs)})
		}
	}
	return nil
}

// pagesBefore reads the pages of a batch as they are.
func (m *pageMaker) pagesBefore(ctx context.Context, b *mergeBatch) (map[int64]logPage, error) {
	first, last := b.ends[0].account, b.ends[len(b.ends)-1].account
	if first > m.im.loggedTo {
		return nil, nil
	}
	old := make(map[int64]logPage)
	err := eachPage(ctx, m.im.reader, int(first-1), int(last), func(page int64, packed sql.RawBytes) error {
		old[page] = append(logPage(nil), packed...)
		return nil
	})
	return old, err
}

// merge puts the rows at hand into the log of their account, and counts them.
func (m *pageMaker) merge(b *mergeBatch) error {
	account := m.rows.account
	entries, repeats := m.rows.entries(m.entries[:0])
	m.entries = entries
	if !m.im.accounts.known.Has(int(account)) {
		b.orphans = append(b.orphans, orphanRows{account, len(entries) + repeats})
	}
	b.members = membersOf(b.members, account, entries)
	_, place := pageOf(int(account - 1))
	old, from := m.logs[place], len(m.merged)
	merged, fresh, duplicate, err := m.merger.Merge(m.merged, old, entries)
	if err != nil {
		return err
	}
	m.merged = merged
	b.fresh += fresh
	b.duplicate += duplicate + repeats
	if fresh == 0 {
		return nil
	}
	b.touched = append(b.touched, account)
	m.logs[place] = eventlog.Log(merged[from:len(merged):len(merged)])
	for g := range m.logs[place].Groups() {
		b.added[g.Event] += int64(g.Count)
	}
	for g := range old.Groups() {
		b.added[g.Event] -= int64(g.Count)
	}
	return nil
}
