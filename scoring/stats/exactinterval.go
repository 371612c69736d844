package stats

import "math"

// ExactInterval is the exact 95 % interval of a rate, 0 to 1, after so many successes in n
// trials; n must be at least 1. It covers the true rate in at least 95 % of samples.
//
// C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated
// in the case of the binomial", Biometrika 26 (1934), 404-413; by the beta distribution,
// as binom.test of R computes it.
func ExactInterval(successes, n int) (low, high float64) {
	low, high = 0, 1
	x, rest := float64(successes), float64(n-successes)
	if successes > 0 {
		low = betaQuantile(0.025, x, rest+1)
	}
	if successes < n {
		high = betaQuantile(0.975, x+1, rest)
	}
	return low, high
}

// betaQuantile is the q-quantile of the beta distribution, by bisection.
func betaQuantile(q, a, b float64) float64 {
	low, high := 0.0, 1.0
	for range 60 {
		middle := (low + high) / 2
		if betaCumulative(middle, a, b) < q {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// betaCumulative is the regularized incomplete beta function I_x(a, b), by its continued
// fraction, 8.17.22 of the NIST Digital Library of Mathematical Functions.
func betaCumulative(x, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // where the fraction converges slowly
		return 1 - betaCumulative(1-x, b, a)
	}
	ab, _ := math.Lgamma(a + b)
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	front := math.Exp(ab-la-lb+a*math.Log(x)+b*math.Log1p(-x)) / a
	return front / betaFraction(x, a, b)
}

// betaFraction is the continued fraction of betaCumulative, evaluated by the method of
// W. J. Lentz, "Generating Bessel functions in Mie scattering calculations using
// continued fractions", Applied Optics 15 (1976), 668-671.
func betaFraction(x, a, b float64) float64 {
	const tiny, precise = 1e-300, 1e-15
	away := func(v float64) float64 { // keeps v away from zero
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	f, c, d := 1.0, 1.0, 0.0
	for i := 1; i < 100_000; i++ {
		m := float64(i / 2)
		term := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		if i%2 == 1 {
			term = -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		}
		d = 1 / away(1+term*d)
		c = away(1 + term/c)
		f *= c * d
		if math.Abs(c*d-1) < precise {
			break
		}
	}
	return f
}
