package segment_test

import (
	"context"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
)

// touchedSource has what sales reps did.
type touchedSource struct {
	source
	touches map[int]segment.TouchSummary
}

func (s touchedSource) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	return s.touches, s.failure
}

func TestFindHidden(t *testing.T) {
	t.Parallel()
	src, p, r := fixture(t) // adoption is Very high, Average, Very high, Low, Very high
	touches := map[int]segment.TouchSummary{
		0: {SnoozedUntil: asOf + 1, Dismissal: segment.Forever},
		1: {SnoozedUntil: asOf, Dismissal: segment.UntilAbove(1)}, // over; still in the band
		2: {Dismissal: segment.UntilAbove(2)},                     // above it
		3: {Dismissal: segment.UntilAbove(rulebook.NoBand)},       // which any band is above
		4: {SnoozedUntil: asOf + 1},                               // which pays
		9: {Dismissal: segment.Forever},                           // after the population was read
	}
	hidden, err := segment.FindHidden(t.Context(), touchedSource{src, touches}, p, r)
	if err != nil {
		t.Fatal(err)
	}
	slots := func(b bitset.Bits) []int { return slices.Collect(b.All()) }
	if !slices.Equal(slots(hidden.Snoozed), []int{0, 4}) || !slices.Equal(slots(hidden.Dismissed), []int{0, 1}) {
		t.Errorf("snoozed are %v, dismissed %v", slots(hidden.Snoozed), slots(hidden.Dismissed))
	}
	all := bitset.New(6)
	all.Fill(6)
	snoozed, dismissed := hidden.LeaveOut(all, p.Status)
	if snoozed != 1 || dismissed != 1 || !slices.Equal(slots(all), []int{2, 3, 4, 5}) {
		t.Errorf("%d snoozed and %d dismissed are left out of %v", snoozed, dismissed, slots(all))
	}
	for band := rulebook.Band(0); band <= rulebook.NoBand; band++ {
		if d := segment.UntilAbove(band); d == 0 || d == segment.Forever {
			t.Errorf("band %d is taken for another dismissal", band)
		}
	}
}
