package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within || math.IsNaN(got) {
		t.Errorf("%s is %.6f, want %.6f", what, got, want)
	}
}

// TestFisherExact has the tea tasting of Fisher, "The Design of Experiments" (1935),
// whose two-sided p-value is 34/70 (0.4857 in R's help of fisher.test), and the table (1, 9;
// 11, 3) of Wikipedia's article "Fisher's exact test", whose two-sided p-value is 0.002759456
// by fisher.test of R.
func TestFisherExact(t *testing.T) {
	t.Parallel()
	near(t, "tea", FisherExact(Outcome{4, 3}, Outcome{4, 1}), 34.0/70, 1e-12)
	near(t, "studying", FisherExact(Outcome{10, 1}, Outcome{14, 11}), 0.002759456, 1e-8)
	near(t, "no successes", FisherExact(Outcome{10, 0}, Outcome{14, 0}), 1, 0)
	near(t, "nobody on one side", FisherExact(Outcome{0, 0}, Outcome{14, 5}), 1, 0)
	near(t, "even", FisherExact(Outcome{20, 10}, Outcome{20, 10}), 1, 1e-12)
}

// TestFisherExactEqualsCounting compares with all tables of small margins counted one by
// one.
func TestFisherExactEqualsCounting(t *testing.T) {
	t.Parallel()
	choose := func(n, k int) float64 {
		c := 1.0
		for i := range k {
			c = c * float64(n-i) / float64(i+1)
		}
		return c
	}
	for n1 := 1; n1 <= 7; n1++ {
		for n2 := 1; n2 <= 7; n2++ {
			for a := range n1 + 1 {
				for b := range n2 + 1 {
					ways := func(k int) float64 { return choose(n1, k) * choose(n2, a+b-k) }
					extreme, all := 0.0, 0.0
					for k := max(0, a+b-n2); k <= min(n1, a+b); k++ {
						all += ways(k)
						if ways(k) <= ways(a)*(1+1e-9) {
							extreme += ways(k)
						}
					}
					near(t, "p", FisherExact(Outcome{n1, a}, Outcome{n2, b}), extreme/all, 1e-9)
				}
			}
		}
	}
}

// TestFalseDiscovery has the 15 p-values of table 1 of Benjamini and Hochberg (1995): at
// 5 % the first four are discoveries.
func TestFalseDiscovery(t *testing.T) {
	t.Parallel()
	p := []float64{
		0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
	}
	order := rand.New(rand.NewPCG(1, 1)).Perm(len(p))
	mixed := make([]float64, len(p))
	for i, at := range order {
		mixed[i] = p[at]
	}
	q := FalseDiscovery(mixed)
	for i, at := range order {
		if (q[i] <= 0.05) != (at < 4) {
			t.Errorf("p = %v has q = %v", mixed[i], q[i])
		}
	}
	near(t, "q of the smallest", FalseDiscovery(p)[0], 0.0015, 1e-12)
	near(t, "q of the fourth", FalseDiscovery(p)[3], 0.0095*15/4, 1e-12)
	near(t, "q of the seventh", FalseDiscovery(p)[6], min(0.0298*15/7, 0.0344*15/8), 1e-12)
}

// slowAUC compares every pair.
func slowAUC(trials []Scored) float64 {
	wins, pairs := 0.0, 0.0
	for _, a := range trials {
		for _, b := range trials {
			if !a.Converted || b.Converted {
				continue
			}
			pairs++
			if a.Score > b.Score {
				wins++
			} else if a.Score == b.Score {
				wins += 0.5
			}
		}
	}
	return wins / pairs
}

// randomTrials gives trials that converted a higher score by shift, in the mean.
func randomTrials(r *rand.Rand, n int, shift float64) []Scored {
	trials := make([]Scored, n)
	for i := range trials {
		converted := r.IntN(4) == 0
		score := r.NormFloat64()
		if converted {
			score += shift
		}
		trials[i] = Scored{int64(math.Round(3 * score)), converted} // with many ties
	}
	return trials
}

