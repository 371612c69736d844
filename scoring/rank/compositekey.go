package rank

import (
	"cmp"
	"math/bits"
	"slices"
)

// compositeKey is what a stable sort goes by, lower first: the sum of a part that the
// adoption mask gives, one that the fit mask gives and, for orders by days left
// and last seen, the level of the slot times a step.
type compositeKey struct {
	adoption []uint64   // by code of the adoption mask
	fit      []uint64   // by code of the fit mask
	ranks    denseRanks // along the slots; none when scores come first
	stride   uint64
}

// meanKey sorts by the sum of both percentages, then by adoption. Percentages
// have different denominators, so the sum is a x fitTotal + f x adoptionTotal,
// which is at most 2 x 1.24e6^2; times adoptionTotal + 1, to make room for
// adoption below it, that is 3.8e18 and fits 64 bits.
func meanKey(a, f []uint32, adoptionTotal, fitTotal uint32) compositeKey {
	at, ft := uint64(adoptionTotal), uint64(fitTotal)
	k := compositeKey{adoption: make([]uint64, len(a)), fit: make([]uint64, len(f))}
	for code, sum := range a {
		missing := at - uint64(sum)
		k.adoption[code] = missing*ft*(at+1) + missing
	}
	for code, sum := range f {
		k.fit[code] = (ft - uint64(sum)) * at * (at + 1)
	}
	return k
}

// rankKey sorts by the level of a slot, then by adoption and fit. With as many
// different levels as ten million accounts can have, it fits 64 bits.
func rankKey(l denseRanks, a, f []uint32, as, fs int) compositeKey {
	k := compositeKey{adoption: make([]uint64, len(a)), fit: make([]uint64, len(f)), ranks: l, stride: uint64(as) * uint64(fs)}
	for code, level := range a {
		k.adoption[code] = uint64(level) * uint64(fs)
	}
	for code, level := range f {
		k.fit[code] = uint64(level)
	}
	return k
}

// maxKey is an upper bound of the keys.
func (k compositeKey) maxKey() uint64 {
	if len(k.adoption) == 0 {
		return 0
	}
	return slices.Max(k.adoption) + slices.Max(k.fit) + uint64(max(k.ranks.count, 1)-1)*k.stride
}

// A key is sorted by counting in two passes of digitBits each; what lies below
// them is put right afterwards.
const (
	digitBits = 11
	digitMask = 1<<digitBits - 1
)

// sortByKey is the slots in the order of their keys, equal ones as they stand:
// sorted by the upper bits, then by the rest wherever upper bits are equal and
// the rest is not, which is a handful of neighbours as a rule.
func (v *cohort) sortByKey(s *scratch, k compositeKey) []uint32 {
	n := len(v.slots)
	order := make([]uint32, n)
	s.keys, s.packed, s.spare = resize(s.keys, n), resize(s.packed, n), resize(s.spare, n)
	a, f := v.adoption.codes, v.fit.codes
	for i := range s.keys {
		s.keys[i] = k.adoption[a[i]] + k.fit[f[i]]
	}
	if k.ranks.count > 0 {
		for i, level := range k.ranks.ranks {
			s.keys[i] += uint64(level) * k.stride
		}
	}
	shift := max(bits.Len64(k.maxKey())-2*digitBits, 0)
	s.sortUpper(order, shift)
	s.sortLowerBits(order, shift)
	for i, place := range order {
		order[i] = v.slots[place]
	}
	return order
}

// sortUpper fills order with the places of the keys, sorted by what the keys
// are above the shift.
func (s *scratch) sortUpper(order []uint32, shift int) {
	var low, high [1 << digitBits]uint32
	for i, key := range s.keys {
		key >>= shift
		low[key&digitMask]++
		high[key>>digitBits]++
		s.packed[i] = key<<32 | uint64(i)
	}
	prefixSums(low[:])
	prefixSums(high[:])
	for _, word := range s.packed {
		at := &low[word>>32&digitMask]
		s.spare[*at] = word
		*at++
	}
	for _, word := range s.spare {
		at := &high[word>>(32+digitBits)]
		order[*at] = uint32(word)
		*at++
	}
}

// sortLowerBits sorts each run of places whose keys agree above the shift.
func (s *scratch) sortLowerBits(order []uint32, shift int) {
	byKey := func(a, b uint32) int { return cmp.Compare(s.keys[a], s.keys[b]) }
	start, sorted := 0, true
	var last uint64
	for i, place := range order {
		key := s.keys[place]
		switch {
		case key>>shift != last>>shift:
			if !sorted {
				slices.SortStableFunc(order[start:i], byKey)
			}
			start, sorted = i, true
		case key < last:
			sorted = false
		}
		last = key
	}
	if !sorted {
		slices.SortStableFunc(order[start:], byKey)
	}
}
