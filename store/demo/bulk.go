package demo

import (
	"math/bits"

	"trialist/scoring/value"
)

// bulkWorkspace is a workspace of any size. It holds no rows but makes every account
// from its index whenever it is asked for; four bytes an account stay.
type bulkWorkspace struct {
	options       Options
	origin        value.Instant // the whole second at which the earliest trial can start
	seconds       int64         // from origin to as-of
	totalActivity uint64        // of the accounts' activity
	starts        []uint32      // of the accounts' trials, in seconds from the origin
}

// minEventGap is the least room an event has, in seconds on average, so that no two
// events of an account share an instant.
const minEventGap = 8

// maxEventsPerAccount is the most events that one account can have in a trial so long, and
// crowded the most that accounts can have on average: few are far above it.
func maxEventsPerAccount(days int) int { return days * 86_400 / minEventGap }
func maxMeanEvents(days int) int       { return maxEventsPerAccount(days) / 50 }

func newBulkWorkspace(o Options) *bulkWorkspace {
	o.Days = min(max(o.Days, 1), maxDays)
	o.Accounts = min(max(o.Accounts, 1), maxAccounts)
	o.Events = max(0, min(o.Events, maxEvents, o.Accounts*maxMeanEvents(o.Days)))
	asOf := o.AsOf - o.AsOf%value.Second
	b := &bulkWorkspace{options: o, seconds: int64(o.Days) * 86_400}
	b.origin = asOf - value.Instant(b.seconds)*value.Second
	d := newRandom(0, 0)
	for i := range o.Accounts {
		d.reseed(o.Seed, uint64(i))
		b.totalActivity += activity(d)
	}
	b.starts = make([]uint32, 0, o.Accounts)
	b.activePeriods(func(s activePeriod, _ random) { b.starts = append(b.starts, uint32(s.start)) })
	return b
}

// activityScale is a geometric ladder of 65 steps. A step drawn by counting the
// heads of 64 coins lies on a bell curve, which makes the activity log-normal.
var activityScale = func() [65]uint64 {
	var ladder [65]uint64
	at := uint64(1 << 10)
	for i := range ladder {
		ladder[i] = at
		at = at * 27 / 20
	}
	return ladder
}()

// activity is how much an account does, relative to the others. It is the
// first draw of an account.
func activity(d random) uint64 {
	step := activityScale[bits.OnesCount64(d.Uint64())]
	return step + step*uint64(d.IntN(359))/1024 // anywhere between two steps
}

// activePeriod is when an account of a bulk workspace is active.
type activePeriod struct {
	account int
	start   int64 // of the trial, in seconds from the origin
	length  int64 // of the stretch that its events lie in, seconds
	events  int
}

// activePeriods walks through all accounts in order. The dice of each are as they
// stand before its events. The numbers of events add up to what was asked for.
func (b *bulkWorkspace) activePeriods(visit func(s activePeriod, d random)) {
	d := newRandom(0, 0)
	var sum, given uint64
	for i := range b.options.Accounts {
		d.reseed(b.options.Seed, uint64(i))
		sum += activity(d)
		// What an account is too small for is left to those after it.
		high, low := bits.Mul64(uint64(b.options.Events), sum)
		due, _ := bits.Div64(high, low, b.totalActivity)
		events := min(due-given, uint64(maxEventsPerAccount(b.options.Days)))
		given += events
		visit(b.activePeriod(d, i, int(events)), d)
	}
}

// activePeriod places an account in time: it started some day, and was active until
// now or only for a while.
func (b *bulkWorkspace) activePeriod(d random, account, events int) activePeriod {
	need := min(max(3600, int64(events)*minEventGap), b.seconds-1)
	start := 1 + d.Int64N(b.seconds-need)
	length := b.seconds - start
	if d.chance(300) {
		length /= int64(d.between(8, 40))
	} else {
		length = length * int64(d.between(300, 1000)) / 1000
	}
	return activePeriod{account: account, start: start, length: max(length, need), events: events}
}
