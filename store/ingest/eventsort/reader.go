package eventsort

import (
	"math/bits"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// Reader reads the rows of the partitions in the order of accounts. The
// compact rows of an account come in the order of logs.
type Reader struct {
	source    *Partitions
	partition int    // the current one
	from      uint64 // places of the partition below it are loaded
	compact   sortedWords
	wide      sortedWords
	account   uint32 // the current one
	ended     bool
}

// sortedWords is rows of one kind, compact or wide, that are sorted by place.
type sortedWords struct {
	words, spare []uint64 // spare is memory to sort into
	unread       []uint64 // the words that were not read yet
	starts       []uint32 // see sortBy
}

// NewReader reads the rows that were added. No rows may be added after it.
func (s *Partitions) NewReader() (*Reader, error) {
	if s.file != nil {
		if err := s.flush(); err != nil {
			return nil, err
		}
	}
	r := &Reader{source: s, partition: -1, from: 1 << partitionBits}
	return r, r.nextAccount()
}

// Account is the current account, false after the last.
func (r *Reader) Account() (account uint32, ok bool) { return r.account, !r.ended }

// ReadAccount appends the rows of the current account and goes on to the next one.
func (r *Reader) ReadAccount(into *Rows) error {
	place := uint64(r.account) << partitionShift >> partitionShift
	n := 0
	for n < len(r.compact.unread) && r.compact.unread[n]>>partitionShift == place {
		n++
	}
	for _, word := range r.compact.unread[:n] {
		event := word >> compactInstantBits & maxCompactEvent
		since := uint64(r.source.base - EarliestEvent + value.Instant(word&compactInstantMask))
		into.Compact = append(into.Compact, event<<instantBits|since)
	}
	r.compact.unread = r.compact.unread[n:]
	for len(r.wide.unread) > 0 && r.wide.unread[0]>>partitionShift == place {
		w := r.wide.unread[:wideWords]
		into.Wide = append(into.Wide, Row{ID: w[3], Entry: eventlog.Entry{
			Event: eventlog.EventID(uint32(w[0])), At: value.Instant(w[1]),
			Contact: eventlog.ContactID(w[2] >> 32), Count: uint32(w[2]),
		}})
		r.wide.unread = r.wide.unread[wideWords:]
	}
	return r.nextAccount()
}

// nextAccount goes on to the next account, and loads rows when none are left.
func (r *Reader) nextAccount() error {
	for len(r.compact.unread)+len(r.wide.unread) == 0 {
		if r.from == 1<<partitionBits {
			r.partition, r.from = r.partition+1, 0
		}
		if r.partition == len(r.source.partitions) {
			r.ended = true
			return nil
		}
		if err := r.loadSorted(); err != nil {
			return err
		}
	}
	place := uint64(1 << partitionBits)
	for _, rest := range [][]uint64{r.compact.unread, r.wide.unread} {
		if len(rest) > 0 {
			place = min(place, rest[0]>>partitionShift)
		}
	}
	r.account = uint32(r.partition)<<partitionBits | uint32(place)
	return nil
}

// loadSorted loads and sorts the next rows of the current partition: all of them or,
// where they are more than sortLimit, those of as many accounts as fit.
func (r *Reader) loadSorted() error {
	s := &r.source.partitions[r.partition]
	from, to := r.from, uint64(1<<partitionBits)
	if s.compact.count()+s.wide.count() > r.source.sortLimit {
		var err error
		if to, err = r.sortRange(s, from); err != nil {
			return err
		}
	}
	r.from = to
	r.compact.words, r.wide.words = r.compact.words[:0], r.wide.words[:0]
	err := r.source.each(&s.compact, func(words []uint64) {
		r.compact.words = appendRange(r.compact.words, words, 1, from, to)
	})
	if err != nil {
		return err
	}
	err = r.source.each(&s.wide, func(words []uint64) {
		r.wide.words = appendRange(r.wide.words, words, wideWords, from, to)
	})
	if err != nil {
		return err
	}
	r.compact.sortEvents()
	r.wide.sortBy(partitionShift, partitionBits, wideWords)
	r.compact.unread, r.wide.unread = r.compact.words, r.wide.words
	if to == 1<<partitionBits {
		*s = partition{}
	}
	return nil
}

// sortRange is the end of a range of places, starting at from, that has no more
// words than sortLimit, or is a single account.
func (r *Reader) sortRange(s *partition, from uint64) (to uint64, err error) {
	var sizes [1 << partitionBits]int
	err = r.source.each(&s.compact, func(words []uint64) {
		for _, word := range words {
			sizes[word>>partitionShift]++
		}
	})
	if err != nil {
		return 0, err
	}
	err = r.source.each(&s.wide, func(words []uint64) {
		for i := 0; i < len(words); i += wideWords {
			sizes[words[i]>>partitionShift] += wideWords
		}
	})
	sum := sizes[from]
	for to = from + 1; to < 1<<partitionBits && sum+sizes[to] <= r.source.sortLimit; to++ {
		sum += sizes[to]
	}
	return to, err
}

// appendRange appends the rows whose places are in [from, to).
func appendRange(dst, words []uint64, stride int, from, to uint64) []uint64 {
	if from == 0 && to == 1<<partitionBits {
		return append(dst, words...)
	}
	for i := 0; i < len(words); i += stride {
		if place := words[i] >> partitionShift; place >= from && place < to {
			dst = append(dst, words[i:i+stride]...)
		}
	}
	return dst
}

// sortEvents sorts compact rows by account, event and instant. Most files are in the
// order of time. Then two counting sorts, which keep that order, are enough.
func (s *sortedWords) sortEvents() {
	top := uint64(0)
	for _, word := range s.words {
		top = max(top, word>>compactInstantBits&maxCompactEvent)
	}
	if top < uint64(64+4*len(s.words)) {
		s.sortBy(compactInstantBits, bits.Len64(top), 1)
		s.sortBy(partitionShift, partitionBits, 1)
	}
	if !slices.IsSorted(s.words) {
		slices.Sort(s.words)
	}
}

// sortBy sorts rows stably by width bits of their first word, from bit shift on. A
// row has stride words. It is a counting sort in one pass. Package rank has a radix
// sort, which does not serve here: its rows are single words with the key in the upper
// half, and it takes several digits, as its keys are wide.
func (s *sortedWords) sortBy(shift, width, stride int) {
	mask := uint64(1)<<width - 1
	s.starts = slices.Grow(s.starts[:0], 2<<width)[:1<<width+1]
	clear(s.starts)
	for i := 0; i < len(s.words); i += stride {
		s.starts[s.words[i]>>shift&mask+1] += uint32(stride)
	}
	for i := 1; i < len(s.starts); i++ {
		s.starts[i] += s.starts[i-1]
	}
	s.spare = slices.Grow(s.spare[:0], len(s.words))[:len(s.words)]
	for i := 0; i < len(s.words); i += stride {
		at := &s.starts[s.words[i]>>shift&mask]
		if stride == 1 {
			s.spare[*at] = s.words[i]
		} else {
			copy(s.spare[*at:], s.words[i:i+stride])
		}
		*at += uint32(stride)
	}
	s.words, s.spare = s.spare, s.words
}
