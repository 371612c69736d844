// Package pace tells people who wait how fast something goes and how long it
// will still take. It knows the clock only from its callers.
package pace

import (
	"fmt"
	"math"
	"time"
)

// How the estimate is kept steady enough to be read.
const (
	decayTime = 5 * time.Second // work done longer ago counts for little
	warmUp    = time.Second     // nothing is foretold before
	tolerance = 0.15            // of the time left, by which a promise may be off before it is made anew
)

// Estimator follows one piece of work. The zero Pace has not begun.
type Estimator struct {
	began, last               time.Time
	done                      int64
	recentWork, recentSeconds float64   // of late: work done, and the seconds it took
	eta                       time.Time // as promised; zero without a promise
}

// Record says how much is done by now, of a total that is 0 when nobody knows.
// What was done never becomes less: a lower number is one that was overtaken.
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
	fade := math.Exp(-passed / decayTime.Seconds())
	p.recentWork = p.recentWork*fade + float64(done-p.done)
	p.recentSeconds = p.recentSeconds*fade + passed
	p.last, p.done = now, done
	p.estimateEnd(total)
}

// estimateEnd foretells the end. A promise stands, and is counted down, until it
// turns out to be well off: an estimate made anew each time would dance.
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

// Rate is how much is done in a second of late; 0 before anybody can tell.
func (p *Estimator) Rate() float64 {
	if p.recentSeconds == 0 {
		return 0
	}
	return p.recentWork / p.recentSeconds
}

// Remaining is how long it will still take, and whether that can be told yet.
func (p *Estimator) Remaining() (time.Duration, bool) {
	return max(0, p.eta.Sub(p.last)), !p.eta.IsZero()
}

// RemainingText is a time left in words, as in "about 12 s left".
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
