package rank

import (
	"cmp"
	"math/bits"
	"slices"
)

// compositeKey is one integer for several sort keys, lower first. The key of an
// account is the sum of a part that its adoption mask gives, one that its fit
// mask gives and, in orders by days left and last seen, its dense rank times the
// stride.
type compositeKey struct {
	adoption []uint64   // by code of the adoption mask
	fit      []uint64   // by code of the fit mask
	ranks    denseRanks // along the slots; none where scores come first
	stride   uint64
}

// meanKey sorts by the sum of both percentages, then by adoption. Percentages
// have different denominators, so the sum is a x fitTotal + f x adoptionTotal,
// which is at most 2 x 1.24e6^2. Times adoptionTotal + 1, to make room for
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

// rankKey sorts by the dense rank of a slot, then by the dense ranks of adoption
// and of fit, of which there are as many as the counts say. With as many distinct
// ranks as ten million accounts can have, it fits 64 bits.
func rankKey(ranks denseRanks, adoption, fit []uint32, adoptionCount, fitCount int) compositeKey {
	k := compositeKey{
		adoption: make([]uint64, len(adoption)), fit: make([]uint64, len(fit)),
		ranks: ranks, stride: uint64(adoptionCount) * uint64(fitCount),
	}
	for code, rank := range adoption {
		k.adoption[code] = uint64(rank) * uint64(fitCount)
	}
	for code, rank := range fit {
		k.fit[code] = uint64(rank)
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

// sortByKey is the slots in the order of their keys, equal ones as they stand. It
// sorts by two digits at the top of the keys, then by the rest wherever the top
// is equal and the rest is not. As a rule those are a handful of neighbours.
func (c *cohort) sortByKey(s *scratch, k compositeKey) []uint32 {
	n := len(c.slots)
	s.keys, s.packed, s.spare = resize(s.keys, n), resize(s.packed, n), resize(s.spare, n)
	a, f := c.adoption.codes, c.fit.codes
	for i := range s.keys {
		s.keys[i] = k.adoption[a[i]] + k.fit[f[i]]
	}
	if k.ranks.count > 0 {
		for i, rank := range k.ranks.ranks {
			s.keys[i] += uint64(rank) * k.stride
		}
	}
	width := bits.Len64(k.maxKey())
	shift := max(width-2*digitBits, 0)
	for place, key := range s.keys {
		s.packed[place] = key>>shift<<32 | uint64(place)
	}
	s.packed, s.spare = radixSort(s.packed, s.spare, width-shift)
	s.sortLowerBits(shift)
	order := make([]uint32, n)
	for i, word := range s.packed {
		order[i] = c.slots[uint32(word)]
	}
	return order
}

// sortLowerBits sorts each run of packed places whose keys agree above the shift.
func (s *scratch) sortLowerBits(shift int) {
	if shift == 0 {
		return
	}
	byKey := func(a, b uint64) int { return cmp.Compare(s.keys[uint32(a)], s.keys[uint32(b)]) }
	start, sorted := 0, true
	var last uint64
	for i, word := range s.packed {
		key := s.keys[uint32(word)]
		switch {
		case key>>shift != last>>shift:
			if !sorted {
				slices.SortStableFunc(s.packed[start:i], byKey)
			}
			start, sorted = i, true
		case key < last:
			sorted = false
		}
		last = key
	}
	if !sorted {
		slices.SortStableFunc(s.packed[start:], byKey)
	}
}
