package store

import (
	"cmp"
	"context"
	"slices"

	"trialist/scoring/eventlog"
)

// The events that an import collected go into the logs by a pipeline of batches:
// one goroutine reads the rows (joiner), some make the new pages (pageMaker), and
// the importer's own writes them, in the order of accounts. All have ended when
// mergeEvents returns.

// pagesAtOnce is how many pages a batch has at most: few, as what batches hold
// is what the pipeline needs of memory.
const pagesAtOnce = 8

// mergeBatch is the rows of the accounts of a few pages on their way into logs.
type mergeBatch struct {
	rows accountEvents // of all its accounts, one after the other
	ends []rowsEnd     // by account, ascending
	done chan struct{} // filled when the batch is packed
	packedLogs
}

// rowsEnd is where the rows of an account end among those of the batch.
type rowsEnd struct {
	account    uint32
	bare, full int
}

// page is the page that the account's log lies in.
func (e rowsEnd) page() int64 {
	page, _ := pageOf(int(e.account - 1))
	return page
}

// packedLogs is what became of a batch.
type packedLogs struct {
	pages            []packedPage
	logs             []byte // the pages, one after the other
	touched          []uint32
	fresh, duplicate int // rows
	added            []int64
	orphans          []orphanRows
	members          []member
	err              error
}

// packedPage is one page of a batch.
type packedPage struct {
	page     int64
	from, to int // in its logs
}

// orphanRows is how many rows an account has that is not known.
type orphanRows struct {
	account uint32
	rows    int
}

// member is a contact to whom something of an account happened.
type member struct {
	contact eventlog.ContactID
	account uint32
}

func (b *mergeBatch) reset() {
	b.rows.bare, b.rows.full, b.ends = b.rows.bare[:0], b.rows.full[:0], b.ends[:0]
	b.pages, b.logs, b.touched = b.pages[:0], b.logs[:0], b.touched[:0]
	b.orphans, b.members = b.orphans[:0], b.members[:0]
	b.fresh, b.duplicate, b.err = 0, 0, nil
	clear(b.added)
}

// mergeEvents puts the collected events into the logs of their accounts.
func (im *importer) mergeEvents(ctx context.Context) error {
	rows, err := im.events.reader()
	if err != nil {
		return err
	}
	j := join(rows)
	defer j.stop()
	for range j.packers {
		m := &pageMaker{im: im}
		j.group.Go(func() { m.run(ctx, j) })
	}
	calm, w := context.WithoutCancel(ctx), newLogWriter(im)
	for b := range j.order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := w.write(calm, b); err != nil {
			return damagedLogs(err)
		}
		if im.o.Progress != nil {
			last := b.ends[len(b.ends)-1].account
			im.o.Progress(Progress{Rows: im.audit.Rows, Merged: int(last), ToMerge: int(im.accounts.stored)})
		}
		j.free <- b
	}
	return j.err
}

// logWriter writes packed batches.
type logWriter struct {
	im    *importer
	pages *bulk
	join  *bulk
}

func newLogWriter(im *importer) *logWriter {
	return &logWriter{
		im: im,
		pages: &bulk{
			tx: im.tx, columns: 2,
			insert: `INSERT OR FAIL INTO log_pages (page, logs)`, after: `ON CONFLICT (page) DO UPDATE SET logs = excluded.logs`,
		},
		join: &bulk{
			tx: im.tx, columns: 2,
			insert: `INSERT OR FAIL INTO memberships (contact, account)`, after: `ON CONFLICT DO NOTHING`,
		},
	}
}

// write writes the pages of a batch and counts its rows.
func (w *logWriter) write(ctx context.Context, b *mergeBatch) error {
	if b.err != nil {
		return b.err
	}
	im := w.im
	im.audit.New += b.fresh
	im.audit.Duplicate += b.duplicate
	for event, n := range b.added {
		im.eventNames.added[event] += n
	}
	for _, o := range b.orphans {
		im.orphan(o.account, o.rows)
	}
	for _, account := range b.touched {
		im.touch(account)
	}
	for _, m := range b.members {
		if err := w.join.add(ctx, int64(m.contact), m.account); err != nil {
			return err
		}
	}
	for _, p := range b.pages {
		if err := w.pages.add(ctx, p.page, b.logs[p.from:p.to:p.to]); err != nil {
			return err
		}
	}
	if err := w.pages.flush(ctx); err != nil { // the batch lends its memory only until now
		return err
	}
	return w.join.flush(ctx)
}

// membersOf appends the contacts of the entries of an account, each once.
func membersOf(dst []member, account uint32, entries []eventlog.Entry) []member {
	begin := len(dst)
	for i := range entries {
		if c := entries[i].Contact; c != 0 && (i == 0 || entries[i-1].Contact != c) {
			dst = append(dst, member{c, account})
		}
	}
	own := dst[begin:]
	slices.SortFunc(own, func(a, b member) int { return cmp.Compare(a.contact, b.contact) })
	return dst[:begin+len(slices.Compact(own))]
}
