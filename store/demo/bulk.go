package demo

import (
	"math/bits"

	"trialist/scoring/value"
)

// bulk is a workspace of any size. It holds no rows but makes every account
// from its index whenever it is asked for; four bytes an account stay.
type bulk struct {
	options Options
	origin  value.Instant // the whole second at which the earliest trial can start
	seconds int64         // from origin to as-of
	total   uint64        // of the accounts' activity
	starts  []uint32      // of the accounts' trials, in seconds from the origin
}

// pace is the least room an event has, in seconds on average, so that no two
// events of an account share an instant.
const pace = 8

// busiest is the most events that one account can have in a trial so long, and
// crowded the most that accounts can have on average: few are far above it.
func busiest(days int) int { return days * 86_400 / pace }
func crowded(days int) int { return busiest(days) / 50 }

func newBulk(o Options) *bulk {
	o.Days = min(max(o.Days, 1), maxDays)
	o.Accounts = min(max(o.Accounts, 1), maxAccounts)
	o.Events = max(0, min(o.Events, maxEvents, o.Accounts*crowded(o.Days)))
	asOf := o.AsOf - o.AsOf%value.Second
	b := &bulk{options: o, seconds: int64(o.Days) * 86_400}
	b.origin = asOf - value.Instant(b.seconds)*value.Second
	d := newDice(0, 0)
	for i := range o.Accounts {
		d.restart(o.Seed, uint64(i))
		b.total += activity(d)
	}
	b.starts = make([]uint32, 0, o.Accounts)
	b.spans(func(s span, _ dice) { b.starts = append(b.starts, uint32(s.start)) })
	return b
}

// activities is a geometric ladder of 65 steps. A step drawn by counting the
// heads of 64 coins lies on a bell curve, which makes the activity log-normal.
var activities = func() [65]uint64 {
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
func activity(d dice) uint64 {
	step := activities[bits.OnesCount64(d.Uint64())]
	return step + step*uint64(d.IntN(359))/1024 // anywhere between two steps
}

// span is when an account of a bulk workspace is active.
type span struct {
	account int
	start   int64 // of the trial, in seconds from the origin
	length  int64 // of the stretch that its events lie in, seconds
	events  int
}

// spans walks through all accounts in order. The dice of each are as they
// stand before its events. The numbers of events add up to what was asked for.
func (b *bulk) spans(visit func(s span, d dice)) {
	d := newDice(0, 0)
	var sum, given uint64
	for i := range b.options.Accounts {
		d.restart(b.options.Seed, uint64(i))
		sum += activity(d)
		// What an account is too small for is left to those after it.
		high, low := bits.Mul64(uint64(b.options.Events), sum)
		due, _ := bits.Div64(high, low, b.total)
		events := min(due-given, uint64(busiest(b.options.Days)))
		given += events
		visit(b.stretch(d, i, int(events)), d)
	}
}

// stretch places an account in time: it started some day, and was active until
// now or only for a while.
func (b *bulk) stretch(d dice, account, events int) span {
	need := min(max(3600, int64(events)*pace), b.seconds-1)
	start := 1 + d.Int64N(b.seconds-need)
	length := b.seconds - start
	if d.chance(300) {
		length /= int64(d.between(8, 40))
	} else {
		length = length * int64(d.between(300, 1000)) / 1000
	}
	return span{account: account, start: start, length: max(length, need), events: events}
}
