package store

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// inquiry is conditions that are asked at one moment, and what has been found of
// their answers so far.
type inquiry struct {
	f          *Facts
	m          condition.Moment
	conditions []condition.Condition
	keys       []matchKey
	lastSeen   bool // is asked for, too

	answers    eval.Answers
	before     []*earlier   // of answers not found, those of an earlier revision
	seenBefore *earlierSeen // likewise
	made       []bool       // answers that were not in the cache as they are
	madeSeen   bool
}

// answers has the answers of all conditions: from the caches as far as they are
// there, brought up to date where they are of an earlier revision, and the rest
// from one pass over the data. With lastSeen it has when each account was last
// seen, too.
func (f *Facts) answers(
	ctx context.Context, m condition.Moment, conditions []condition.Condition, lastSeen bool,
) (eval.Answers, error) {
	q := &inquiry{
		f: f, m: m, conditions: conditions, lastSeen: lastSeen,
		keys: make([]matchKey, len(conditions)), before: make([]*earlier, len(conditions)), made: make([]bool, len(conditions)),
		answers: eval.Answers{Bits: make([]bitset.Bits, len(conditions))},
	}
	for i, c := range conditions {
		if err := c.Validate(); err != nil { // the sentence of another could be the same
			return q.answers, err
		}
		q.keys[i] = f.key(c, m)
	}
	for _, step := range []func(context.Context) error{q.recall, q.carry, q.evaluate} {
		if err := step(ctx); err != nil {
			return q.answers, err
		}
	}
	q.remember(ctx)
	return q.answers, nil
}

// open are the conditions without an answer.
func (q *inquiry) open() (places []int, asked []condition.Condition) {
	for i, c := range q.conditions {
		if q.answers.Bits[i] == nil {
			places, asked = append(places, i), append(asked, c)
		}
	}
	return places, asked
}

// openSeen reports whether last seen is to be found yet.
func (q *inquiry) openSeen() bool { return q.lastSeen && q.answers.LastSeen == nil }

// recall takes what the caches have. The lock is not held while the file is read,
// so that columns are read meanwhile.
func (q *inquiry) recall(ctx context.Context) error {
	f := q.f
	if !q.recallHeld() {
		return nil
	}
	open, asked := q.open()
	err := f.read(ctx, "read matches", func(ctx context.Context, tx *sql.Tx) (err error) {
		for i, at := range open {
			key := q.keys[at]
			if !f.keptOnDisk(asked[i], key) {
				continue
			}
			if q.answers.Bits[at], q.before[at], err = f.lookUpMatch(ctx, tx, asked[i], key); err != nil {
				return err
			}
		}
		if q.openSeen() {
			q.answers.LastSeen, q.seenBefore, err = f.lookUpSeen(ctx, tx, q.m.AsOf)
		}
		return err
	})
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, at := range open {
		if q.answers.Bits[at] != nil {
			f.matches[q.keys[at]] = q.answers.Bits[at]
		}
	}
	if q.answers.LastSeen != nil {
		f.holdSeen(q.m.AsOf, q.answers.LastSeen)
	}
	return nil
}

// recallHeld takes what is in memory. It reports whether the file may have more.
func (q *inquiry) recallHeld() bool {
	f := q.f
	f.mu.Lock()
	defer f.mu.Unlock()
	onDisk := false
	for i, key := range q.keys {
		q.answers.Bits[i] = f.matches[key]
		onDisk = onDisk || q.answers.Bits[i] == nil && f.keptOnDisk(q.conditions[i], key)
	}
	if q.lastSeen {
		q.answers.LastSeen = f.seen[f.seenKey(q.m.AsOf)]
	}
	return onDisk || q.openSeen()
}

// holdSeen keeps last seen in memory: past the last event, and by one as-of
// before it. The lock is held.
func (f *Facts) holdSeen(asOf value.Instant, seen []value.Instant) {
	key := f.seenKey(asOf)
	for other := range f.seen {
		if key != anyAsOf && other != anyAsOf {
			delete(f.seen, other)
		}
	}
	f.seen[key] = seen
}

// evaluate answers what is open in one pass over the data.
func (q *inquiry) evaluate(ctx context.Context) error {
	open, asked := q.open()
	needSeen := q.openSeen()
	if len(open) == 0 && !needSeen {
		return nil
	}
	if err := q.f.prepare(ctx, asked); err != nil {
		return err
	}
	fresh, err := ask(ctx, q.f, q.m, asked, needSeen)
	if err != nil {
		return err
	}
	for i, at := range open {
		q.answers.Bits[at], q.made[at] = fresh.Bits[i], true
	}
	if needSeen {
		q.answers.LastSeen, q.madeSeen = fresh.LastSeen, true
	}
	return nil
}

// ask evaluates conditions, with last seen or without.
func ask(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition, lastSeen bool) (eval.Answers, error) {
	if lastSeen {
		return eval.Run(ctx, f, m, conditions)
	}
	bits, err := eval.Match(ctx, f, m, conditions)
	return eval.Answers{Bits: bits}, err
}

// remember puts what was made into the caches.
func (q *inquiry) remember(ctx context.Context) {
	f := q.f
	f.mu.Lock()
	defer f.mu.Unlock()
	var keys []matchKey
	var bits []bitset.Bits
	for i, made := range q.made {
		if !made {
			continue
		}
		if len(f.matches) >= maxMatches {
			clear(f.matches)
		}
		f.matches[q.keys[i]] = q.answers.Bits[i]
		if f.keptOnDisk(q.conditions[i], q.keys[i]) {
			keys, bits = append(keys, q.keys[i]), append(bits, q.answers.Bits[i])
		}
	}
	f.keepMatches(ctx, keys, bits)
	if q.madeSeen {
		f.holdSeen(q.m.AsOf, q.answers.LastSeen)
		f.keepSeen(ctx, f.seenKey(q.m.AsOf), q.answers.LastSeen)
	}
}
