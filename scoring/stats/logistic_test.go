package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// madeUp is 600 trials of five features from a generator that other languages have too.
func madeUp() []Pattern {
	state := uint64(42)
	next := func() float64 {
		state = (state*1103515245 + 12345) % (1 << 31)
		return float64(state) / (1 << 31)
	}
	truth := []float64{1.5, 0.8, 0, -0.7, 0.3}
	patterns := make([]Pattern, 600)
	for i := range patterns {
		p := Pattern{Features: make([]float64, len(truth))}
		odds := -2.0
		for j, b := range truth {
			if next() < 0.2+0.1*float64(j) {
				p.Features[j] = 1
				odds += b
			}
		}
		if next() < 1/(1+math.Exp(-odds)) {
			p.Converted = 1
		} else {
			p.Others = 1
		}
		patterns[i] = p
	}
	return patterns
}

// TestRidgeLogisticEqualsSciPy has the minima that scipy.optimize.minimize (SciPy 1.10,
// L-BFGS-B with bounds of zero, ftol 1e-15) finds on the same trials. scikit-learn 1.2's
// LogisticRegression(C=1/ridge) of the features that are above zero gives the same: 1.818,
// 1.183 and 0.533 with an intercept of -2.831 for a ridge of 1.
func TestRidgeLogisticEqualsSciPy(t *testing.T) {
	t.Parallel()
	patterns := madeUp()
	for ridge, want := range map[float64][]float64{
		1:   {-2.8311466, 1.8180074, 1.1833351, 0, 0, 0.5325623},
		10:  {-2.3179788, 1.1932109, 0.7845796, 0, 0, 0.327849},
		100: {-1.695052, 0.2739074, 0.198239, 0, 0, 0.0776367},
	} {
		m, err := RidgeLogistic(patterns, ridge, Logistic{})
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range append([]float64{m.Intercept}, m.Coefficients...) {
			near(t, "coefficient", got, want[i], 1e-4)
		}
	}
}

// randomPatterns has features that are shares of levels, some of them alike, and outcomes
// that some of them bring about and others prevent.
func randomPatterns(r *rand.Rand) []Pattern {
	n, features := 1+r.IntN(60), 1+r.IntN(8)
	patterns := make([]Pattern, n)
	for i := range patterns {
		p := Pattern{Features: make([]float64, features), Converted: float64(r.IntN(4)), Others: float64(r.IntN(9))}
		for j := range p.Features {
			p.Features[j] = float64(r.IntN(4)) / 3
		}
		if p.Features[0] > 0.5 {
			p.Converted += float64(r.IntN(20))
		}
		patterns[i] = p
	}
	patterns[0].Converted++
	patterns[0].Others++
	return patterns
}

// TestRidgeLogisticIsAtTheMinimum checks the conditions of Karush, Kuhn and Tucker: the
// slope is zero in each direction, or upward from the bound. The function is convex, so
// that where they hold is the minimum. It starts at zero and from afar.
func TestRidgeLogisticIsAtTheMinimum(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	bound, free := 0, 0
	for range 300 {
		patterns := randomPatterns(r)
		ridge := math.Pow(10, 4*r.Float64()-2)
		start := Logistic{}
		if r.IntN(2) == 0 {
			start = Logistic{Intercept: 4 * r.NormFloat64(), Coefficients: make([]float64, len(patterns[0].Features))}
			for i := range start.Coefficients {
				start.Coefficients[i] = 5 * r.Float64()
			}
		}
		m, err := RidgeLogistic(patterns, ridge, start)
		if err != nil {
			t.Fatal(err)
		}
		slopes, trials := make([]float64, len(m.Coefficients)+1), 0.0
		for i, b := range m.Coefficients {
			slopes[i+1] = ridge * b
		}
		for _, p := range patterns {
			odds := m.Intercept
			for i, x := range p.Features {
				odds += m.Coefficients[i] * x
			}
			slope := (p.Converted+p.Others)/(1+math.Exp(-odds)) - p.Converted
			slopes[0] += slope
			for i, x := range p.Features {
				slopes[i+1] += slope * x
			}
			trials += p.Converted + p.Others
		}
		for i, slope := range slopes {
			switch {
			case i > 0 && m.Coefficients[i-1] < 0:
				t.Fatalf("coefficient %d is %v", i, m.Coefficients[i-1])
			case i > 0 && m.Coefficients[i-1] == 0:
				bound++
				if slope < -1e-6*trials {
					t.Fatalf("coefficient %d is at zero where the slope is %v", i, slope)
				}
			default:
				free++
				if math.Abs(slope) > 1e-6*trials {
					t.Fatalf("the slope of %d is %v", i, slope)
				}
			}
		}
	}
	if bound < 100 || free < 100 {
		t.Errorf("%d at the bound and %d free show little", bound, free)
	}
}

// TestRidgeLogisticOfExtremes has data that a model without a ridge has no answer for.
func TestRidgeLogisticOfExtremes(t *testing.T) {
	t.Parallel()
	apart := []Pattern{{Features: []float64{1, 0}, Converted: 1e6}, {Features: []float64{0, 0}, Others: 1e6}}
	m, err := RidgeLogistic(apart, 1, Logistic{})
	if err != nil || math.IsNaN(m.Intercept) || m.Coefficients[0] < 5 || m.Coefficients[1] != 0 {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := RidgeLogistic(apart[:1], 1, Logistic{}); !errors.Is(err, ErrOneOutcome) {
		t.Errorf("all converted: %v", err)
	}
	if _, err := RidgeLogistic(nil, 1, Logistic{}); !errors.Is(err, ErrOneOutcome) {
		t.Errorf("no trials: %v", err)
	}
	alike := []Pattern{{Features: []float64{1, 1}, Converted: 30, Others: 10}, {Features: []float64{0, 0}, Converted: 10, Others: 30}}
	if m, err = RidgeLogistic(alike, 1, Logistic{}); err != nil || math.Abs(m.Coefficients[0]-m.Coefficients[1]) > 1e-6 {
		t.Errorf("two features that are alike: %+v, %v", m, err)
	}
}
