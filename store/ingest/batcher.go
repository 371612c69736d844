package ingest

import (
	"sync"

	"trialist/store"
	"trialist/store/codec"
	"trialist/store/ingest/eventsort"
)

// batcher gathers the event rows of an import into batches of whole pages, on a
// goroutine of its own. Each batch goes into two channels: one to the page builders,
// and one in the order of accounts to the writer, which waits until it is built.
type batcher struct {
	builders         int // page builders, which do most of the work
	free             chan *mergeBatch
	unbuilt, ordered chan *mergeBatch
	quit             chan struct{}
	group            sync.WaitGroup // the goroutines of the batcher and the page builders
	err              error          // may be read once ordered is closed
}

// maxBatchRows is how many rows end a batch at the end of their page. It bounds a
// batch of accounts with many events.
const maxBatchRows = 1 << 18

// startBatcher starts to gather batches. The caller starts the page builders in its
// group.
func startBatcher(rows *eventsort.Reader) *batcher {
	builders := store.Parallelism()
	batches := builders + 2 // one more is gathered, and one written
	t := &batcher{
		builders: builders,
		free:     make(chan *mergeBatch, batches), unbuilt: make(chan *mergeBatch, batches), ordered: make(chan *mergeBatch, batches),
		quit: make(chan struct{}),
	}
	for range batches {
		t.free <- &mergeBatch{}
	}
	t.group.Go(func() { t.run(rows) })
	return t
}

// stop ends the goroutines and waits for them. The channels must not be used after.
func (t *batcher) stop() {
	close(t.quit)
	t.group.Wait()
}

func (t *batcher) run(rows *eventsort.Reader) {
	defer close(t.ordered)
	defer close(t.unbuilt)
	for {
		var b *mergeBatch
		select {
		case b = <-t.free:
		case <-t.quit:
			return
		}
		b.reset()
		if t.err = b.fill(rows); t.err != nil || len(b.accountEnds) == 0 {
			return
		}
		b.built = make(chan struct{})
		t.ordered <- b // never blocks: both channels have room for all batches
		t.unbuilt <- b
	}
}

// fill gathers the rows of the next pages. The batch stays empty after the last.
func (b *mergeBatch) fill(rows *eventsort.Reader) error {
	var first, last int64
	for {
		account, ok := rows.Account()
		if !ok {
			return nil
		}
		page, _ := codec.PageIndex(int(account - 1))
		if len(b.accountEnds) == 0 {
			first, last = page, page
		}
		full := page-first >= maxBatchPages || len(b.rows.Compact)+len(b.rows.Wide) >= maxBatchRows
		if page != last && full {
			return nil
		}
		last = page
		if err := rows.ReadAccount(&b.rows); err != nil {
			return err
		}
		b.accountEnds = append(b.accountEnds, accountEnd{account, len(b.rows.Compact), len(b.rows.Wide)})
	}
}
