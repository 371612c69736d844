package view

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"strings"

	"trialist/scoring/pace"
	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// Source answers what neither a population nor a ranking knows.
type Source interface {
	possible.Source
	// NamePlaces has, for each of the slots, where the name of its account comes in a
	// dictionary that ignores case, or its external id where it has no name: a less
	// number before a greater one, the same number for the same name.
	NamePlaces(ctx context.Context, slots []uint32) ([]uint32, error)
	// TouchSummaries has what sales reps did, by slot.
	TouchSummaries(ctx context.Context) (map[int]segment.TouchSummary, error)
	// Paces has where each running trial of the population stands under the scorecard.
	Paces(ctx context.Context, p *rank.Population, card rulebook.Scorecard) (*pace.Paces, error)
}

// Arrange is the slots in the order of the sort. They come in the order of the
// ranking r, which is of the population and by [Sort.Order], and are not changed.
// Accounts that are equal keep the order of the ranking, but where a ranking is
// reversed, which it is as a whole. Those of which the value is not known are last
// either way.
func (s Sort) Arrange(ctx context.Context, src Source, p *rank.Population, r *rank.Ranking, slots []uint32) ([]uint32, error) {
	switch s.By {
	case Name:
		places, err := src.NamePlaces(ctx, slots)
		if err != nil {
			return nil, err
		}
		return byNumber(slots, s.Reverse, func(at int) (int64, bool) { return int64(places[at]), true }), nil
	case Owner:
		touches, err := src.TouchSummaries(ctx)
		if err != nil {
			return nil, err
		}
		return byText(slots, s.Reverse, func(at int) string { return touches[int(slots[at])].Owner }), nil
	case LastTouch:
		touches, err := src.TouchSummaries(ctx)
		if err != nil {
			return nil, err
		}
		return byNumber(slots, s.Reverse, func(at int) (int64, bool) {
			c, ok := touches[int(slots[at])]
			return -int64(c.LastTouch), ok && c.LastTouch.Known() // the newest first
		}), nil
	case Qualified:
		qualified := r.QualifiedSlots()
		return byNumber(slots, s.Reverse, func(at int) (int64, bool) {
			if qualified.Has(int(slots[at])) {
				return 0, true
			}
			return 1, true
		}), nil
	case Journey:
		layout := r.Card.Layout(rulebook.Adoption)
		return byNumber(slots, s.Reverse, func(at int) (int64, bool) {
			return -int64(bits.OnesCount64(layout.Matched(r.SignalMask(rulebook.Adoption, int(slots[at]))))), true // the most first
		}), nil
	case Pace:
		paces, err := src.Paces(ctx, p, r.Card)
		if err != nil {
			return nil, err
		}
		return byPercentile(slots, s.Reverse, paces), nil
	case Possible:
		scores, err := possible.Find(ctx, src, p, r.Card)
		if err != nil {
			return nil, err
		}
		return byNumber(slots, s.Reverse, func(at int) (int64, bool) { return possibleKey(scores, int(slots[at])) }), nil
	case Rank, Adoption, Fit, Mean, DaysLeft, LastSeen, Trend, Class:
	}
	if !s.Reverse {
		return slots, nil
	}
	return reversed(slots, func(slot uint32) bool { return s.known(p, r, slot) }), nil
}

// known reports whether an account has a value of a column that rankings sort by.
func (s Sort) known(p *rank.Population, r *rank.Ranking, slot uint32) bool {
	switch s.By {
	case Adoption:
		return r.Score(rulebook.Adoption, int(slot)).Known()
	case Fit:
		return r.Score(rulebook.Fit, int(slot)).Known()
	case DaysLeft:
		return p.End[slot].Known()
	case LastSeen:
		return p.LastSeen[slot].Known()
	case Rank, Qualified, Name, Mean, Journey, Trend, Owner, LastTouch, Pace, Class, Possible:
	}
	return true
}

// reversed is the slots from the last to the first, but those of which the value is
// not known at the end.
func reversed(slots []uint32, known func(uint32) bool) []uint32 {
	arranged := make([]uint32, 0, len(slots))
	var unknown []uint32
	for _, slot := range slices.Backward(slots) {
		if known(slot) {
			arranged = append(arranged, slot)
		} else {
			unknown = append(unknown, slot)
		}
	}
	slices.Reverse(unknown)
	return append(arranged, unknown...)
}

// byNumber sorts by a number, the least first.
func byNumber(slots []uint32, reverse bool, number func(at int) (n int64, known bool)) []uint32 {
	type keyed struct {
		n     int64
		place int32 // of the slot among slots
	}
	keys := make([]keyed, 0, len(slots))
	var unknown []uint32
	for place, slot := range slots {
		if n, known := number(place); known {
			if reverse {
				n = -n
			}
			keys = append(keys, keyed{n, int32(place)})
		} else {
			unknown = append(unknown, slot)
		}
	}
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.place, b.place)) })
	arranged := make([]uint32, 0, len(slots))
	for _, k := range keys {
		arranged = append(arranged, slots[k.place])
	}
	return append(arranged, unknown...)
}

// possibleKey is less for an account whose possible fit score is higher, and of two with
// the same for the one with the higher possible adoption score.
func possibleKey(scores *rank.Scores, slot int) (key int64, known bool) {
	fit, adoption := scores.Score(rulebook.Fit, slot), scores.Score(rulebook.Adoption, slot)
	return -(int64(fit.Sum)<<32 | int64(adoption.Sum)), fit.Known() || adoption.Known()
}

// byPercentile sorts by the pace, the highest first.
func byPercentile(slots []uint32, reverse bool, paces *pace.Paces) []uint32 {
	var arranged, unknown []uint32
	for _, slot := range slots {
		if paces.Percentile(int(slot)).Known() {
			arranged = append(arranged, slot)
		} else {
			unknown = append(unknown, slot)
		}
	}
	slices.SortStableFunc(arranged, func(a, b uint32) int {
		if reverse {
			a, b = b, a
		}
		return paces.Percentile(int(b)).Compare(paces.Percentile(int(a)))
	})
	return append(arranged, unknown...)
}

// byText sorts by a text, ignoring case, as a dictionary does. What has none comes
// last.
func byText(slots []uint32, reverse bool, text func(at int) string) []uint32 {
	type keyed struct {
		text  string
		place int32
	}
	keys := make([]keyed, 0, len(slots))
	var unknown []uint32
	for place, slot := range slots {
		if folded := value.Fold(strings.TrimSpace(text(place))); folded != "" {
			keys = append(keys, keyed{folded, int32(place)})
		} else {
			unknown = append(unknown, slot)
		}
	}
	direction := 1
	if reverse {
		direction = -1
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		return cmp.Or(direction*strings.Compare(a.text, b.text), cmp.Compare(a.place, b.place))
	})
	arranged := make([]uint32, 0, len(slots))
	for _, k := range keys {
		arranged = append(arranged, slots[k.place])
	}
	return append(arranged, unknown...)
}
