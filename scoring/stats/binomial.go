package stats

import (
	"math"
	"math/rand/v2"
)

// leastRejectionMean is the mean from which on binomial counts are drawn by rejection.
// Below it, inversion is faster.
const leastRejectionMean = 10

// binomial draws how many of n independent trials succeed, each with the probability p,
// 0 to 1.
func binomial(r *rand.Rand, n int, p float64) int {
	switch {
	case n <= 0 || p <= 0:
		return 0
	case p >= 1:
		return n
	case p > 0.5:
		return n - binomial(r, n, 1-p)
	case float64(n)*p < leastRejectionMean:
		return binomialByInversion(r, n, p)
	}
	return binomialByRejection(r, n, p)
}

// binomialByInversion adds up the probabilities of 0, 1, 2, ... until the sum exceeds a
// uniform random number.
func binomialByInversion(r *rand.Rand, n int, p float64) int {
	odds := p / (1 - p)
	probability := math.Exp(float64(n) * math.Log1p(-p))
	u := r.Float64()
	for k := range n {
		if u < probability {
			return k
		}
		u -= probability
		probability *= odds * float64(n-k) / float64(k+1)
	}
	return n
}

// binomialByRejection is algorithm BTRS of W. Hörmann, "The generation of binomial random
// variates", Journal of Statistical Computation and Simulation 46 (1993), 101-110. Its
// constants fit a hat over the distribution; p is at most one half, n p at least 10.
func binomialByRejection(r *rand.Rand, n int, p float64) int {
	count := float64(n)
	deviation := math.Sqrt(count * p * (1 - p))
	b := 1.15 + 2.53*deviation
	a := -0.0873 + 0.0248*b + 0.01*p
	center := count*p + 0.5
	quick := 0.92 - 4.2/b
	odds := p / (1 - p)
	alpha := (2.83 + 5.1/b) * deviation
	mode := math.Floor((count + 1) * p)
	for {
		u, v := r.Float64()-0.5, r.Float64()
		edge := 0.5 - math.Abs(u)
		k := math.Floor((2*a/edge+b)*u + center)
		if edge >= 0.07 && v <= quick {
			return int(k)
		}
		if k < 0 || k > count {
			continue
		}
		height := (mode+0.5)*math.Log((mode+1)/(odds*(count-mode+1))) + (count+1)*math.Log((count-mode+1)/(count-k+1)) +
			(k+0.5)*math.Log(odds*(count-k+1)/(k+1)) +
			stirlingRest(mode) + stirlingRest(count-mode) - stirlingRest(k) - stirlingRest(count-k)
		if math.Log(v*alpha/(a/(edge*edge)+b)) <= height {
			return int(k)
		}
	}
}

// stirlingRest is the remainder of Stirling's formula for log k!.
func stirlingRest(k float64) float64 {
	if k < 10 {
		factorial, _ := math.Lgamma(k + 1)
		return factorial - (0.5*math.Log(2*math.Pi) + (k+0.5)*math.Log(k+1) - (k + 1))
	}
	k1 := k + 1
	return (1.0/12 - (1.0/360-1.0/1260/(k1*k1))/(k1*k1)) / k1
}
