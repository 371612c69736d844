package ingest

import (
	"context"
	"errors"
	"io"

	"trialist/scoring/record"
)

// readAhead is how many batches reading may be ahead of storing.
const readAhead = 3

// batchReader reads a source on a goroutine of its own.
type batchReader struct {
	full, free chan *record.Batch
	quit       chan struct{}
	ended      chan struct{}
	err        error // may be read once full is closed
}

func startBatchReader(src record.Source) *batchReader {
	p := &batchReader{
		full:  make(chan *record.Batch, readAhead),
		free:  make(chan *record.Batch, readAhead),
		quit:  make(chan struct{}),
		ended: make(chan struct{}),
	}
	for range readAhead {
		p.free <- &record.Batch{}
	}
	go p.run(src)
	return p
}

func (p *batchReader) run(src record.Source) {
	defer close(p.ended)
	defer close(p.full)
	for p.err == nil {
		select {
		case b := <-p.free:
			b.Reset()
			p.err = src.Next(b)
			if p.err != nil && !errors.Is(p.err, io.EOF) {
				return
			}
			p.full <- b // never blocks: the channel has room for all batches
		case <-p.quit:
			return
		}
	}
}

// next is the next batch, nil after the last.
func (p *batchReader) next(ctx context.Context) (*record.Batch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case b, ok := <-p.full:
		if !ok && !errors.Is(p.err, io.EOF) {
			return nil, p.err
		}
		return b, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// recycle gives a batch back, to be filled again.
func (p *batchReader) recycle(b *record.Batch) { p.free <- b }

// stop ends the goroutine and waits for it.
func (p *batchReader) stop() {
	close(p.quit)
	<-p.ended
}