func TestAUCEqualsPairs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		trials := append(randomTrials(r, r.IntN(60), r.Float64()), Scored{0, true}, Scored{1, false})
		near(t, "area", AUC(trials), slowAUC(trials), 1e-12)
	}
	if !math.IsNaN(AUC([]Scored{{1, true}})) || !math.IsNaN(AUC(nil)) {
		t.Error("there is an area with one outcome only")
	}
}

// TestAUCWithTies has the 109 CT images of table I of J. A. Hanley and B. J. McNeil, "The
// meaning and use of the area under a receiver operating characteristic curve", Radiology
// 143 (1982), 29-36: ratings from 1 to 5 of 58 normal and 51 abnormal ones, with an area of
// 0.893. The other figures are those of roc_auc_score of scikit-learn 1.2.1; the second is the
// example of its documentation.
func TestAUCWithTies(t *testing.T) {
	t.Parallel()
	normal, abnormal := []int{33, 6, 6, 11, 2}, []int{3, 2, 2, 11, 33}
	var images []Scored
	for rating := range normal {
		for range normal[rating] {
			images = append(images, Scored{Score: int64(rating + 1)})
		}
		for range abnormal[rating] {
			images = append(images, Scored{Score: int64(rating + 1), Converted: true})
		}
	}
	near(t, "area of the images", AUC(images), 0.893, 5e-4)
	near(t, "area of the images by scikit-learn", AUC(images), 0.8931710615280595, 1e-12)
	near(t, "area of the documentation", AUC([]Scored{{10, false}, {40, false}, {35, true}, {80, true}}), 0.75, 1e-12)
	near(t, "area with ties in each score", AUC([]Scored{
		{1, false}, {1, true}, {2, false}, {2, true}, {2, true}, {3, false}, {3, false}, {3, true},
	}), 0.40625, 1e-12)
}

// TestAUCInterval counts how often intervals of random trials hold the true area, and
// how often bands of shuffled outcomes hold the area of trials without an effect.
func TestAUCInterval(t *testing.T) {
	t.Parallel()
	const rounds, shift = 120, 0.5
	area := 0.5 * math.Erfc(-shift/2) // of two normal distributions, P(X + shift > Y)
	r := rand.New(rand.NewPCG(3, 4))
	inside, chance := 0, 0
	for i := range rounds {
		low, high := NewHistogram(randomTrials(r, 200, shift)).AUCInterval(uint64(i))
		if low <= area && area <= high {
			inside++
		}
		none := randomTrials(r, 200, 0)
		low, high = NewHistogram(none).PermutationBand(uint64(i))
		if at := AUC(none); low <= at && at <= high {
			chance++
		}
	}
	for what, n := range map[string]int{"interval": inside, "band": chance} {
		if n < rounds*87/100 {
			t.Errorf("the %s holds what it should in %d of %d", what, n, rounds)
		}
	}
	again := randomTrials(r, 50, 1)
	low, high := NewHistogram(again).AUCInterval(7)
	if l, h := NewHistogram(again).AUCInterval(7); l != low || h != high {
		t.Error("the same seed gives another interval")
	}
}

// TestTrialsForAUC lets as many trials as are said show an effect: they should in about
// 80 % of samples.
func TestTrialsForAUC(t *testing.T) {
	t.Parallel()
	n := TrialsForAUC(0.6, 0.25)
	shift := 0.3583 // two normal distributions so far apart have an area of 0.6
	r := rand.New(rand.NewPCG(5, 6))
	shown := 0
	const rounds = 100
	for i := range rounds {
		if low, _ := NewHistogram(randomTrials(r, n, shift)).AUCInterval(uint64(i)); low > 0.5 {
			shown++
		}
	}
	if shown < 65 || shown > 95 {
		t.Errorf("%d trials show it in %d of %d samples", n, shown, rounds)
	}
}

