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
	minor    *minorKey // decides between equal keys; nil where all fits one integer
}

// minorKey is a second integer, for what does not fit the first one. Sides with
// signals of several levels can have so many sums.
type minorKey struct {
	adoption, fit []uint64 // by code, as in a compositeKey
}

// meanKey sorts by the sum of both percentages, then by adoption. Percentages
// have different denominators, so the sum is a x fitTotal + f x adoptionTotal,
// which without levels is at most 2 x 1.24e6^2. Times adoptionTotal + 1, to make room
// for adoption below it, that is 3.8e18 and fits 64 bits. With levels totals are up to
// 1.4e7; adoption is a minor key where it does not fit.
func meanKey(a, f []uint32, adoptionTotal, fitTotal uint32) compositeKey {
	at, ft := uint64(adoptionTotal), uint64(fitTotal)
	k := compositeKey{adoption: make([]uint64, len(a)), fit: make([]uint64, len(f))}
	if over, _ := bits.Mul64(2*at*ft+1, at+1); over > 0 {
		k.minor = &minorKey{adoption: make([]uint64, len(a)), fit: make([]uint64, len(f))}
		for code, sum := range a {
			k.adoption[code], k.minor.adoption[code] = (at-uint64(sum))*ft, at-uint64(sum)
		}
		for code, sum := range f {
			k.fit[code] = (ft - uint64(sum)) * at
		}
		return k
	}
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
// and of fit, of which there are as many as the counts say. Where all three do not fit
// 64 bits, the scores are a minor key.
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
	if over, _ := bits.Mul64(k.stride, uint64(ranks.count)); over > 0 {
		k.minor = &minorKey{adoption: k.adoption, fit: k.fit}
		k.adoption, k.fit, k.stride = make([]uint64, len(adoption)), make([]uint64, len(fit)), 1
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
	switch {
	case k.minor != nil:
		s.sortRuns(shift, func(place uint32) uint64 { return k.minor.adoption[a[place]] + k.minor.fit[f[place]] })
	case shift > 0:
		s.sortRuns(shift, func(uint32) uint64 { return 0 })
	}
	order := make([]uint32, n)
	for i, word := range s.packed {
		order[i] = c.slots[uint32(word)]
	}
	return order
}

// sortRuns sorts each run of packed places whose keys agree above the shift, by the rest
// of the keys and then by the minor key of the place.
func (s *scratch) sortRuns(shift int, minor func(place uint32) uint64) {
	byKey := func(a, b uint64) int {
		return cmp.Or(cmp.Compare(s.keys[uint32(a)], s.keys[uint32(b)]), cmp.Compare(minor(uint32(a)), minor(uint32(b))))
	}
	start, sorted := 0, true
	var last, lastMinor uint64
	for i, word := range s.packed {
		key := s.keys[uint32(word)]
		own := minor(uint32(word))
		switch {
		case key>>shift != last>>shift:
			if !sorted {
				slices.SortStableFunc(s.packed[start:i], byKey)
			}
			start, sorted = i, true
		case key < last || key == last && own < lastMinor:
			sorted = false
		}
		last, lastMinor = key, own
	}
	if !sorted {
		slices.SortStableFunc(s.packed[start:], byKey)
	}
}
