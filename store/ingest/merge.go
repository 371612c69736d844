package ingest

import (
	"cmp"
	"context"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/ingest/eventsort"
	"trialist/store/ingest/inspect"
	"trialist/store/tables"
)

// The events that an import collected are merged into the logs by a pipeline: one
// goroutine gathers rows into batches (batcher), several build the new pages
// (pageBuilder), and the importer's own writes them in the order of accounts. All
// have ended when mergeEvents returns.

// maxBatchPages is how many pages a batch has at most. They are few, as the batches
// are what the pipeline holds in memory.
const maxBatchPages = 8

// mergeBatch is the rows of the accounts of a few pages, and the pages they become.
type mergeBatch struct {
	rows        eventsort.Rows // of all its accounts, one after the other
	accountEnds []accountEnd   // by account, ascending
	built       chan struct{}  // closed when the pages are built
	builtPages
}

// accountEnd is where the rows of an account end in the rows of the batch.
type accountEnd struct {
	account       uint32
	compact, wide int
}

// page is the page with the account's log.
func (e accountEnd) page() int64 {
	page, _ := codec.PageIndex(int(e.account - 1))
	return page
}

// builtPages is the new pages of a batch, with what the audit needs.
type builtPages struct {
	pages              []builtPage
	logs               []byte   // the pages, one after the other
	inverse            []byte   // rows
	accounts           []uint32 // with new events
	created, duplicate int      // rows
	lower              int      // rows with a lower count than is there
	same               eventsort.SameIDs
	likeness           inspect.Likeness
	added              []int64 // occurrences, by event
	orphans            []orphanRows
	contacts           []logContact
	err                error
}

// builtPage is one page of a batch.
type builtPage struct {
	page     int64
	from, to int // in the logs of the batch
}

// orphanRows is how many rows an account has that is not known.
type orphanRows struct {
	account uint32
	rows    int
}

// logContact is a contact with an event in the log of an account.
type logContact struct {
	contact eventlog.ContactID
	account uint32
}

func (b *mergeBatch) reset() {
	b.rows.Compact, b.rows.Wide, b.accountEnds = b.rows.Compact[:0], b.rows.Wide[:0], b.accountEnds[:0]
	b.pages, b.logs, b.accounts = b.pages[:0], b.logs[:0], b.accounts[:0]
	b.inverse = b.inverse[:0]
	b.orphans, b.contacts = b.orphans[:0], b.contacts[:0]
	b.created, b.duplicate, b.lower, b.err = 0, 0, 0, nil
	b.same, b.likeness = eventsort.SameIDs{}, inspect.Likeness{}
	clear(b.added)
}

// mergeEvents merges the collected events into the logs of their accounts.
func (im *importer) mergeEvents(ctx context.Context) error {
	rows, err := im.partitions.NewReader()
	if err != nil {
		return err
	}
	batches := startBatcher(rows)
	defer batches.stop()
	for range batches.builders {
		p := &pageBuilder{importer: im, invert: im.inverse.kept()}
		batches.group.Go(func() { p.run(ctx, batches) })
	}
	uncancellable, w := context.WithoutCancel(ctx), newPageWriter(im)
	for b := range batches.ordered {
		select {
		case <-b.built:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := w.write(uncancellable, b); err != nil {
			return tables.LogDamageError(err)
		}
		if im.options.Progress != nil {
			last := b.accountEnds[len(b.accountEnds)-1].account
			im.options.Progress(Progress{Rows: im.audit.Rows, Merged: int(last), ToMerge: int(im.accounts.stored)})
		}
		batches.free <- b
	}
	return batches.err
}

// pageWriter writes the pages of batches.
type pageWriter struct {
	importer *importer
	pages    *store.BulkInserter
	join     *store.BulkInserter
}

func newPageWriter(im *importer) *pageWriter {
	return &pageWriter{
		importer: im,
		pages: &store.BulkInserter{
			Tx: im.tx, Columns: 2,
			Insert: `INSERT OR FAIL INTO log_pages (page, logs)`, Suffix: `ON CONFLICT (page) DO UPDATE SET logs = excluded.logs`,
		},
		join: &store.BulkInserter{
			Tx: im.tx, Columns: 2,
			Insert: `INSERT OR FAIL INTO memberships (contact, account)`, Suffix: `ON CONFLICT DO NOTHING`,
		},
	}
}

// write writes the pages of a batch and counts its rows.
func (w *pageWriter) write(ctx context.Context, b *mergeBatch) error {
	if b.err != nil {
		return b.err
	}
	im := w.importer
	im.audit.New += b.created
	im.audit.Duplicate += b.duplicate
	im.audit.Lower += b.lower
	im.likeness.Add(&b.likeness)
	im.sameIDs.Repeats += b.same.Repeats
	im.sameIDs.Conflicts += b.same.Conflicts
	for event, n := range b.added {
		im.eventNames.added[event] += n
	}
	for _, o := range b.orphans {
		im.orphan(o.account, o.rows)
	}
	for _, account := range b.accounts {
		im.markEvents(account)
	}
	im.inverse.addRows(b.inverse)
	for _, m := range b.contacts {
		if err := w.join.Add(ctx, int64(m.contact), m.account); err != nil {
			return err
		}
	}
	for _, p := range b.pages {
		packed := b.logs[p.from:p.to:p.to]
		if err := w.pages.Add(ctx, p.page, packed); err != nil {
			return err
		}
		if err := im.sums.Set(ctx, checksum.LogPages, p.page+1, checksum.LogPage(p.page, packed)); err != nil {
			return err
		}
	}
	if err := w.pages.Flush(ctx); err != nil { // before the batch and its memory are used again
		return err
	}
	return w.join.Flush(ctx)
}

// contactsIn appends the contacts in the entries of an account, each once.
func contactsIn(dst []logContact, account uint32, entries []eventlog.Entry) []logContact {
	start := len(dst)
	for i := range entries {
		if c := entries[i].Contact; c != 0 && (i == 0 || entries[i-1].Contact != c) {
			dst = append(dst, logContact{c, account})
		}
	}
	added := dst[start:]
	slices.SortFunc(added, func(a, b logContact) int { return cmp.Compare(a.contact, b.contact) })
	return dst[:start+len(slices.Compact(added))]
}
