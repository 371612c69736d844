package stats

import (
	"errors"
	"math"
)

// Pattern is a group of trials with the same features.
type Pattern struct {
	Features          []float64 // the same number in all patterns
	Converted, Others float64   // trials
}

// Logistic is a logistic model: the log odds of converting are the intercept and, for
// each feature, its value times its coefficient.
type Logistic struct {
	Intercept    float64
	Coefficients []float64 // by feature
}

// ErrOneOutcome is the error of fitting a model to trials with the same outcome.
var ErrOneOutcome = errors.New("all trials have the same outcome")

// When iterations end. A fit ends when a step would lower the loss by less than
// logisticTolerance of it; the sweeps of a step end when no coefficient moves by more than
// stepTolerance.
const (
	logisticTolerance = 1e-12
	stepTolerance     = 1e-9
	maxNewtonSteps    = 100
	maxSweeps         = 300
)

// RidgeLogistic fits a logistic model with coefficients at or above zero and a free
// intercept. It minimises the negative log likelihood plus ridge/2 times the sum of the
// squared coefficients; ridge must be above zero. Start is a model nearby, such as one for
// a similar ridge; the zero Logistic will do. The error is [ErrOneOutcome].
//
// Each step minimises the quadratic approximation of the loss within the bounds by
// coordinate descent, as in J. Friedman, T. Hastie and R. Tibshirani, "Regularization paths
// for generalized linear models via coordinate descent", Journal of Statistical Software 33
// (2010), 1-22. A line search makes sure that the loss falls. The loss is strictly convex,
// so there is one minimum.
func RidgeLogistic(patterns []Pattern, ridge float64, start Logistic) (Logistic, error) {
	converted, others, features := 0.0, 0.0, len(start.Coefficients)
	for _, p := range patterns {
		converted += p.Converted
		others += p.Others
		features = len(p.Features)
	}
	if converted == 0 || others == 0 {
		return Logistic{}, ErrOneOutcome
	}
	f := newLogisticFit(patterns, ridge, features)
	for i, b := range start.Coefficients {
		f.at[i+1] = max(b, 0)
	}
	f.at[0] = start.Intercept
	if start.Coefficients == nil {
		f.at[0] = math.Log(converted / others)
	}
	loss := f.expand()
	for range maxNewtonSteps {
		promised := f.solve()
		if promised > -logisticTolerance*(1+loss) {
			break
		}
		var better bool
		if loss, better = f.advance(loss, promised); !better {
			break // at the precision of the numbers
		}
	}
	return Logistic{f.at[0], f.at[1:]}, nil
}

// logisticFit is the state of a fit. Index 0 is the intercept.
type logisticFit struct {
	patterns []Pattern
	nonzero  [][]int // of each pattern, the features that are not zero, from 1
	ridge    float64

	at       []float64
	tried    []float64
	step     []float64
	gradient []float64
	hessian  [][]float64
}

func newLogisticFit(patterns []Pattern, ridge float64, features int) *logisticFit {
	n := features + 1
	f := &logisticFit{
		patterns: patterns, ridge: ridge, nonzero: make([][]int, len(patterns)),
		at: make([]float64, n), tried: make([]float64, n), step: make([]float64, n), gradient: make([]float64, n), hessian: make([][]float64, n),
	}
	for i := range f.hessian {
		f.hessian[i] = make([]float64, n)
	}
	for k, p := range patterns {
		for i, x := range p.Features {
			if x != 0 {
				f.nonzero[k] = append(f.nonzero[k], i+1)
			}
		}
	}
	return f
}

// logOdds is the log odds of a pattern under the coefficients b.
func (f *logisticFit) logOdds(k int, b []float64) float64 {
	sum := b[0]
	for _, i := range f.nonzero[k] {
		sum += b[i] * f.patterns[k].Features[i-1]
	}
	return sum
}

