package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// evaluation is conditions that are evaluated at one moment, with the answers so far.
type evaluation struct {
	snapshot   *Snapshot
	moment     condition.Moment
	conditions []condition.Condition
	keys       []answerKey // by condition
	lastSeen   bool        // last seen is asked for as well

	answers          eval.Answers
	stale            []*staleAnswer // by condition; nil where there is none to refresh
	staleLastSeen    *staleLastSeen // likewise
	computed         []bool         // by condition: the answer is not from the cache
	computedLastSeen bool
}

// answers evaluates the conditions. It takes the answers from the caches, refreshes
// those of an earlier revision, and makes the rest in one pass over the data. With
// lastSeen it also finds when each account was last seen.
func (f *Snapshot) answers(
	ctx context.Context, m condition.Moment, conditions []condition.Condition, lastSeen bool,
) (eval.Answers, error) {
	m.Zone = f.NameIDs.Zone // of the data, whatever the caller knew
	q := &evaluation{
		snapshot: f, moment: m, conditions: conditions, lastSeen: lastSeen,
		keys: make([]answerKey, len(conditions)), stale: make([]*staleAnswer, len(conditions)), computed: make([]bool, len(conditions)),
		answers: eval.Answers{Bits: make([]bitset.Bits, len(conditions))},
	}
	for i, c := range conditions {
		if err := c.Validate(); err != nil { // as two invalid ones may have the same sentence
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

// missing is the conditions without an answer, and their places.
func (q *evaluation) missing() (places []int, asked []condition.Condition) {
	for i, c := range q.conditions {
		if q.answers.Bits[i] == nil {
			places, asked = append(places, i), append(asked, c)
		}
	}
	return places, asked
}

// missingLastSeen reports whether last seen is asked for and not found yet.
func (q *evaluation) missingLastSeen() bool { return q.lastSeen && q.answers.LastSeen == nil }

// readCaches takes the answers that are cached in memory or in the file. It does not
// hold the lock while it reads the file, so that columns can be read meanwhile.
func (q *evaluation) readCaches(ctx context.Context) error {
	f := q.snapshot
	if !q.readMemory() {
		return nil
	}
	places, asked := q.missing()
	err := f.Read(ctx, "read matches", func(ctx context.Context, tx *sql.Tx) (err error) {
		for i, at := range places {
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
	for _, at := range places {
		if q.answers.Bits[at] != nil {
			f.answerCache[q.keys[at]] = q.answers.Bits[at]
		}
	}
	if q.answers.LastSeen != nil {
		f.memoizeLastSeen(q.moment.AsOf, q.answers.LastSeen)
	}
	return nil
}

// readMemory takes the answers that are in memory. It reports whether the file may
// have others.
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

// memoizeLastSeen caches last seen in memory: the one by anyAsOf, and one by an as-of
// before the last event. The lock must be held.
func (f *Snapshot) memoizeLastSeen(asOf value.Instant, seen []value.Instant) {
	key := f.lastSeenKey(asOf)
	for other := range f.lastSeen {
		if key != anyAsOf && other != anyAsOf {
			delete(f.lastSeen, other)
		}
	}
	f.lastSeen[key] = seen
}

// evaluate makes the missing answers in one pass over the data.
func (q *evaluation) evaluate(ctx context.Context) error {
	places, asked := q.missing()
	needSeen := q.missingLastSeen()
	if len(places) == 0 && !needSeen {
		return nil
	}
	if err := q.snapshot.loadColumns(ctx, asked); err != nil {
		return err
	}
	fresh, err := evaluateFacts(ctx, q.snapshot, q.moment, asked, needSeen)
	if err != nil {
		return err
	}
	for i, at := range places {
		q.answers.Bits[at], q.computed[at] = fresh.Bits[i], true
	}
	if needSeen {
		q.answers.LastSeen, q.computedLastSeen = fresh.LastSeen, true
	}
	return nil
}

// evaluateFacts evaluates conditions over facts, with or without last seen.
func evaluateFacts(ctx context.Context, f eval.Facts, m condition.Moment, conditions []condition.Condition, lastSeen bool) (eval.Answers, error) {
	if lastSeen {
		return eval.Run(ctx, f, m, conditions)
	}
	bits, err := eval.Match(ctx, f, m, conditions)
	return eval.Answers{Bits: bits}, err
}

// writeCaches caches the computed answers, in memory and in the file.
func (q *evaluation) writeCaches(ctx context.Context) {
	f := q.snapshot
	f.mu.Lock()
	defer f.mu.Unlock()
	var keys []answerKey
	var bits []bitset.Bits
	for i, computed := range q.computed {
		if !computed {
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
