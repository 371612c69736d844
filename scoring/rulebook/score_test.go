package rulebook_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

func TestScoreOfWorkedExamples(t *testing.T) {
	t.Parallel()
	tests := []struct {
		weights      []int
		mask         uint64
		emphatic     string
		proportional string
	}{
		{[]int{3, 3, 3, 3, 3}, 0b11111, "100", "100"},
		{[]int{3, 3, 3, 3, 3}, 0b01010, "40", "40"},
		{[]int{3, 3, 3, 3, 3}, 0, "0", "0"},
		{[]int{7, 7, 7}, 0b101, "66.7", "66.7"},
		{[]int{10, 5}, 0b01, "75", "66.7"},
		{[]int{10, 5}, 0b10, "25", "33.3"},
		{[]int{10, 5}, 0b11, "100", "100"},
		{[]int{10, 5, 5}, 0b010, "20", "25"},
		{[]int{2, 1}, 0b01, "75", "66.7"},
		{[]int{10, 5, 5, 5, 5}, 0b00010, "14.3", "16.7"},
		{[]int{10, 5, 5, 5, 5}, 0b00001, "42.9", "33.3"},
		{nil, 0, "–", "–"},
	}
	for _, test := range tests {
		for weighting, want := range map[rulebook.Weighting]string{rulebook.Emphatic: test.emphatic, rulebook.Proportional: test.proportional} {
			card := rulebooktest.CardOf(t, weighting, test.weights...)
			if got := card.Score(rulebook.Adoption, test.mask).String(); got != want {
				t.Errorf("%s %v, matched %05b: %s, want %s", weighting, test.weights, test.mask, got, want)
			}
		}
	}
}

func TestEmphaticWeightTriplesWhenDoubled(t *testing.T) {
	t.Parallel()
	for w := 1; w <= 5; w++ {
		if one, two := rulebook.Emphatic.EffectiveWeight(w), rulebook.Emphatic.EffectiveWeight(2*w); two != 3*one {
			t.Errorf("weight %d counts %d, not three times what weight %d counts, %d", 2*w, two, w, one)
		}
	}
	for w := 2; w <= rulebook.MaxWeight; w++ {
		for _, weighting := range rulebook.Weightings() {
			if weighting.EffectiveWeight(w) <= weighting.EffectiveWeight(w-1) {
				t.Errorf("%s: weight %d does not count more than %d", weighting, w, w-1)
			}
		}
	}
	for _, w := range []int{-1, 0, 11} {
		if rulebook.Emphatic.EffectiveWeight(w) != 0 || rulebook.Proportional.EffectiveWeight(w) != 0 {
			t.Errorf("weight %d counts", w)
		}
	}
}

func TestScoreBandsAreExactAtCuts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		score         rulebook.Score
		adoption, fit string
	}{
		{rulebook.Score{Sum: 0, Total: 4}, "Low", "No match"},
		{rulebook.Score{Sum: 24999, Total: 100000}, "Low", "No match"}, // shown as 25.0
		{rulebook.Score{Sum: 1, Total: 4}, "Average", "Partial"},
		{rulebook.Score{Sum: 49999, Total: 100000}, "Average", "Partial"},
		{rulebook.Score{Sum: 1, Total: 2}, "High", "Good"},
		{rulebook.Score{Sum: 74999, Total: 100000}, "High", "Good"},
		{rulebook.Score{Sum: 3, Total: 4}, "Very high", "Perfect match"},
		{rulebook.Score{Sum: 4, Total: 4}, "Very high", "Perfect match"},
		{rulebook.Score{}, "", ""},
	}
	for _, test := range tests {
		band := rulebook.NewScorecard().AdoptionCuts.Band(test.score)
		if band.Name(rulebook.Adoption) != test.adoption || band.Name(rulebook.Fit) != test.fit {
			t.Errorf("%v of %v is %q and %q, want %q and %q", test.score.Sum, test.score.Total,
				band.Name(rulebook.Adoption), band.Name(rulebook.Fit), test.adoption, test.fit)
		}
	}
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5)
	if got := card.Band(rulebook.Adoption, card.Score(rulebook.Adoption, 1)).Name(rulebook.Adoption); got != "Very high" {
		t.Errorf("10 of 10 and 5 is %s, want Very high", got)
	}
	if got := card.Band(rulebook.Adoption, card.Score(rulebook.Adoption, 2)).Name(rulebook.Adoption); got != "Average" {
		t.Errorf("5 of 10 and 5 is %s, want Average", got)
	}
}

