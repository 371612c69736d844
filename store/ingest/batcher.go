package ingest

import (
	"sync"

	"trialist/store"
	"trialist/store/codec"
)

// batcher gathers the rows of an import into batches, page by page, on a goroutine
// of its own. Each batch goes two ways: to whichever page builder is idle, and, in the
// order of accounts, to the writer, who waits until it is built.
type batcher struct {
	builders         int // goroutines that make pages, which is what costs most
	free             chan *mergeBatch
	unbuilt, ordered chan *mergeBatch
	quit             chan struct{}
	group            sync.WaitGroup // of the batcher and the page builders
	err              error          // once order is closed
}

// maxBatchRows is how many rows end a batch at the next page, so that accounts with
// many events do not make batches of any size.
const maxBatchRows = 1 << 18

// startBatcher starts gathering. Whoever asked for it starts the page builders in its group.
func startBatcher(rows *partitionReader) *batcher {
	builders := store.Parallelism()
	batches := builders + 2 // one being gathered, one being written
	j := &batcher{
		builders: builders,
		free:     make(chan *mergeBatch, batches), unbuilt: make(chan *mergeBatch, batches), ordered: make(chan *mergeBatch, batches),
		quit: make(chan struct{}),
	}
	for range batches {
		j.free <- &mergeBatch{}
	}
	j.group.Go(func() { j.run(rows) })
	return j
}

// stop ends the goroutines and waits for them. Nothing more may be taken then.
func (j *batcher) stop() {
	close(j.quit)
	j.group.Wait()
}

func (j *batcher) run(rows *partitionReader) {
	defer close(j.ordered)
	defer close(j.unbuilt)
	for {
		var b *mergeBatch
		select {
		case b = <-j.free:
		case <-j.quit:
			return
		}
		b.reset()
		if j.err = b.fill(rows); j.err != nil || len(b.accountEnds) == 0 {
			return
		}
		b.built = make(chan struct{})
		j.ordered <- b // both have room for all there are
		j.unbuilt <- b
	}
}

// fill gathers the rows of the next pages; none when there are none left.
func (b *mergeBatch) fill(rows *partitionReader) error {
	var first, last int64
	for {
		account, ok := rows.next()
		if !ok {
			return nil
		}
		page, _ := codec.PageIndex(int(account - 1))
		if len(b.accountEnds) == 0 {
			first, last = page, page
		}
		enough := page-first >= maxBatchPages || len(b.rows.compact)+len(b.rows.wide) >= maxBatchRows
		if page != last && enough {
			return nil
		}
		last = page
		if err := rows.readAccount(&b.rows); err != nil {
			return err
		}
		b.accountEnds = append(b.accountEnds, accountEnd{account, len(b.rows.compact), len(b.rows.wide)})
	}
}
