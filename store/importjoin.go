package store

import "sync"

// joiner gathers the rows of an import into batches, page by page, on a goroutine
// of its own. Each batch goes two ways: to whichever packer is idle, and, in the
// order of accounts, to the writer, who waits until it is packed.
type joiner struct {
	packers     int // goroutines that make pages, which is what costs most
	free        chan *mergeBatch
	work, order chan *mergeBatch
	quit        chan struct{}
	group       sync.WaitGroup // of the joiner and the packers
	err         error          // once order is closed
}

// rowsAtOnce is how many rows end a batch at the next page, so that accounts with
// many events do not make batches of any size.
const rowsAtOnce = 1 << 18

// join starts gathering. Whoever asked for it starts the packers in its group.
func join(rows *shelfReader) *joiner {
	packers := parallelism()
	batches := packers + 2 // one being joined, one being written
	j := &joiner{
		packers: packers,
		free:    make(chan *mergeBatch, batches), work: make(chan *mergeBatch, batches), order: make(chan *mergeBatch, batches),
		quit: make(chan struct{}),
	}
	for range batches {
		j.free <- &mergeBatch{}
	}
	j.group.Go(func() { j.run(rows) })
	return j
}

// stop ends the goroutines and waits for them. Nothing more may be taken then.
func (j *joiner) stop() {
	close(j.quit)
	j.group.Wait()
}

func (j *joiner) run(rows *shelfReader) {
	defer close(j.order)
	defer close(j.work)
	for {
		var b *mergeBatch
		select {
		case b = <-j.free:
		case <-j.quit:
			return
		}
		b.reset()
		if j.err = b.fill(rows); j.err != nil || len(b.ends) == 0 {
			return
		}
		b.done = make(chan struct{})
		j.order <- b // both have room for all there are
		j.work <- b
	}
}

// fill gathers the rows of the next pages; none when there are none left.
func (b *mergeBatch) fill(rows *shelfReader) error {
	var first, last int64
	for {
		account, ok := rows.next()
		if !ok {
			return nil
		}
		page, _ := pageOf(int(account - 1))
		if len(b.ends) == 0 {
			first, last = page, page
		}
		enough := page-first >= pagesAtOnce || len(b.rows.bare)+len(b.rows.full) >= rowsAtOnce
		if page != last && enough {
			return nil
		}
		last = page
		if err := rows.take(&b.rows); err != nil {
			return err
		}
		b.ends = append(b.ends, rowsEnd{account, len(b.rows.bare), len(b.rows.full)})
	}
}