func TestScoreRoundsHalfUp(t *testing.T) {
	t.Parallel()
	tests := []struct {
		score           rulebook.Score
		tenths, rounded int
	}{
		{rulebook.Score{Sum: 1, Total: 200}, 5, 1},    // 0.5
		{rulebook.Score{Sum: 49, Total: 10000}, 5, 0}, // 0.49
		{rulebook.Score{Sum: 1, Total: 2000}, 1, 0},   // 0.05
		{rulebook.Score{Sum: 2, Total: 3}, 667, 67},
		{rulebook.Score{Sum: 1, Total: 3}, 333, 33},
		{rulebook.Score{Sum: 995, Total: 1000}, 995, 100},
		{rulebook.Score{Sum: 1_200_000, Total: 1_200_000}, 1000, 100},
		{rulebook.Score{Sum: 0, Total: 0}, 0, 0},
	}
	for _, test := range tests {
		if got := test.score.Tenths(); got != test.tenths {
			t.Errorf("%v has %d tenths, want %d", test.score, got, test.tenths)
		}
		if got := test.score.Rounded(); got != test.rounded {
			t.Errorf("%v is rounded to %d, want %d", test.score, got, test.rounded)
		}
	}
}

func TestScoreComparesAsRationals(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		a := rulebook.Score{Total: rng.Uint32N(40)}
		b := rulebook.Score{Total: rng.Uint32N(40)}
		a.Sum, b.Sum = rng.Uint32N(a.Total+1), rng.Uint32N(b.Total+1)
		want := 0
		switch {
		case a.Known() && b.Known():
			want = big.NewRat(int64(a.Sum), int64(a.Total)).Cmp(big.NewRat(int64(b.Sum), int64(b.Total)))
		case a.Known():
			want = 1
		case b.Known():
			want = -1
		}
		if got := a.Compare(b); got != want {
			t.Fatalf("%v compared with %v: %d, want %d", a, b, got, want)
		}
	}
}

func TestQualifiedNeedsBothScoresAtFifty(t *testing.T) {
	t.Parallel()
	card := rulebook.NewScorecard()
	half, less, none := rulebook.Score{Sum: 1, Total: 2}, rulebook.Score{Sum: 499, Total: 1000}, rulebook.Score{}
	for _, test := range []struct {
		adoption, fit rulebook.Score
		want          bool
	}{{half, half, true}, {less, half, false}, {half, less, false}, {none, half, false}, {half, none, false}} {
		if got := card.Qualifies(test.adoption, test.fit); got != test.want {
			t.Errorf("adoption %v and fit %v: qualified %v", test.adoption, test.fit, got)
		}
	}
	card.Qualified[0][3] = true
	if !card.Qualifies(rulebook.Score{Sum: 3, Total: 4}, rulebook.Score{Sum: 0, Total: 4}) {
		t.Error("a ticked cell of no fit and very high adoption does not qualify")
	}
}

func TestCutsValidate(t *testing.T) {
	t.Parallel()
	for cuts, ok := range map[rulebook.Cuts]bool{
		{25, 50, 75}: true, {1, 2, 100}: true, {0, 50, 75}: false, {25, 25, 75}: false, {50, 25, 75}: false, {25, 50, 101}: false,
	} {
		if err := cuts.Validate(); (err == nil) != ok {
			t.Errorf("%v: %v", cuts, err)
		}
	}
}

func TestParseBand(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		side rulebook.Side
		text string
		want rulebook.Band
	}{
		{rulebook.Adoption, "very high", 3},
		{rulebook.Adoption, "Very-High", 3},
		{rulebook.Adoption, "low", 0},
		{rulebook.Fit, "perfect", 3},
		{rulebook.Fit, "Perfect match", 3},
		{rulebook.Fit, "no_match", 0},
		{rulebook.Fit, "good", 2},
		{rulebook.Fit, "partial match", 1},
	} {
		if got, err := rulebook.ParseBand(test.side, test.text); err != nil || got != test.want {
			t.Errorf("%s %q: %d, %v", test.side, test.text, got, err)
		}
	}
	if _, err := rulebook.ParseBand(rulebook.Fit, "very high"); err == nil {
		t.Error("very high is no fit band")
	}
}
