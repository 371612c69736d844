package codec

import (
	"encoding/binary"
	"errors"
	"math/bits"

	"trialist/scoring/bitset"
	"trialist/scoring/varint"
)

// Delta is which slots an import changed, and how much there was before it. The
// answers about all other slots stay valid, so that only these are evaluated again.
type Delta struct {
	Accounts SlotSet // with a new or changed customer row
	Contacts SlotSet // with a new or changed contact
	Events   SlotSet // with new events
	Before   Sizes
}

// Sizes is how many accounts and names there are. Only undoing an import removes any.
type Sizes struct {
	Accounts   uint32
	Events     uint32    // names
	Attributes [2]uint32 // names, by scope
}

// SlotSets are the three sets.
func (d *Delta) SlotSets() [3]SlotSet { return [...]SlotSet{d.Accounts, d.Contacts, d.Events} }

// SlotSet is a set of slots that grows as slots are added.
type SlotSet bitset.Bits

// Add puts a slot into the set.
func (s *SlotSet) Add(slot uint32) {
	for int(slot>>6) >= len(*s) {
		*s = append(*s, 0)
	}
	bitset.Bits(*s).Set(int(slot))
}

// AddNew adds a slot and reports whether it was not there.
func (s *SlotSet) AddNew(slot uint32) bool {
	if int(slot>>6) < len(*s) && bitset.Bits(*s).Has(int(slot)) {
		return false
	}
	s.Add(slot)
	return true
}

// DeltasKept is how many imports keep their delta. Caches that are older than these
// are made anew.
const DeltasKept = 64

// A delta is stored as
//
//	delta = version accounts events attributes attributes set set set
//	set   = 0 pairs {slots not in the set, slots in it} | 1 words {8 bytes}
//
// Version, 0 and 1 are bytes, all other numbers varints. A set is stored in the
// shorter of its two encodings.
const deltaVersion = 1

const (
	runEncoding byte = iota
	bitmapEncoding
)

var errDeltaDamaged = errors.New("damaged record of what an import touched")

// Encode appends the delta to b.
func (d Delta) Encode(b []byte) []byte {
	b = append(b, deltaVersion)
	for _, n := range []uint32{d.Before.Accounts, d.Before.Events, d.Before.Attributes[0], d.Before.Attributes[1]} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, s := range d.SlotSets() {
		b = s.encode(b)
	}
	return b
}

func (s SlotSet) encode(b []byte) []byte {
	var runs []byte
	count := uint64(0)
	for at, end := 0, 64*len(s); at < end && len(runs) < 8*len(s); count++ {
		from := s.nextRun(at, 0)
		if from == end {
			break
		}
		to := s.nextRun(from, ^uint64(0))
		runs = binary.AppendUvarint(binary.AppendUvarint(runs, uint64(from-at)), uint64(to-from))
		at = to
	}
	if len(runs) < 8*len(s) || len(s) == 0 {
		return append(binary.AppendUvarint(append(b, runEncoding), count), runs...)
	}
	b = binary.AppendUvarint(append(b, bitmapEncoding), uint64(len(s)))
	for _, word := range s {
		b = binary.LittleEndian.AppendUint64(b, word)
	}
	return b
}

// nextRun is the first slot from at on whose bit differs from the bits of skip, which
// are all 0 or all 1. It is the end of the set when there is none.
func (s SlotSet) nextRun(at int, skip uint64) int {
	for at < 64*len(s) {
		if rest := (s[at>>6] ^ skip) >> (at & 63); rest != 0 {
			return at + bits.TrailingZeros64(rest)
		}
		at = at&^63 + 64
	}
	return 64 * len(s)
}

// DecodeDelta decodes a delta of a workspace with so many accounts. A slot beyond
// them is damage.
func DecodeDelta(b []byte, accounts int) (Delta, error) {
	r := deltaDecoder{Reader: varint.NewReader(b), slots: uint64(accounts)}
	version := r.Byte()
	d := Delta{Before: Sizes{Accounts: uint32(r.Uint()), Events: uint32(r.Uint())}}
	d.Before.Attributes = [2]uint32{uint32(r.Uint()), uint32(r.Uint())}
	d.Accounts, d.Contacts, d.Events = r.slotSet(), r.slotSet(), r.slotSet()
	if !r.Done() || version != deltaVersion || int(d.Before.Accounts) > accounts {
		return Delta{}, errDeltaDamaged
	}
	return d, nil
}

// deltaDecoder reads the parts of a delta.
type deltaDecoder struct {
	varint.Reader
	slots uint64
}

func (r *deltaDecoder) slotSet() SlotSet {
	if r.Damaged() {
		return nil
	}
	encoding, count := r.Byte(), r.Uint()
	set := SlotSet(bitset.New(int(r.slots)))
	switch {
	case encoding == runEncoding:
		at := uint64(0)
		for ; count > 0 && !r.Damaged(); count-- {
			from, n := r.Uint(), r.Uint()
			if from > r.slots-at || n > r.slots-at-from {
				r.Damage()
				break
			}
			bitset.Bits(set).FillRange(int(at+from), int(at+from+n))
			at += from + n
		}
	case encoding == bitmapEncoding && count <= uint64(len(set)):
		words := r.Bytes(8 * int(count))
		for i := range len(words) / 8 {
			set[i] = binary.LittleEndian.Uint64(words[8*i:])
		}
		if rest := r.slots & 63; rest != 0 && set[len(set)-1]>>rest != 0 {
			r.Damage()
		}
	default:
		r.Damage()
	}
	return set
}
