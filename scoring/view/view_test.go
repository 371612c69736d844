package view_test

import (
	"context"
	"errors"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/scoring/view"
)

func TestDefaultsAreValid(t *testing.T) {
	t.Parallel()
	if err := view.Check(view.Defaults()); err != nil {
		t.Error(err)
	}
}

func TestSortsAndColumnsAreReadAsTheyArePrinted(t *testing.T) {
	t.Parallel()
	for _, by := range view.Sorts() {
		for _, reverse := range []bool{false, true} {
			s := view.Sort{By: by, Reverse: reverse}
			if got, err := view.ParseSort(s.String()); err != nil || got != s {
				t.Errorf("%v reads %v, %v", s, got, err)
			}
		}
	}
	for _, wrong := range []string{"", "rank", "trend", "--left", "size"} {
		if _, err := view.ParseSort(wrong); err == nil {
			t.Errorf("sorted by %q", wrong)
		}
	}
	columns := []view.Column{view.Owner, view.Name, view.Mean}
	if got, err := view.ParseColumns(view.FormatColumns(columns)); err != nil || !slices.Equal(got, columns) {
		t.Errorf("columns are %v, %v", got, err)
	}
	for _, wrong := range []string{"owner", "name,name", "name,size"} {
		if got, err := view.ParseColumns(wrong); err == nil {
			t.Errorf("%q is the columns %v", wrong, got)
		}
	}
}

func TestWhatIsWrongWithAView(t *testing.T) {
	t.Parallel()
	sort := view.DefaultSort()
	for field, v := range map[string]view.View{
		"name": {Name: " x", Sort: sort}, "filter": {Name: "x", Filter: "fit>", Sort: sort},
		"sort": {Name: "x", Sort: view.Sort{By: view.Trend}}, "columns": {Name: "x", Sort: sort, Columns: []view.Column{view.Fit}},
	} {
		var wrong *value.FieldError
		if err := v.Validate(); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := view.Check(make([]view.View, view.MaxViews+1)); err == nil {
		t.Error("there can be any number of views")
	}
}

// source answers from slices by slot.
type source struct {
	names   []string
	touches map[int]segment.TouchSummary
	paces   pace.Paces
	of      rank.Masks
}

func (s *source) NamePlaces(_ context.Context, slots []uint32) ([]uint32, error) {
	places := make([]uint32, len(slots))
	for i, slot := range slots {
		places[i] = uint32(strings.ToLower(s.names[slot])[0])
	}
	return places, nil
}

// Conditions answers from the masks of adoption.
func (s *source) Conditions(_ context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	var answers []bitset.Bits
	for _, c := range conditions {
		bit := slices.Index(s.of.Keys, c.String())
		answers = append(answers, bitset.Where(len(s.of.Words), func(slot int) bool { return s.of.Words[slot]>>bit&1 != 0 }))
	}
	return answers, nil
}

func (s *source) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	return s.touches, nil
}

func (s *source) Paces(context.Context, *rank.Population, rulebook.Scorecard) (*pace.Paces, error) {
	return &s.paces, nil
}

// modelKey is what an account is sorted by: a text or a number, smaller ones first.
type modelKey struct {
	known  bool
	text   string
	number float64
}

