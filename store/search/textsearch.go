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

// search has the slots whose texts contain the needle, which are for reading
// only.
func (t *textIndex) search(needle string) bitset.Bits {
	wanted := value.Fold(needle)
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

// slots is how many accounts there are.
func (t *textIndex) slots() int {
	if len(t.chunks) == 0 {
		return 0
	}
	last := len(t.chunks) - 1
	return last*chunkSlots + len(t.chunks[last].ends)
}

// scanAll looks through all texts.
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

// scan notes the slots of the chunk that have what is wanted.
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

// sample counts some bytes of each chunk.
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

// slotAt is the slot of a byte of the chunk, which is from or later. The next hit
// is often near and sometimes far: steps grow until they are past it.
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

// scanSlots looks through the texts of some slots only.
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

// recentSearches is the answers given last. Who types asks for a little more than before,
// and who deletes for what was asked before. The zero recent has none.
type recentSearches struct {
	sync.Mutex
	answers []searchAnswer // the newest last
}

// searchAnswer is where a folded text was found.
type searchAnswer struct {
	wanted string
	slots  bitset.Bits
	count  int
}

// The most answers that are remembered, a bit an account each, and the share of
// the accounts beyond which looking at each of those is slower than running over
// all.
const (
	maxRecent   = 16
	sparseShare = 64
)

// lookup has the answer if it was given before, or else the slots it must be among
// where these are few.
func (r *recentSearches) lookup(wanted string) (answer, within bitset.Bits) {
	r.Lock()
	defer r.Unlock()
	least := 0
	for _, a := range r.answers {
		if a.wanted == wanted {
			return a.slots, nil
		}
		few := a.count <= 64*len(a.slots)/sparseShare
		if few && (within == nil || a.count < least) && strings.Contains(wanted, a.wanted) {
			within, least = a.slots, a.count
		}
	}
	return nil, within
}

// add keeps an answer and forgets the oldest.
func (r *recentSearches) add(wanted string, slots bitset.Bits) {
	r.Lock()
	defer r.Unlock()
	if len(r.answers) == maxRecent {
		r.answers = slices.Delete(r.answers, 0, 1)
	}
	r.answers = append(r.answers, searchAnswer{wanted, slots, slots.Count()})
}
