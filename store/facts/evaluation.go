package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// evaluation is conditions that are asked at one moment, and what has been found of
// their answers so far.
type evaluation struct {
	snapshot   *Snapshot
	moment     condition.Moment
	conditions []condition.Condition
	keys       []answerKey
	lastSeen   bool // is asked for, too

	answers          eval.Answers
	stale            []*staleAnswer // of answers not found, those of an earlier revision
	staleLastSeen    *staleLastSeen // likewise
	computed         []bool         // answers that were not in the cache as they are
	computedLastSeen bool
}

// answers has the answers of all conditions: from the caches as far as they are
// there, brought up to date where they are of an earlier revision, and the rest
// from one pass over the data. With lastSeen it has when each account was last
// seen, too.
func (f *Snapshot) answers(
	ctx context.Context, m condition.Moment, conditions []condition.Condition, lastSeen bool,
) (eval.Answers, error) {
	q := &evaluation{
		snapshot: f, moment: m, conditions: conditions, lastSeen: lastSeen,
		keys: make([]answerKey, len(conditions)), stale: make([]*staleAnswer, len(conditions)), computed: make([]bool, len(conditions)),
		answers: eval.Answers{Bits: make([]bitset.Bits, len(conditions))},
	}
	for i, c := range conditions {
		if err := c.Validate(); err != nil { // the sentence of another could be the same
			return q.answers, err
		}
		q.keys[i] = f.answerKey(c, m)
	}
	for _, step := range []func(context.Context) error{q.readCaches, q.refresh, q.evaluate} {
		if err := step(ctx); err != nil {
			return q.answers, err
		}
	}
	q.writeCaches(ctx)
	return q.answers, nil
}

// missing are the conditions without an answer.
func (q *evaluation) missing() (places []int, asked []condition.Condition) {
	for i, c := range q.conditions {
		if q.answers.Bits[i] == nil {
			places, asked = append(places, i), append(asked, c)
		}
	}
	return places, asked
}

// missingLastSeen reports whether last seen is to be found yet.
func (q *evaluation) missingLastSeen() bool { return q.lastSeen && q.answers.LastSeen == nil }

// readCaches takes what the caches have. The lock is not held while the file is read,
// so that columns are read meanwhile.
func (q *evaluation) readCaches(ctx context.Context) error {
	f := q.snapshot
	if !q.readMemory() {
		return nil
	}
	open, asked := q.missing()
	err := f.Read(ctx, "read matches", func(ctx context.Context, tx *sql.Tx) (err error) {
		for i, at := range open {
			key := q.keys[at]
			if !f.cachedOnDisk(asked[i], key) {
				continue
			}
			if q.answers.Bits[at], q.stale[at], err = f.readAnswer(ctx, tx, asked[i], key); err != nil {
				return err
			}
		}
		if q.missingLastSeen() {
			q.answers.LastSeen, q.staleLastSeen, err = f.readLastSeen(ctx, tx, q.moment.AsOf)
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
			f.answerCache[q.keys[at]] = q.answers.Bits[at]
		}
	}
	if q.answers.LastSeen != nil {
		f.memoizeLastSeen(q.moment.AsOf, q.answers.LastSeen)
	}
	return nil
}

// readMemory takes what is in memory. It reports whether the file may have more.
func (q *evaluation) readMemory() bool {
	f := q.snapshot
	f.mu.Lock()
	defer f.mu.Unlock()
	onDisk := false
	for i, key := range q.keys {
		q.answers.Bits[i] = f.answerCache[key]
		onDisk = onDisk || q.answers.Bits[i] == nil && f.cachedOnDisk(q.conditions[i], key)
	}
	if q.lastSeen {
		q.answers.LastSeen = f.lastSeen[f.lastSeenKey(q.moment.AsOf)]
	}
	return onDisk || q.missingLastSeen()
}

// memoizeLastSeen keeps last seen in memory: past the last event, and by one as-of
// before it. The lock is held.
func (f *Snapshot) memoizeLastSeen(asOf value.Instant, seen []value.Instant) {
	key := f.lastSeenKey(asOf)
	for other := range f.lastSeen {
		if key != anyAsOf && other != anyAsOf {
			delete(f.lastSeen, other)
		}
	}
	f.lastSeen[key] = seen
}

// evaluate answers what is open in one pass over the data.
func (q *evaluation) evaluate(ctx context.Context) error {
	open, asked := q.missing()
	needSeen := q.missingLastSeen()
	if len(open) == 0 && !needSeen {
		return nil
	}
	if err := q.snapshot.loadColumns(ctx, asked); err != nil {
		return err
	}
	fresh, err := evaluateFacts(ctx, q.snapshot, q.moment, asked, needSeen)
	if err != nil {
		return err
	}
	for i, at := range open {
		q.answers.Bits[at], q.computed[at] = fresh.Bits[i], true
	}
	if needSeen {
		q.answers.LastSeen, q.computedLastSeen = fresh.LastSeen, true
	}
	return nil
}

// evaluateFacts evaluates conditions, with last seen or without.
func evaluateFacts(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition, lastSeen bool) (eval.Answers, error) {
	if lastSeen {
		return eval.Run(ctx, f, m, conditions)
	}
	bits, err := eval.Match(ctx, f, m, conditions)
	return eval.Answers{Bits: bits}, err
}

// writeCaches puts what was made into the caches.
func (q *evaluation) writeCaches(ctx context.Context) {
	f := q.snapshot
	f.mu.Lock()
	defer f.mu.Unlock()
	var keys []answerKey
	var bits []bitset.Bits
	for i, made := range q.computed {
		if !made {
			continue
		}
		if len(f.answerCache) >= maxAnswers {
			clear(f.answerCache)
		}
		f.answerCache[q.keys[i]] = q.answers.Bits[i]
		if f.cachedOnDisk(q.conditions[i], q.keys[i]) {
			keys, bits = append(keys, q.keys[i]), append(bits, q.answers.Bits[i])
		}
	}
	f.writeAnswers(ctx, keys, bits)
	if q.computedLastSeen {
		f.memoizeLastSeen(q.moment.AsOf, q.answers.LastSeen)
		f.writeLastSeen(ctx, f.lastSeenKey(q.moment.AsOf), q.answers.LastSeen)
	}
}
