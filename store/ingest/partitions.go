package ingest

import (
	"encoding/binary"
	"fmt"
	"os"

	"trialist/scoring/value"
)

// eventPartitions collects event rows and gives them back account by account. What
// a file says of one account must be merged at once, because equal rows of one
// file add up while those of different files do not. Rows come in no order of
// accounts, so each is put into the partition of its account and a thousand
// neighbours, and a partition is sorted when it is read: it fits the cache, as all
// rows at once do not, and its rows are never encoded and merged again. Partitions
// lie in memory while they are few, and then in a temporary file.
type eventPartitions struct {
	folder      string        // of the temporary file
	memoryLimit int           // for full chunks, in words
	sortLimit   int           // words of a partition that are sorted at once
	base        value.Instant // what the instants of compact rows are counted from
	hasBase     bool
	partitions  []partition // by account >> partitionBits
	file        *os.File
	pending     []byte // to be written to the file
	end         int64  // of the file, with what is pending
}

// partition is the rows of 1<<partitionBits accounts, compact ones and others.
type partition struct{ compact, wide wordList }

// A compact row is one word: what its account adds to the first of the partition, the
// event, and the instant as 17 years hold it. Others take wideWords words:
//
//	account below the partition's, event
//	instant
//	contact, count
//	id of the row
const (
	partitionBits      = 10
	compactEventBits   = 15
	compactInstantBits = 64 - partitionBits - compactEventBits
	wideWords          = 4

	partitionShift     = 64 - partitionBits
	maxCompactEvent    = 1<<compactEventBits - 1
	compactInstantMask = 1<<compactInstantBits - 1
)

// wordList is words in the order in which they came.
type wordList struct {
	chunks  [][]uint64 // full chunks in memory
	spilled []int64    // places of those after them in the file
	tail    []uint64   // the last chunk
}

// chunkWords is the size of a chunk, which is what goes to the file at once.
const chunkWords = 512

// How much of a file is held in memory, in words, and how much of it is sorted
// at once: each takes 64 MB.
const (
	maxMemoryWords = 8 << 20
	maxSortWords   = 4 << 20
)

// newEventPartitions holds about as many words as said, and sorts as many at once,
// or with 0 what is sensible. A temporary file goes into the folder: that of the
// workspace has room for it, which one for temporary files, often in memory, may
// not.
func newEventPartitions(folder string, words int) *eventPartitions {
	if words == 0 {
		return &eventPartitions{folder: folder, memoryLimit: maxMemoryWords, sortLimit: maxSortWords}
	}
	return &eventPartitions{folder: folder, memoryLimit: words, sortLimit: words}
}

// add takes in a row.
func (s *eventPartitions) add(account uint32, e wideEvent) error {
	n := int(account >> partitionBits)
	if n >= len(s.partitions) {
		s.partitions = append(s.partitions, make([]partition, n+1-len(s.partitions))...)
	}
	if !s.hasBase {
		s.base, s.hasBase = e.At-1<<(compactInstantBits-1), true // events lie on both sides of the first
	}
	to, place := &s.partitions[n], uint64(account)<<partitionShift
	since := uint64(e.At - s.base)
	if e.Count == 1 && e.Contact == 0 && e.id == 0 && e.Event <= maxCompactEvent && since <= compactInstantMask {
		return s.appendWord(&to.compact, place|uint64(e.Event)<<compactInstantBits|since)
	}
	return s.appendWords(&to.wide, place|uint64(e.Event), uint64(e.At), uint64(e.Contact)<<32|uint64(e.Count), e.id)
}

// appendWord appends a word.
func (s *eventPartitions) appendWord(to *wordList, word uint64) error {
	if len(to.tail) == chunkWords {
		if err := s.spillChunk(to); err != nil {
			return err
		}
	}
	to.tail = append(to.tail, word)
	return nil
}

// appendWords appends the words of a row.
func (s *eventPartitions) appendWords(to *wordList, words ...uint64) error {
	for _, word := range words { // a chunk has room for all of them or none
		if err := s.appendWord(to, word); err != nil {
			return err
		}
	}
	return nil
}

// spillChunk makes room in the open chunk.
func (s *eventPartitions) spillChunk(l *wordList) error {
	if s.memoryLimit >= chunkWords {
		s.memoryLimit -= chunkWords
		l.chunks = append(l.chunks, l.tail)
		l.tail = make([]uint64, 0, chunkWords)
		return nil
	}
	if s.file == nil {
		var err error
		if s.file, err = os.CreateTemp(s.folder, ".trialist-import-*"); err != nil {
			return fmt.Errorf("put events aside: %w", err)
		}
		// Where the system allows it the name goes now, and the file with the
		// process, however that ends.
		_ = os.Remove(s.file.Name())
	}
	for _, word := range l.tail {
		s.pending = binary.LittleEndian.AppendUint64(s.pending, word)
	}
	l.spilled = append(l.spilled, s.end)
	s.end += 8 * chunkWords
	l.tail = l.tail[:0]
	if len(s.pending) < 1<<20 {
		return nil
	}
	return s.flush()
}

// flush writes what is pending to the file.
func (s *eventPartitions) flush() error {
	if _, err := s.file.Write(s.pending); err != nil {
		return fmt.Errorf("put events aside: %w", err)
	}
	s.pending = s.pending[:0]
	return nil
}

// close gives the temporary file back.
func (s *eventPartitions) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// count is how many there are.
func (l *wordList) count() int {
	return chunkWords*(len(l.chunks)+len(l.spilled)) + len(l.tail)
}

// each hands on all words of a list, a chunk at a time.
func (s *eventPartitions) each(l *wordList, visit func(words []uint64)) error {
	for _, chunk := range l.chunks {
		visit(chunk)
	}
	if len(l.spilled) > 0 {
		var bytes [8 * chunkWords]byte
		var chunk [chunkWords]uint64
		for _, at := range l.spilled {
			if _, err := s.file.ReadAt(bytes[:], at); err != nil {
				return fmt.Errorf("read events put aside: %w", err)
			}
			for i := range chunk {
				chunk[i] = binary.LittleEndian.Uint64(bytes[8*i:])
			}
			visit(chunk[:])
		}
	}
	visit(l.tail)
	return nil
}
