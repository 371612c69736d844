package repeats

import (
	"slices"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// giftSets are the sets of attributes that rows give and take away. Most rows of a file
// name the same ones, so each set is kept once, under a number from 1 up.
type giftSets struct {
	numbers map[string]uint32 // by the bits of the set
	sets    []string          // bits, two an attribute: it is given, it is taken away
	scratch []byte
}

func newGiftSets() giftSets { return giftSets{numbers: make(map[string]uint32)} }

// numberOf is the number of the set of a row.
func (s *giftSets) numberOf(row *record.CustomerRow, numbers []uint32) uint32 {
	s.scratch = s.scratch[:0]
	for i, number := range numbers {
		if number != nameNumber {
			s.mark(number, row.Attributes[i].Value.Kind == value.Absent)
		}
	}
	if row.Name != "" || row.NoName {
		s.mark(nameNumber, row.Name == "")
	}
	number, ok := s.numbers[string(s.scratch)]
	if !ok {
		set := string(s.scratch)
		s.sets = append(s.sets, set)
		number = uint32(len(s.sets))
		s.numbers[set] = number
	}
	return number
}

// mark puts an attribute into the set at hand. Of one that is there twice the last
// counts.
func (s *giftSets) mark(number uint32, away bool) {
	at, shift := int(number/4), number%4*2
	if short := at + 1 - len(s.scratch); short > 0 {
		s.scratch = append(s.scratch, make([]byte, short)...)
	}
	bit := byte(1)
	if away {
		bit = 2
	}
	s.scratch[at] = s.scratch[at]&^(3<<shift) | bit<<shift
}

// of lists the attributes of a set, in ascending order.
func (s *giftSets) of(number uint32) (given, erased []uint32) {
	set := s.sets[number-1]
	for n := range uint32(4 * len(set)) {
		switch set[n/4] >> (n % 4 * 2) & 3 {
		case 1:
			given = append(given, n)
		case 2:
			erased = append(erased, n)
		}
	}
	return given, slices.Clip(erased)
}