// TestSurvival has the 6-mercaptopurine arm of Freireich et al. (1963), in weeks, as in
// D. Collett, "Modelling Survival Data in Medical Research": the estimate is 0.857 at 6,
// 0.690 at 13 and 0.448 at 23.
func TestSurvival(t *testing.T) {
	t.Parallel()
	var watched []Duration
	for _, length := range []float64{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		watched = append(watched, Duration{length, true})
	}
	for _, length := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		watched = append(watched, Duration{length, false})
	}
	want := []SurvivalStep{
		{At: 6, AtRisk: 21, Happened: 3, Remaining: 0.8571, Low: 0.6197, High: 0.9516},
		{At: 7, AtRisk: 17, Happened: 1, Remaining: 0.8067, Low: 0.5631, High: 0.9228},
		{At: 10, AtRisk: 15, Happened: 1, Remaining: 0.7529, Low: 0.5032, High: 0.8894},
		{At: 13, AtRisk: 12, Happened: 1, Remaining: 0.6902, Low: 0.4316, High: 0.8491},
		{At: 16, AtRisk: 11, Happened: 1, Remaining: 0.6275, Low: 0.3675, High: 0.8049},
		{At: 22, AtRisk: 7, Happened: 1, Remaining: 0.5378, Low: 0.2678, High: 0.7468},
		{At: 23, AtRisk: 6, Happened: 1, Remaining: 0.4482, Low: 0.1881, High: 0.6801},
	}
	got := Survival(watched)
	if len(got) != len(want) {
		t.Fatalf("%d steps: %v", len(got), got)
	}
	for i, w := range want {
		if got[i].At != w.At || got[i].AtRisk != w.AtRisk || got[i].Happened != w.Happened {
			t.Errorf("step %d is %+v, want %+v", i, got[i], w)
		}
		near(t, "remaining", got[i].Remaining, w.Remaining, 5e-5)
		near(t, "low", got[i].Low, w.Low, 5e-4)
		near(t, "high", got[i].High, w.High, 5e-4)
	}
}

// TestSurvivalOfLeukaemia has the maintained group of the acute myelogenous leukaemia trial
// of R. G. Miller, "Survival Analysis" (1997), which is the data set aml of R's package
// survival: the shares and standard errors that survfit(Surv(time, status) ~ x, data = aml)
// prints, from which the intervals on the log-minus-log scale follow.
func TestSurvivalOfLeukaemia(t *testing.T) {
	t.Parallel()
	watched := []Duration{
		{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}, {161, false},
	}
	got := Survival(watched)
	for i, want := range []struct {
		at                float64
		atRisk            int
		remaining, stdErr float64
	}{
		{9, 11, 0.909, 0.0867},
		{13, 10, 0.818, 0.1163},
		{18, 8, 0.716, 0.1397},
		{23, 7, 0.614, 0.1526},
		{31, 5, 0.491, 0.1642},
		{34, 4, 0.368, 0.1627},
		{48, 2, 0.184, 0.1535},
	} {
		if len(got) != 7 || got[i].At != want.at || got[i].AtRisk != want.atRisk {
			t.Fatalf("step %d of %+v", i, got)
		}
		near(t, "remaining", got[i].Remaining, want.remaining, 6e-4)
		margin := 1.959964 * want.stdErr / (want.remaining * math.Abs(math.Log(want.remaining)))
		near(t, "low", got[i].Low, math.Pow(want.remaining, math.Exp(margin)), 3e-3)
		near(t, "high", got[i].High, math.Pow(want.remaining, math.Exp(-margin)), 3e-3)
	}
}

// TestQuantile has values that R gives for quantile(c(1, 2, 4, 8), p).
func TestQuantile(t *testing.T) {
	t.Parallel()
	for q, want := range map[float64]float64{0: 1, 0.25: 1.75, 0.5: 3, 0.9: 6.8, 1: 8} {
		near(t, "quantile", quantile([]float64{1, 2, 4, 8}, q), want, 1e-12)
	}
	if !math.IsNaN(quantile(nil, 0.5)) {
		t.Error("nothing has a median")
	}
}
