package ingest

import (
	"cmp"
	"context"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/tables"
)

// The events that an import collected go into the logs by a pipeline of batches:
// one goroutine reads the rows (batcher), some make the new pages (pageBuilder), and
// the importer's own writes them, in the order of accounts. All have ended when
// mergeEvents returns.

// maxBatchPages is how many pages a batch has at most: few, as what batches hold
// is what the pipeline needs of memory.
const maxBatchPages = 8

// mergeBatch is the rows of the accounts of a few pages on their way into logs.
type mergeBatch struct {
	rows        accountEvents // of all its accounts, one after the other
	accountEnds []accountEnd  // by account, ascending
	built       chan struct{} // filled when the pages are built
	builtPages
}

// accountEnd is where the rows of an account end among those of the batch.
type accountEnd struct {
	account       uint32
	compact, wide int
}

// page is the page that the account's log lies in.
func (e accountEnd) page() int64 {
	page, _ := codec.PageIndex(int(e.account - 1))
	return page
}

// builtPages is what became of a batch.
type builtPages struct {
	pages              []builtPage
	logs               []byte // the pages, one after the other
	inverse            []byte // rows
	accounts           []uint32
	created, duplicate int // rows
	lower              int // rows with a lower count than is there
	likeness           likeness
	added              []int64
	orphans            []orphanRows
	contacts           []logContact
	err                error
}

// builtPage is one page of a batch.
type builtPage struct {
	page     int64
	from, to int // in its logs
}

// orphanRows is how many rows an account has that is not known.
type orphanRows struct {
	account uint32
	rows    int
}

// logContact is a contact to whom something of an account happened.
type logContact struct {
	contact eventlog.ContactID
	account uint32
}

func (b *mergeBatch) reset() {
	b.rows.compact, b.rows.wide, b.accountEnds = b.rows.compact[:0], b.rows.wide[:0], b.accountEnds[:0]
	b.pages, b.logs, b.accounts = b.pages[:0], b.logs[:0], b.accounts[:0]
	b.inverse = b.inverse[:0]
	b.orphans, b.contacts = b.orphans[:0], b.contacts[:0]
	b.created, b.duplicate, b.lower, b.err = 0, 0, 0, nil
	b.likeness = likeness{}
	clear(b.added)
}

// mergeEvents puts the collected events into the logs of their accounts.
func (im *importer) mergeEvents(ctx context.Context) error {
	rows, err := im.partitions.newReader()
	if err != nil {
		return err
	}
	j := startBatcher(rows)
	defer j.stop()
	for range j.builders {
		m := &pageBuilder{importer: im, invert: im.inverse.kept()}
		j.group.Go(func() { m.run(ctx, j) })
	}
	uncancellable, w := context.WithoutCancel(ctx), newPageWriter(im)
	for b := range j.ordered {
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
		j.free <- b
	}
	return j.err
}

// pageWriter writes packed batches.
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
	im.likeness.add(&b.likeness)
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
		if err := w.pages.Add(ctx, p.page, b.logs[p.from:p.to:p.to]); err != nil {
			return err
		}
	}
	if err := w.pages.Flush(ctx); err != nil { // the batch lends its memory only until now
		return err
	}
	return w.join.Flush(ctx)
}

// contactsIn appends the contacts of the entries of an account, each once.
func contactsIn(dst []logContact, account uint32, entries []eventlog.Entry) []logContact {
	begin := len(dst)
	for i := range entries {
		if c := entries[i].Contact; c != 0 && (i == 0 || entries[i-1].Contact != c) {
			dst = append(dst, logContact{c, account})
		}
	}
	own := dst[begin:]
	slices.SortFunc(own, func(a, b logContact) int { return cmp.Compare(a.contact, b.contact) })
	return dst[:begin+len(slices.Compact(own))]
}
