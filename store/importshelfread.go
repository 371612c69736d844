package store

import (
	"math/bits"
	"slices"

	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// shelfReader gives the rows of the shelves back in the order of accounts, and
// the bare ones of each account in the order of logs.
type shelfReader struct {
	*eventShelves
	at      int    // shelf at hand
	from    uint64 // places on it from here on are still to be read
	bare    sortedWords
	full    sortedWords
	account uint32
	ended   bool
}

// sortedWords are rows of one kind of a shelf, sorted by place, of which the
// first ones are taken as they are read.
type sortedWords struct {
	words, spare, rest []uint64
	starts             []uint32
}

// reader reads what was added. Nothing may be added after.
func (s *eventShelves) reader() (*shelfReader, error) {
	if s.file != nil {
		if err := s.write(); err != nil {
			return nil, err
		}
	}
	r := &shelfReader{eventShelves: s, at: -1, from: 1 << shelfBits}
	return r, r.find()
}

// next is the account at hand, false after the last.
func (r *shelfReader) next() (account uint32, ok bool) { return r.account, !r.ended }

// take adds the rows of the account at hand and goes on to the next.
func (r *shelfReader) take(into *accountEvents) error {
	place := uint64(r.account) << shelfShift >> shelfShift
	n := 0
	for n < len(r.bare.rest) && r.bare.rest[n]>>shelfShift == place {
		n++
	}
	for _, word := range r.bare.rest[:n] {
		event := word >> clockBits & maxBareEvent
		since := uint64(r.base - earliestEvent + value.Instant(word&clockMask))
		into.bare = append(into.bare, event<<instantBits|since)
	}
	r.bare.rest = r.bare.rest[n:]
	for len(r.full.rest) > 0 && r.full.rest[0]>>shelfShift == place {
		w := r.full.rest[:fullWords]
		into.full = append(into.full, fullEvent{id: w[3], Entry: eventlog.Entry{
			Event: eventlog.EventID(uint32(w[0])), At: value.Instant(w[1]),
			Contact: eventlog.ContactID(w[2] >> 32), Count: uint32(w[2]),
		}})
		r.full.rest = r.full.rest[fullWords:]
	}
	return r.find()
}

// find goes to the next account.
func (r *shelfReader) find() error {
	for len(r.bare.rest)+len(r.full.rest) == 0 {
		if r.from == 1<<shelfBits {
			r.at, r.from = r.at+1, 0
		}
		if r.at == len(r.shelves) {
			r.ended = true
			return nil
		}
		if err := r.load(); err != nil {
			return err
		}
	}
	place := uint64(1 << shelfBits)
	for _, rest := range [][]uint64{r.bare.rest, r.full.rest} {
		if len(rest) > 0 {
			place = min(place, rest[0]>>shelfShift)
		}
	}
	r.account = uint32(r.at)<<shelfBits | uint32(place)
	return nil
}

// load sorts the next rows of the shelf at hand: all of them or, where they are
// too many, those of the next accounts that are not.
func (r *shelfReader) load() error {
	s := &r.shelves[r.at]
	from, to := r.from, uint64(1<<shelfBits)
	if s.bare.words()+s.full.words() > r.most {
		var err error
		if to, err = r.part(s, from); err != nil {
			return err
		}
	}
	r.from = to
	r.bare.words, r.full.words = r.bare.words[:0], r.full.words[:0]
	err := r.each(&s.bare, func(words []uint64) {
		r.bare.words = appendPlaces(r.bare.words, words, 1, from, to)
	})
	if err != nil {
		return err
	}
	err = r.each(&s.full, func(words []uint64) {
		r.full.words = appendPlaces(r.full.words, words, fullWords, from, to)
	})
	r.bare.sortEvents()
	r.full.sortBy(shelfShift, shelfBits, fullWords)
	r.bare.rest, r.full.rest = r.bare.words, r.full.words
	if to == 1<<shelfBits {
		*s = shelf{}
	}
	return err
}

// part is up to where the accounts of a shelf, from a place on, have no more
// words than are sorted at once, or are one account.
func (r *shelfReader) part(s *shelf, from uint64) (to uint64, err error) {
	var sizes [1 << shelfBits]int
	err = r.each(&s.bare, func(words []uint64) {
		for _, word := range words {
			sizes[word>>shelfShift]++
		}
	})
	if err != nil {
		return 0, err
	}
	err = r.each(&s.full, func(words []uint64) {
		for i := 0; i < len(words); i += fullWords {
			sizes[words[i]>>shelfShift] += fullWords
		}
	})
	sum := sizes[from]
	for to = from + 1; to < 1<<shelfBits && sum+sizes[to] <= r.most; to++ {
		sum += sizes[to]
	}
	return to, err
}

// appendPlaces appends the rows whose places are in [from, to).
func appendPlaces(dst, words []uint64, stride int, from, to uint64) []uint64 {
	if from == 0 && to == 1<<shelfBits {
		return append(dst, words...)
	}
	for i := 0; i < len(words); i += stride {
		if place := words[i] >> shelfShift; place >= from && place < to {
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
		top = max(top, word>>clockBits&maxBareEvent)
	}
	if top < uint64(64+4*len(s.words)) {
		s.sortBy(clockBits, bits.Len64(top), 1)
		s.sortBy(shelfShift, shelfBits, 1)
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
