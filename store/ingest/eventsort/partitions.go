package eventsort

import (
	"encoding/binary"
	"fmt"
	"os"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// Partitions collects event rows and gives them back account by account. All
// rows of an account must be merged at once, because equal rows of one file add up
// while those of different files do not. But rows come in no order of accounts. So
// each row is put into the partition of its account, which has a thousand accounts,
// and a partition is sorted when it is read: it fits the cache of a core, which all
// rows together do not. Rows beyond memoryLimit are spilled to a temporary file.
type Partitions struct {
	folder      string        // of the temporary file
	memoryLimit int           // for full chunks, in words
	sortLimit   int           // words of a partition that are sorted at once
	base        value.Instant // from which the instants of compact rows are counted
	hasBase     bool
	partitions  []partition // by account >> partitionBits
	file        *os.File
	pending     []byte // to be written to the file
	end         int64  // length of the file, including what is pending
}

// partition is the rows of 1<<partitionBits accounts.
type partition struct{ compact, wide wordList }

// The place of an account is its position in the partition, the low partitionBits
// bits of its id.
//
// A compact row is one word: the place, the event, and the instant counted from base,
// which spans 17 years. A wide row is wideWords words:
//
//	place, event
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

// wordList is words in the order in which they were added, in chunks.
type wordList struct {
	chunks  [][]uint64 // full chunks in memory
	spilled []int64    // offsets in the file of the full chunks after them
	tail    []uint64   // the last chunk
}

// chunkWords is the size of a chunk, in words. A chunk is spilled as a whole.
const chunkWords = 512

// How many words are held in memory, and how many of a partition are sorted at once.
// Each takes 64 MB, as sorting needs the memory twice.
const (
	maxMemoryWords = 8 << 20
	maxSortWords   = 4 << 20
)

// NewPartitions holds about so many words in memory and sorts as many at once;
// 0 is the default. The temporary file is created in the folder. That should be the
// folder of the workspace, as the usual one for temporary files is often in memory
// and may be too small.
func NewPartitions(folder string, words int) *Partitions {
	if words == 0 {
		return &Partitions{folder: folder, memoryLimit: maxMemoryWords, sortLimit: maxSortWords}
	}
	return &Partitions{folder: folder, memoryLimit: words, sortLimit: words}
}

// AddSimple adds a row that happened once, without a contact and an id. As most rows are
// such, it takes what they have in registers.
func (s *Partitions) AddSimple(account uint32, event eventlog.EventID, at value.Instant) error {
	if !s.hasBase {
		s.base, s.hasBase = at-1<<(compactInstantBits-1), true // so that both earlier and later instants fit
	}
	since := uint64(at - s.base)
	if event > maxCompactEvent || since > compactInstantMask {
		return s.Add(account, Row{Entry: eventlog.Entry{Event: event, At: at, Count: 1}})
	}
	return s.appendWord(&s.partition(account).compact, uint64(account)<<partitionShift|uint64(event)<<compactInstantBits|since)
}

// Add adds a row.
func (s *Partitions) Add(account uint32, e Row) error {
	return s.appendWords(&s.partition(account).wide,
		uint64(account)<<partitionShift|uint64(e.Event), uint64(e.At), uint64(e.Contact)<<32|uint64(e.Count), e.ID)
}

// partition is the partition of the account.
func (s *Partitions) partition(account uint32) *partition {
	n := int(account >> partitionBits)
	if n >= len(s.partitions) {
		s.partitions = append(s.partitions, make([]partition, n+1-len(s.partitions))...)
	}
	return &s.partitions[n]
}

// appendWord appends a word to a list.
func (s *Partitions) appendWord(to *wordList, word uint64) error {
	if len(to.tail) == chunkWords {
		if err := s.spillChunk(to); err != nil {
			return err
		}
	}
	to.tail = append(to.tail, word)
	return nil
}

// appendWords appends the words of a wide row to a list.
func (s *Partitions) appendWords(to *wordList, words ...uint64) error {
	for _, word := range words { // all in one chunk, as its size is a multiple of wideWords
		if err := s.appendWord(to, word); err != nil {
			return err
		}
	}
	return nil
}

// spillChunk empties the full tail of a list: into memory while memoryLimit allows,
// and then into the file.
func (s *Partitions) spillChunk(l *wordList) error {
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
		// Where the system allows it, the name is removed now. Then the file goes
		// away with the process, even if that is killed.
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
func (s *Partitions) flush() error {
	if _, err := s.file.Write(s.pending); err != nil {
		return fmt.Errorf("put events aside: %w", err)
	}
	s.pending = s.pending[:0]
	return nil
}

// Close closes and removes the temporary file.
func (s *Partitions) Close() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// count is the number of words.
func (l *wordList) count() int {
	return chunkWords*(len(l.chunks)+len(l.spilled)) + len(l.tail)
}

// each visits all words of a list, a chunk at a time. A chunk is valid during the
// visit.
func (s *Partitions) each(l *wordList, visit func(words []uint64)) error {
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
