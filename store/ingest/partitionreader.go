package ingest

import (
	"math/bits"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// partitionReader gives the rows of the partitions back in the order of accounts, and
// the compact ones of each account in the order of logs.
type partitionReader struct {
	*eventPartitions
	partition int    // at hand
	from      uint64 // places on it from here on are still to be read
	compact   sortedWords
	wide      sortedWords
	account   uint32
	ended     bool
}

// sortedWords are rows of one kind of a partition, sorted by place, of which the
// first ones are taken as they are read.
type sortedWords struct {
	words, spare, unread []uint64
	starts               []uint32
}

// newReader reads what was added. Nothing may be added after.
func (s *eventPartitions) newReader() (*partitionReader, error) {
	if s.file != nil {
		if err := s.flush(); err != nil {
			return nil, err
		}
	}
	r := &partitionReader{eventPartitions: s, partition: -1, from: 1 << partitionBits}
	return r, r.nextAccount()
}

// next is the account at hand, false after the last.
func (r *partitionReader) next() (account uint32, ok bool) { return r.account, !r.ended }

// readAccount adds the rows of the account at hand and goes on to the next.
func (r *partitionReader) readAccount(into *accountEvents) error {
	place := uint64(r.account) << partitionShift >> partitionShift
	n := 0
	for n < len(r.compact.unread) && r.compact.unread[n]>>partitionShift == place {
		n++
	}
	for _, word := range r.compact.unread[:n] {
		event := word >> compactInstantBits & maxCompactEvent
		since := uint64(r.base - earliestEvent + value.Instant(word&compactInstantMask))
		into.compact = append(into.compact, event<<instantBits|since)
	}
	r.compact.unread = r.compact.unread[n:]
	for len(r.wide.unread) > 0 && r.wide.unread[0]>>partitionShift == place {
		w := r.wide.unread[:wideWords]
		into.wide = append(into.wide, wideEvent{id: w[3], Entry: eventlog.Entry{
			Event: eventlog.EventID(uint32(w[0])), At: value.Instant(w[1]),
			Contact: eventlog.ContactID(w[2] >> 32), Count: uint32(w[2]),
		}})
		r.wide.unread = r.wide.unread[wideWords:]
	}
	return r.nextAccount()
}

// nextAccount goes to the next account.
func (r *partitionReader) nextAccount() error {
	for len(r.compact.unread)+len(r.wide.unread) == 0 {
		if r.from == 1<<partitionBits {
			r.partition, r.from = r.partition+1, 0
		}
		if r.partition == len(r.partitions) {
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

// loadSorted sorts the next rows of the partition at hand: all of them or, where they are
// too many, those of the next accounts that are not.
func (r *partitionReader) loadSorted() error {
	s := &r.partitions[r.partition]
	from, to := r.from, uint64(1<<partitionBits)
	if s.compact.count()+s.wide.count() > r.sortLimit {
		var err error
		if to, err = r.sortRange(s, from); err != nil {
			return err
		}
	}
	r.from = to
	r.compact.words, r.wide.words = r.compact.words[:0], r.wide.words[:0]
	err := r.each(&s.compact, func(words []uint64) {
		r.compact.words = appendRange(r.compact.words, words, 1, from, to)
	})
	if err != nil {
		return err
	}
	err = r.each(&s.wide, func(words []uint64) {
		r.wide.words = appendRange(r.wide.words, words, wideWords, from, to)
	})
	r.compact.sortEvents()
	r.wide.sortBy(partitionShift, partitionBits, wideWords)
	r.compact.unread, r.wide.unread = r.compact.words, r.wide.words
	if to == 1<<partitionBits {
		*s = partition{}
	}
	return err
}

// sortRange is up to where the accounts of a partition, from a place on, have no more
// words than are sorted at once, or are one account.
func (r *partitionReader) sortRange(s *partition, from uint64) (to uint64, err error) {
	var sizes [1 << partitionBits]int
	err = r.each(&s.compact, func(words []uint64) {
		for _, word := range words {
			sizes[word>>partitionShift]++
		}
	})
	if err != nil {
		return 0, err
	}
	err = r.each(&s.wide, func(words []uint64) {
		for i := 0; i < len(words); i += wideWords {
			sizes[words[i]>>partitionShift] += wideWords
		}
	})
	sum := sizes[from]
	for to = from + 1; to < 1<<partitionBits && sum+sizes[to] <= r.sortLimit; to++ {
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

// sortEvents sorts bare rows by account, event and instant. Files are mostly in
// the order of time, and then two passes that count are enough.
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

// sortBy sorts rows of some words each by a number of so many bits in the first,
// and leaves those of the same number in their order.
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