// loss is the negative log likelihood plus the penalty.
func (f *logisticFit) loss(b []float64) float64 {
	sum := 0.0
	for k, p := range f.patterns {
		odds := f.logOdds(k, b)
		sum += p.Converted*softplus(-odds) + p.Others*softplus(odds)
	}
	for _, v := range b[1:] {
		sum += f.ridge / 2 * v * v
	}
	return sum
}

// softplus is log(1 + exp v), also where exp v is too large.
func softplus(v float64) float64 { return max(v, 0) + math.Log1p(math.Exp(-math.Abs(v))) }

// expand sets the gradient and the Hessian at the current coefficients, and returns the loss.
func (f *logisticFit) expand() float64 {
	clear(f.gradient)
	for i := range f.hessian {
		clear(f.hessian[i])
	}
	for k := range f.patterns {
		p := &f.patterns[k]
		chance := 1 / (1 + math.Exp(-f.logOdds(k, f.at)))
		n := p.Converted + p.Others
		slope, bend := n*chance-p.Converted, n*chance*(1-chance)
		f.gradient[0] += slope
		f.hessian[0][0] += bend
		for a, i := range f.nonzero[k] {
			x := p.Features[i-1]
			f.gradient[i] += slope * x
			f.hessian[i][0] += bend * x
			for _, j := range f.nonzero[k][:a+1] {
				f.hessian[i][j] += bend * x * p.Features[j-1]
			}
		}
	}
	for i := range f.hessian {
		for j := range i {
			f.hessian[j][i] = f.hessian[i][j]
		}
		if i > 0 {
			f.gradient[i] += f.ridge * f.at[i]
			f.hessian[i][i] += f.ridge
		}
	}
	return f.loss(f.at)
}

// solve sets the step that minimises the quadratic approximation within the bounds. It
// returns the change of the loss that the gradient predicts for it, at most zero.
func (f *logisticFit) solve() (promised float64) {
	clear(f.step)
	slope := append([]float64{}, f.gradient...) // gradient of the quadratic approximation at the step
	for range maxSweeps {
		moved := 0.0
		for i := range f.step {
			if f.hessian[i][i] <= 0 {
				continue // the intercept when all predictions are certain
			}
			by := -slope[i] / f.hessian[i][i]
			if i > 0 {
				by = max(by, -f.at[i]-f.step[i])
			}
			if by == 0 {
				continue
			}
			f.step[i] += by
			for j, h := range f.hessian[i] {
				slope[j] += h * by
			}
			moved = max(moved, math.Abs(by))
		}
		if moved < stepTolerance {
			break
		}
	}
	for i, s := range f.step {
		promised += f.gradient[i] * s
	}
	return min(promised, 0)
}

// advance is the line search: it takes the step, halved until the loss falls enough, and
// expands there. It is false when the loss never falls.
func (f *logisticFit) advance(loss, promised float64) (float64, bool) {
	const (
		leastFall = 1e-4 // of the change that the gradient predicts
		farthest  = 5.0  // when all predictions are nearly certain, the approximation is poor far away
	)
	longest := 0.0
	for _, s := range f.step {
		longest = max(longest, math.Abs(s))
	}
	for far := min(1, farthest/longest); far > 1e-9; far /= 2 {
		for i, s := range f.step {
			f.tried[i] = f.at[i] + far*s
			if i > 0 {
				f.tried[i] = max(f.tried[i], 0)
			}
		}
		if f.loss(f.tried) <= loss+leastFall*far*promised {
			copy(f.at, f.tried)
			return f.expand(), true
		}
	}
	return loss, false
}

// Deviance is twice the negative log likelihood of the patterns in the model.
func (m Logistic) Deviance(patterns []Pattern) float64 {
	sum := 0.0
	for _, p := range patterns {
		odds := m.Intercept
		for i, x := range p.Features {
			odds += m.Coefficients[i] * x
		}
		sum += p.Converted*softplus(-odds) + p.Others*softplus(odds)
	}
	return 2 * sum
}
