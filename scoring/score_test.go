package scoring

import (
	"math/big"
	"math/rand/v2"
	"testing"
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
		for weighting, want := range map[Weighting]string{Emphatic: test.emphatic, Proportional: test.proportional} {
			card := cardOf(t, weighting, test.weights...)
			if got := card.Score(Adoption, test.mask).String(); got != want {
				t.Errorf("%s %v, matched %05b: %s, want %s", weighting, test.weights, test.mask, got, want)
			}
		}
	}
}

func TestEmphaticPullTriplesWhenWeightDoubles(t *testing.T) {
	t.Parallel()
	for w := 1; w <= 5; w++ {
		if one, two := Emphatic.Pull(w), Emphatic.Pull(2*w); two != 3*one {
			t.Errorf("pull(%d) = %d is not three times pull(%d) = %d", 2*w, two, w, one)
		}
	}
	for w := 2; w <= MaxWeight; w++ {
		for _, weighting := range Weightings() {
			if weighting.Pull(w) <= weighting.Pull(w-1) {
				t.Errorf("%s pull(%d) is not above pull(%d)", weighting, w, w-1)
			}
		}
	}
	for _, w := range []int{-1, 0, 11} {
		if Emphatic.Pull(w) != 0 || Proportional.Pull(w) != 0 {
			t.Errorf("weight %d pulls", w)
		}
	}
}

func TestScoreBandsAreExactAtCuts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		score         Score
		adoption, fit string
	}{
		{Score{0, 4}, "Low", "No match"},
		{Score{24999, 100000}, "Low", "No match"}, // shown as 25.0
		{Score{1, 4}, "Average", "Partial"},
		{Score{49999, 100000}, "Average", "Partial"},
		{Score{1, 2}, "High", "Good"},
		{Score{74999, 100000}, "High", "Good"},
		{Score{3, 4}, "Very high", "Perfect match"},
		{Score{4, 4}, "Very high", "Perfect match"},
		{Score{}, "", ""},
	}
	for _, test := range tests {
		band := DefaultCuts().Band(test.score)
		if band.Name(Adoption) != test.adoption || band.Name(Fit) != test.fit {
			t.Errorf("%v of %v is %q and %q, want %q and %q", test.score.Sum, test.score.Total,
				band.Name(Adoption), band.Name(Fit), test.adoption, test.fit)
		}
	}
	card := cardOf(t, Emphatic, 10, 5)
	if got := card.Band(Adoption, card.Score(Adoption, 1)).Name(Adoption); got != "Very high" {
		t.Errorf("10 of 10 and 5 is %s, want Very high", got)
	}
	if got := card.Band(Adoption, card.Score(Adoption, 2)).Name(Adoption); got != "Average" {
		t.Errorf("5 of 10 and 5 is %s, want Average", got)
	}
}

func TestScoreRoundsHalfUp(t *testing.T) {
	t.Parallel()
	tests := []struct {
		score           Score
		tenths, rounded int
	}{
		{Score{1, 200}, 5, 1},    // 0.5
		{Score{49, 10000}, 5, 0}, // 0.49
		{Score{1, 2000}, 1, 0},   // 0.05
		{Score{2, 3}, 667, 67},
		{Score{1, 3}, 333, 33},
		{Score{995, 1000}, 995, 100},
		{Score{1_200_000, 1_200_000}, 1000, 100},
		{Score{0, 0}, 0, 0},
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
		a := Score{Total: rng.Uint32N(40)}
		b := Score{Total: rng.Uint32N(40)}
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
	card := NewScorecard()
	half, less, none := Score{1, 2}, Score{499, 1000}, Score{}
	for _, test := range []struct {
		adoption, fit Score
		want          bool
	}{{half, half, true}, {less, half, false}, {half, less, false}, {none, half, false}, {half, none, false}} {
		if got := card.Qualifies(test.adoption, test.fit); got != test.want {
			t.Errorf("adoption %v and fit %v: qualified %v", test.adoption, test.fit, got)
		}
	}
	card.Qualified[0][3] = true
	if !card.Qualifies(Score{3, 4}, Score{0, 4}) {
		t.Error("a ticked cell of no fit and very high adoption does not qualify")
	}
}

func TestCutsValidate(t *testing.T) {
	t.Parallel()
	for cuts, ok := range map[Cuts]bool{
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
		side Side
		text string
		want Band
	}{
		{Adoption, "very high", 3},
		{Adoption, "Very-High", 3},
		{Adoption, "low", 0},
		{Fit, "perfect", 3},
		{Fit, "Perfect match", 3},
		{Fit, "no_match", 0},
		{Fit, "good", 2},
		{Fit, "partial match", 1},
	} {
		if got, err := ParseBand(test.side, test.text); err != nil || got != test.want {
			t.Errorf("%s %q: %d, %v", test.side, test.text, got, err)
		}
	}
	if _, err := ParseBand(Fit, "very high"); err == nil {
		t.Error("very high is no fit band")
	}
}
