package eta

import (
	"fmt"
	"math"
	"time"
)

// How the estimate is kept steady enough to read.
const (
	decayTime = 5 * time.Second // of the exponential average: older work counts for little
	warmUp    = time.Second     // there is no estimate before
	tolerance = 0.15            // share of the time left by which an estimate may be off before it is replaced
)

// Estimator estimates the end of one piece of work. The zero Estimator has not
// begun.
type Estimator struct {
	began, last               time.Time
	done                      int64
	recentWork, recentSeconds float64   // work done recently, and the seconds it took, decayed
	eta                       time.Time // the estimated end; zero when there is no estimate
}

// Record notes how much is done at a time, of a total that is 0 when it is not
// known. A number lower than an earlier one counts as that one: reports can arrive
// out of order.
func (p *Estimator) Record(now time.Time, done, total int64) {
	if p.began.IsZero() {
		*p = Estimator{began: now, last: now, done: done}
		return
	}
	passed := now.Sub(p.last).Seconds()
	if passed <= 0 {
		return
	}
	done = max(done, p.done)
	decay := math.Exp(-passed / decayTime.Seconds())
	p.recentWork = p.recentWork*decay + float64(done-p.done)
	p.recentSeconds = p.recentSeconds*decay + passed
	p.last, p.done = now, done
	p.estimateEnd(total)
}

// estimateEnd estimates the end. The current estimate stays, and counts down, until a new one
// differs by more than the tolerance. Otherwise the time left would jump up and down.
func (p *Estimator) estimateEnd(total int64) {
	rate := p.Rate()
	if total <= 0 || rate <= 0 || p.last.Sub(p.began) < warmUp {
		p.eta = time.Time{}
		return
	}
	left := float64(max(0, total-p.done)) / rate
	ends := p.last.Add(time.Duration(min(left, 1e9) * float64(time.Second)))
	if off := ends.Sub(p.eta).Abs().Seconds(); p.eta.IsZero() || off > max(1, tolerance*left) {
		p.eta = ends
	}
}

// Rate is how much was done per second recently; 0 before anything was.
func (p *Estimator) Rate() float64 {
	if p.recentSeconds == 0 {
		return 0
	}
	return p.recentWork / p.recentSeconds
}

// Remaining is the time left; false while there is no estimate.
func (p *Estimator) Remaining() (time.Duration, bool) {
	return max(0, p.eta.Sub(p.last)), !p.eta.IsZero()
}

// RemainingText is a time left in words, such as "about 12 s left".
func RemainingText(left time.Duration) string {
	switch seconds := math.Ceil(left.Seconds()); {
	case seconds < 90:
		return fmt.Sprintf("about %.0f s left", max(1, seconds))
	case seconds < 90*60:
		return fmt.Sprintf("about %.0f min left", seconds/60)
	default:
		return fmt.Sprintf("about %.0f h left", seconds/3600)
	}
}
