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
	memory  = 5 * time.Second // work done longer ago counts for little
	settles = time.Second     // nothing is foretold before
	slack   = 0.15            // of the time left, by which a promise may be off before it is made anew
)

// Pace follows one piece of work. The zero Pace has not begun.
type Pace struct {
	began, last time.Time
	done        int64
	work, time  float64   // of late: work done, and the seconds it took
	ends        time.Time // as promised; zero without a promise
}

// Note says how much is done by now, of a total that is 0 when nobody knows.
// What was done never becomes less: a lower number is one that was overtaken.
func (p *Pace) Note(now time.Time, done, total int64) {
	if p.began.IsZero() {
		*p = Pace{began: now, last: now, done: done}
		return
	}
	passed := now.Sub(p.last).Seconds()
	if passed <= 0 {
		return
	}
	done = max(done, p.done)
	fade := math.Exp(-passed / memory.Seconds())
	p.work = p.work*fade + float64(done-p.done)
	p.time = p.time*fade + passed
	p.last, p.done = now, done
	p.promise(total)
}

// promise foretells the end. A promise stands, and is counted down, until it
// turns out to be well off: an estimate made anew each time would dance.
func (p *Pace) promise(total int64) {
	rate := p.Rate()
	if total <= 0 || rate <= 0 || p.last.Sub(p.began) < settles {
		p.ends = time.Time{}
		return
	}
	left := float64(max(0, total-p.done)) / rate
	ends := p.last.Add(time.Duration(min(left, 1e9) * float64(time.Second)))
	if off := ends.Sub(p.ends).Abs().Seconds(); p.ends.IsZero() || off > max(1, slack*left) {
		p.ends = ends
	}
}

// Rate is how much is done in a second of late; 0 before anybody can tell.
func (p *Pace) Rate() float64 {
	if p.time == 0 {
		return 0
	}
	return p.work / p.time
}

// Left is how long it will still take, and whether that can be told yet.
func (p *Pace) Left() (time.Duration, bool) {
	return max(0, p.ends.Sub(p.last)), !p.ends.IsZero()
}

// Words is a time left in words, as in "about 12 s left".
func Words(left time.Duration) string {
	switch seconds := math.Ceil(left.Seconds()); {
	case seconds < 90:
		return fmt.Sprintf("about %.0f s left", max(1, seconds))
	case seconds < 90*60:
		return fmt.Sprintf("about %.0f min left", seconds/60)
	default:
		return fmt.Sprintf("about %.0f h left", seconds/3600)
	}
}
