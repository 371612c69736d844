package demo

import (
	"math/bits"

	"trialist/scoring/value"
)

// bulkWorkspace is a workspace of any size. It does not store rows, but makes an
// account from its index whenever it is asked for. It stores four bytes an account.
type bulkWorkspace struct {
	options       Options
	origin        value.Instant // the whole second at which the earliest trial can start
	seconds       int64         // from origin to as-of
	totalActivity uint64        // sum over all accounts
	starts        []uint32      // of the trials, in seconds from the origin, by account
}

// minEventGap is how far apart the events of an account are at least, in seconds on
// average. No two of them have the same instant.
const minEventGap = 8

// maxEventsPerAccount is how many events one account can have at most in a trial of
// that length. maxMeanEvents is how many accounts can have on average, as some have
// many more than others.
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

// activityScale is a geometric scale of 65 steps. Counting the ones of 64 random bits
// gives a nearly normal distribution of steps, so that the activity is log-normal.
var activityScale = func() [65]uint64 {
	var scale [65]uint64
	step := uint64(1 << 10)
	for i := range scale {
		scale[i] = step
		step = step * 27 / 20
	}
	return scale
}()

// activity is how much an account does, relative to the others. It is the
// first draw of an account.
func activity(d random) uint64 {
	step := activityScale[bits.OnesCount64(d.Uint64())]
	return step + step*uint64(d.IntN(359))/1024 // anywhere up to the next step
}

// activePeriod is when an account of a bulk workspace is active.
type activePeriod struct {
	account int
	start   int64 // of the trial, in seconds from the origin
	length  int64 // of the period with events, in seconds
	events  int
}

// activePeriods visits all accounts in order. The random numbers of each go on with
// its events. The numbers of events add up to that of the options.
func (b *bulkWorkspace) activePeriods(visit func(s activePeriod, d random)) {
	d := newRandom(0, 0)
	var sum, given uint64
	for i := range b.options.Accounts {
		d.reseed(b.options.Seed, uint64(i))
		sum += activity(d)
		// Events beyond the limit of an account are left to those after it.
		high, low := bits.Mul64(uint64(b.options.Events), sum)
		due, _ := bits.Div64(high, low, b.totalActivity)
		events := min(due-given, uint64(maxEventsPerAccount(b.options.Days)))
		given += events
		visit(b.activePeriod(d, i, int(events)), d)
	}
}

// activePeriod draws when an account starts, and whether it is active until as-of or
// only for a while.
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
