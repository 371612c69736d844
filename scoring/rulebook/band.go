package rulebook

import (
	"fmt"
	"strings"

	"trialist/scoring/value"
)

// Band is the class a score falls in, 0 the lowest.
type Band uint8

// NumBands is the number of bands of a side.
const NumBands = 4

// NoBand is the band of a side that has no score.
const NoBand Band = NumBands

// bandNames are the names of the bands by side, lowest first.
var bandNames = [2][NumBands]string{
	Adoption: {"Low", "Average", "High", "Very high"},
	Fit:      {"No match", "Partial", "Good", "Perfect match"},
}

// Bands lists the bands, lowest first.
func Bands() []Band { return []Band{0, 1, 2, 3} }

// Name is what the band is called on the side, such as "Very high"; "" for
// NoBand.
func (b Band) Name(side Side) string {
	if b >= NoBand || side > Fit {
		return ""
	}
	return bandNames[side][b]
}

// ParseBand reads the name of a band of the side, ignoring case; hyphens and
// underscores stand for spaces, and the word match may be left out of "Perfect
// match" or added to "Partial" and "Good".
func ParseBand(side Side, s string) (Band, error) {
	plain := func(name string) string {
		name = strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(strings.TrimSpace(name)))
		if short, ok := strings.CutSuffix(name, " match"); ok && short != "no" {
			return short
		}
		return name
	}
	for _, band := range Bands() {
		if plain(s) == plain(band.Name(side)) {
			return band, nil
		}
	}
	return NoBand, fmt.Errorf("unknown %s band %q: use %s", side, s, value.JoinList(bandNames[side][:], "or"))
}

// Cuts are where the three bands above the lowest begin: scores in percent,
// ascending, from 1 to 100.
type Cuts [NumBands - 1]int

// defaultCuts are the cuts of both sides until a workspace says otherwise.
func defaultCuts() Cuts { return Cuts{25, 50, 75} }

// Band is the band of the exact score. A score at a cut is in the band above it.
func (c Cuts) Band(s Score) Band {
	if !s.Known() {
		return NoBand
	}
	var band Band
	for _, cut := range c {
		if 100*uint64(s.Sum) >= uint64(cut)*uint64(s.Total) {
			band++
		}
	}
	return band
}

// Validate returns a [value.FieldError] when the cuts do not ascend within 1 to 100.
func (c Cuts) Validate() error {
	below := 0
	for _, cut := range c {
		if cut <= below || cut > 100 {
			return &value.FieldError{Message: fmt.Sprintf(
				"band cuts must be three ascending percentages from 1 to 100, not %d, %d, %d", c[0], c[1], c[2])}
		}
		below = cut
	}
	return nil
}
