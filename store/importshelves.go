package store

import (
	"encoding/binary"
	"fmt"
	"os"

	"trialist/scoring/value"
)

// eventShelves collects event rows and gives them back account by account. What
// a file says of one account must be merged at once, because equal rows of one
// file add up while those of different files do not. Rows come in no order of
// accounts, so each is put on the shelf of its account and a thousand
// neighbours, and a shelf is sorted when it is read: it fits the cache, as all
// rows at once do not, and its rows are never packed and joined again. Shelves
// lie in memory while they are few, and then in a temporary file.
type eventShelves struct {
	folder  string        // of the temporary file
	room    int           // for full chunks, in words
	most    int           // words of a shelf that are sorted at once
	base    value.Instant // what the instants of bare rows are counted from
	based   bool
	shelves []shelf // by account >> shelfBits
	file    *os.File
	pending []byte // to be written to the file
	end     int64  // of the file, with what is pending
}

// shelf is the rows of 1<<shelfBits accounts, bare ones and others.
type shelf struct{ bare, full wordList }

// A bare row is one word: what its account adds to the first of the shelf, the
// event, and the instant as 17 years hold it. Others take fullWords words:
//
//	account below the shelf's, event
//	instant
//	contact, count
//	id of the row
const (
	shelfBits = 10
	eventBits = 15
	clockBits = 64 - shelfBits - eventBits
	fullWords = 4

	shelfShift   = 64 - shelfBits
	maxBareEvent = 1<<eventBits - 1
	clockMask    = 1<<clockBits - 1
)

// wordList is words in the order in which they came.
type wordList struct {
	held  [][]uint64 // full chunks in memory
	filed []int64    // places of those after them in the file
	open  []uint64   // the last chunk
}

// chunkWords is the size of a chunk, which is what goes to the file at once.
const chunkWords = 512

// How much of a file is held in memory, in words, and how much of it is sorted
// at once: each takes 64 MB.
const (
	maxShelved = 8 << 20
	maxSorted  = 4 << 20
)

// newEventShelves holds about as many words as said, and sorts as many at once,
// or with 0 what is sensible. A temporary file goes into the folder: that of the
// workspace has room for it, which one for temporary files, often in memory, may
// not.
func newEventShelves(folder string, words int) *eventShelves {
	if words == 0 {
		return &eventShelves{folder: folder, room: maxShelved, most: maxSorted}
	}
	return &eventShelves{folder: folder, room: words, most: words}
}

// add takes in a row.
func (s *eventShelves) add(account uint32, e fullEvent) error {
	n := int(account >> shelfBits)
	if n >= len(s.shelves) {
		s.shelves = append(s.shelves, make([]shelf, n+1-len(s.shelves))...)
	}
	if !s.based {
		s.base, s.based = e.At-1<<(clockBits-1), true // events lie on both sides of the first
	}
	to, place := &s.shelves[n], uint64(account)<<shelfShift
	since := uint64(e.At - s.base)
	if e.Count == 1 && e.Contact == 0 && e.id == 0 && e.Event <= maxBareEvent && since <= clockMask {
		return s.put(&to.bare, place|uint64(e.Event)<<clockBits|since)
	}
	return s.putFull(&to.full, place|uint64(e.Event), uint64(e.At), uint64(e.Contact)<<32|uint64(e.Count), e.id)
}

// put appends a word.
func (s *eventShelves) put(to *wordList, word uint64) error {
	if len(to.open) == chunkWords {
		if err := s.putAside(to); err != nil {
			return err
		}
	}
	to.open = append(to.open, word)
	return nil
}

// putFull appends the words of a row.
func (s *eventShelves) putFull(to *wordList, words ...uint64) error {
	for _, word := range words { // a chunk has room for all of them or none
		if err := s.put(to, word); err != nil {
			return err
		}
	}
	return nil
}

// putAside makes room in the open chunk.
func (s *eventShelves) putAside(l *wordList) error {
	if s.room >= chunkWords {
		s.room -= chunkWords
		l.held = append(l.held, l.open)
		l.open = make([]uint64, 0, chunkWords)
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
	for _, word := range l.open {
		s.pending = binary.LittleEndian.AppendUint64(s.pending, word)
	}
	l.filed = append(l.filed, s.end)
	s.end += 8 * chunkWords
	l.open = l.open[:0]
	if len(s.pending) < 1<<20 {
		return nil
	}
	return s.write()
}

// write writes what is pending to the file.
func (s *eventShelves) write() error {
	if _, err := s.file.Write(s.pending); err != nil {
		return fmt.Errorf("put events aside: %w", err)
	}
	s.pending = s.pending[:0]
	return nil
}

// close gives the temporary file back.
func (s *eventShelves) close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// words is how many there are.
func (l *wordList) words() int {
	return chunkWords*(len(l.held)+len(l.filed)) + len(l.open)
}

// each hands on all words of a list, a chunk at a time.
func (s *eventShelves) each(l *wordList, visit func(words []uint64)) error {
	for _, chunk := range l.held {
		visit(chunk)
	}
	if len(l.filed) > 0 {
		var bytes [8 * chunkWords]byte
		var chunk [chunkWords]uint64
		for _, at := range l.filed {
			if _, err := s.file.ReadAt(bytes[:], at); err != nil {
				return fmt.Errorf("read events put aside: %w", err)
			}
			for i := range chunk {
				chunk[i] = binary.LittleEndian.Uint64(bytes[8*i:])
			}
			visit(chunk[:])
		}
	}
	visit(l.open)
	return nil
}