// keyOf is the key of an account, made for it alone.
func keyOf(by view.Column, src *source, p *rank.Population, r *rank.Ranking, slot int) modelKey {
	touches, touched := src.touches[slot]
	score := func(s rulebook.Score) modelKey {
		return modelKey{known: s.Known(), number: -float64(s.Sum) / float64(max(s.Total, 1))}
	}
	switch by {
	case view.Name:
		return modelKey{known: src.names[slot] != "", text: strings.ToLower(src.names[slot])}
	case view.Owner:
		return modelKey{known: touches.Owner != "", text: strings.ToLower(touches.Owner)}
	case view.LastTouch:
		return modelKey{known: touched && touches.LastTouch != value.Never, number: -float64(touches.LastTouch)}
	case view.Pace:
		share := src.paces.Percentile(slot)
		return modelKey{known: share.Known(), number: -float64(share.Halves) / float64(max(share.Of, 1))}
	case view.Possible: // nothing is missing
		return modelKey{known: true, number: -float64(r.Score(rulebook.Adoption, slot).Sum)}
	case view.Qualified:
		if r.Qualified(slot) {
			return modelKey{known: true}
		}
		return modelKey{known: true, number: 1}
	case view.Journey:
		return modelKey{known: true, number: -float64(bits.OnesCount64(r.SignalMask(rulebook.Adoption, slot)))}
	case view.DaysLeft:
		return modelKey{known: p.End[slot] != value.Never, number: float64(p.End[slot])}
	case view.LastSeen:
		return modelKey{known: p.LastSeen[slot] != value.Never, number: -float64(p.LastSeen[slot])}
	case view.Adoption:
		return score(r.Score(rulebook.Adoption, slot))
	case view.Fit:
		return score(r.Score(rulebook.Fit, slot))
	case view.Rank, view.Mean, view.Trend, view.Class:
	}
	return modelKey{known: true, number: float64(r.Position(slot))}
}

// TestArrange checks every two neighbours of each sort against keys that are made for
// one account at a time. Equal ones are in the order of the ranking.
func TestArrange(t *testing.T) {
	t.Parallel()
	const accounts = 300
	dice := rand.New(rand.NewPCG(3, 9))
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5, 5)
	p := ranktest.RandomPopulation(dice, card, accounts, 40)
	src := &source{touches: make(map[int]segment.TouchSummary), of: p.Matches.Adoption}
	for slot := range accounts {
		src.names = append(src.names, []string{"amber", "Birch", "copper", "Dune"}[dice.IntN(4)])
		src.paces.Percentiles = append(src.paces.Percentiles, pace.Percentile{Halves: uint32(dice.IntN(10)), Of: uint32(dice.IntN(3)) * 5})
		if dice.IntN(2) == 0 {
			src.touches[slot] = segment.TouchSummary{Owner: []string{"", "Ana", "bo"}[dice.IntN(3)], LastTouch: []value.Instant{value.Never, 5, 9}[dice.IntN(3)]}
		}
	}
	for _, by := range view.Sorts() {
		for _, reverse := range []bool{false, true} {
			s := view.Sort{By: by, Reverse: reverse}
			r := rank.Rank(p, card, s.Order())
			got, err := s.Arrange(t.Context(), src, p, r, r.Slots)
			if err != nil {
				t.Fatal(err)
			}
			if s.Ranks() && !slices.Equal(got, r.Slots) {
				t.Errorf("%v is not the ranking", s)
			}
			if a, b := slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(r.Slots)); !slices.Equal(a, b) {
				t.Fatalf("%v has other accounts", s)
			}
			for i := 1; i < len(got); i++ {
				checkNeighbours(t, s, r, int(got[i-1]), int(got[i]), keyOf(by, src, p, r, int(got[i-1])), keyOf(by, src, p, r, int(got[i])))
			}
		}
	}
}

// checkNeighbours fails unless a may stand before b.
func checkNeighbours(t *testing.T, s view.Sort, r *rank.Ranking, a, b int, first, second modelKey) {
	t.Helper()
	if s.Reverse && first.known && second.known {
		first, second = second, first
	}
	switch {
	case first.known != second.known:
		if !first.known {
			t.Errorf("%v: an account without a value is not last", s)
		}
	case first.known && first != second:
		if first.text > second.text || first.number > second.number {
			t.Errorf("%v: %v stands before %v", s, first, second)
		}
	case !s.Reverse || s.By != view.Adoption && s.By != view.Fit && s.By != view.DaysLeft && s.By != view.LastSeen:
		if r.Position(a) > r.Position(b) {
			t.Errorf("%v: equal accounts are not in the order of the ranking", s)
		}
	}
}
