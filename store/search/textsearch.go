package search

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"trialist/scoring/bitset"
	"trialist/scoring/substring"
	"trialist/scoring/value"
	"trialist/store"
)

// search is the slots whose texts contain the text. The caller must not change them.
func (t *textIndex) search(text string) bitset.Bits {
	wanted := value.Fold(text)
	answer, within := t.recent.lookup(wanted)
	if answer != nil {
		return answer
	}
	switch {
	case wanted == "":
		answer = bitset.New(t.slots())
		answer.Fill(t.slots())
	case strings.IndexByte(wanted, separator) >= 0:
		answer = bitset.New(t.slots())
	case within != nil:
		answer = t.scanSlots(within, []byte(wanted))
	default:
		answer = t.scanAll(wanted)
	}
	t.recent.add(wanted, answer)
	return answer
}

// The places of texts among those of an account.
const (
	idPart = iota
	namePart
)

// searchPart is the slots of which one text fits what is wanted, which it contains.
func (t *textIndex) searchPart(text string, part int, fits func(part, wanted []byte) bool) bitset.Bits {
	wanted, among := []byte(value.Fold(text)), t.search(text)
	answer := bitset.New(t.slots())
	for slot := range among.All() {
		texts := bytes.SplitN(t.chunks[slot/chunkSlots].slotText(slot%chunkSlots), []byte{separator}, part+2)
		if len(texts) > part && fits(texts[part], wanted) {
			answer.Set(slot)
		}
	}
	return answer
}

// slots is how many accounts there are.
func (t *textIndex) slots() int {
	if len(t.chunks) == 0 {
		return 0
	}
	last := len(t.chunks) - 1
	return last*chunkSlots + len(t.chunks[last].ends)
}

// scanAll searches the texts of all slots, in parallel.
func (t *textIndex) scanAll(wanted string) bitset.Bits {
	answer, finder := bitset.New(t.slots()), substring.New(wanted, t.sample())
	_ = store.InRanges(len(t.chunks), func(from, to int) error {
		for i := from; i < to; i++ {
			t.chunks[i].scan(finder, answer[i*(chunkSlots/64):])
		}
		return nil
	})
	return answer
}

// scan sets the slots of the chunk whose texts contain what is wanted.
func (c *textChunk) scan(wanted substring.Finder, answer bitset.Bits) {
	slot := 0
	for at := 0; ; slot++ {
		found := wanted.Index(c.folded, at)
		if found < 0 {
			return
		}
		slot = c.slotAt(uint32(found), slot)
		answer.Set(slot)
		at = int(c.ends[slot])
	}
}

// sample counts the bytes at the start of each chunk.
func (t *textIndex) sample() *substring.ByteCounts {
	var counts substring.ByteCounts
	for i := range t.chunks {
		folded := t.chunks[i].folded
		counts.Add(folded[:min(len(folded), sampleSize)])
	}
	return &counts
}

// sampleSize is how many bytes of each chunk are counted.
const sampleSize = 256

// slotAt is the slot, not before from, of a byte of the chunk. The next hit is often
// near and sometimes far, so it is an exponential search from there.
func (c *textChunk) slotAt(at uint32, from int) int {
	step := 1
	for from+step < len(c.ends) && c.ends[from+step-1] <= at {
		from += step
		step *= 2
	}
	within := c.ends[from:min(from+step, len(c.ends))]
	slot, exact := slices.BinarySearch(within, at)
	if exact {
		slot++ // a text starts where the one before ends
	}
	return from + slot
}

// scanSlots searches the texts of some slots only.
func (t *textIndex) scanSlots(slots bitset.Bits, wanted []byte) bitset.Bits {
	answer := bitset.New(t.slots())
	for slot := range slots.All() {
		if bytes.Contains(t.chunks[slot/chunkSlots].slotText(slot%chunkSlots), wanted) {
			answer.Set(slot)
		}
	}
	return answer
}

// slotText is the texts of a slot of the chunk.
func (c *textChunk) slotText(slot int) []byte {
	from := uint32(0)
	if slot > 0 {
		from = c.ends[slot-1]
	}
	return c.folded[from:c.ends[slot]]
}

// recentSearches is the last answers. Somebody who types searches for a letter more
// than before, and after deleting a letter for the same as before. The zero value is
// empty.
type recentSearches struct {
	sync.Mutex
	answers []searchAnswer // the newest last
}

// searchAnswer is the slots in which a folded text was found.
type searchAnswer struct {
	wanted string
	slots  bitset.Bits
	count  int
}

// At most maxRecent answers are kept, which take a bit for each account. An answer of
// more than one slot in sparseShare is too large to search its slots one by one: a
// scan of all is faster.
const (
	maxRecent   = 16
	sparseShare = 64
)

// lookup is the answer if it is kept. Else it is the slots that the answer must be
// among, if these are few: those of a search for part of what is wanted.
func (r *recentSearches) lookup(wanted string) (answer, within bitset.Bits) {
	r.Lock()
	defer r.Unlock()
	least := 0
	for _, a := range r.answers {
		if a.wanted == wanted {
			return a.slots, nil
		}
		sparse := a.count <= 64*len(a.slots)/sparseShare
		if sparse && (within == nil || a.count < least) && strings.Contains(wanted, a.wanted) {
			within, least = a.slots, a.count
		}
	}
	return nil, within
}

// add keeps an answer, and drops the oldest one when there are too many.
func (r *recentSearches) add(wanted string, slots bitset.Bits) {
	r.Lock()
	defer r.Unlock()
	if len(r.answers) == maxRecent {
		r.answers = slices.Delete(r.answers, 0, 1)
	}
	r.answers = append(r.answers, searchAnswer{wanted, slots, slots.Count()})
}
