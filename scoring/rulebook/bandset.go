package rulebook

import (
	"strings"

	"trialist/scoring/value"
)

// BandSet is a set of bands, one bit each.
type BandSet uint8

// BandsOf is the set of the given bands.
func BandsOf(bands ...Band) BandSet {
	var set BandSet
	for _, b := range bands {
		if b < NoBand {
			set |= 1 << b
		}
	}
	return set
}

// Has reports whether the band is in the set. NoBand is in none.
func (s BandSet) Has(b Band) bool { return b < NoBand && s>>b&1 != 0 }

// Bands lists the bands of the set, the lowest first.
func (s BandSet) Bands() []Band {
	var bands []Band
	for _, b := range Bands() {
		if s.Has(b) {
			bands = append(bands, b)
		}
	}
	return bands
}

// String is the set as fit bands: "Good or Perfect match".
func (s BandSet) String() string {
	var names []string
	for _, b := range s.Bands() {
		names = append(names, b.Name(Fit))
	}
	return value.JoinList(names, "or")
}

// ParseFitBands reads names of fit bands with pipes or commas between them, as
// [ParseBand] reads each: "good|perfect".
func ParseFitBands(s string) (BandSet, error) {
	var set BandSet
	for name := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '|' || r == ',' }) {
		b, err := ParseBand(Fit, name)
		if err != nil {
			return 0, err
		}
		set |= BandsOf(b)
	}
	return set, nil
}
