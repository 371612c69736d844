package eta_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"trialist/ui/eta"
)

var start = time.Date(2026, time.November, 2, 10, 0, 0, 0, time.UTC)

func TestEstimateOfSteadyWorkCountsDown(t *testing.T) {
	t.Parallel()
	// 1,000 a second for 20 s, recorded ten times a second, each time a little off.
	random := rand.New(rand.NewPCG(1, 2))
	var p eta.Estimator
	before := time.Duration(1 << 60)
	for tick := range 200 {
		now := start.Add(time.Duration(tick) * 100 * time.Millisecond)
		p.Record(now, int64(tick*100+random.IntN(50)), 20_000)
		left, ok := p.Remaining()
		if ok != (tick >= 10) {
			t.Fatalf("after %d ticks an estimate: %v", tick, ok)
		}
		if !ok {
			continue
		}
		if truth := start.Add(20 * time.Second).Sub(now); (left - truth).Abs() > 1500*time.Millisecond {
			t.Errorf("after %d ticks %v are left, want about %v", tick, left, truth)
		}
		if left > before {
			t.Errorf("after %d ticks the estimate went up from %v to %v", tick, before, left)
		}
		before = left
	}
	if rate := p.Rate(); rate < 950 || rate > 1050 {
		t.Errorf("the rate is %v, want about 1000", rate)
	}
}

func TestEstimateFollowsAChangeOfSpeed(t *testing.T) {
	t.Parallel()
	var p eta.Estimator
	done := int64(0)
	for tick := range 400 {
		if done += 100; tick >= 200 {
			done -= 90 // from here on ten times slower
		}
		p.Record(start.Add(time.Duration(tick)*100*time.Millisecond), done, 100_000)
	}
	left, ok := p.Remaining()
	if want := 780 * time.Second; !ok || left < want*3/4 || left > want*5/4 {
		t.Errorf("%v are left (%v), want about %v", left, ok, want)
	}
}

func TestNoEstimateWithoutTotalOrWork(t *testing.T) {
	t.Parallel()
	var endless, stuck eta.Estimator
	for tick := range 50 {
		now := start.Add(time.Duration(tick) * time.Second)
		endless.Record(now, int64(tick), 0)
		stuck.Record(now, 7, 100)
	}
	if left, ok := endless.Remaining(); ok || endless.Rate() != 1 {
		t.Errorf("without a total: %v, rate %v", left, endless.Rate())
	}
	if left, ok := stuck.Remaining(); ok {
		t.Errorf("without work: %v", left)
	}
}

func TestLowerNumbersAreIgnored(t *testing.T) {
	t.Parallel()
	var p eta.Estimator
	for tick, done := range []int64{0, 200, 100, 300, 250, 400} {
		p.Record(start.Add(time.Duration(tick)*time.Second), done, 800)
	}
	if left, ok := p.Remaining(); !ok || left < 4*time.Second || left > 6*time.Second {
		t.Errorf("%v are left (%v), want about 5 s", left, ok)
	}
}

func TestRemainingText(t *testing.T) {
	t.Parallel()
	for left, want := range map[time.Duration]string{
		0:                         "about 1 s left",
		11_200 * time.Millisecond: "about 12 s left",
		89 * time.Second:          "about 89 s left",
		100 * time.Second:         "about 2 min left",
		89 * time.Minute:          "about 89 min left",
		3 * time.Hour:             "about 3 h left",
	} {
		if got := eta.RemainingText(left); got != want {
			t.Errorf("%v is %q, want %q", left, got, want)
		}
	}
}
