package store

import (
	"context"
	"database/sql"
	"errors"
	"math"

	"trialist/scoring"
)

// matchKey is what the answer of a condition depends on, beside the revision.
type matchKey struct {
	sentence  string
	trialDays int
	asOf      scoring.Instant // anyAsOf where it makes no difference
}

// anyAsOf stands for every as-of after the last event.
const anyAsOf scoring.Instant = math.MinInt64

// maxMatches is how many answers are kept in memory, one bit an account each.
const maxMatches = 512

// settled reports whether as-of is past all events, so that it matters only to
// conditions that look back from it.
func (f *Facts) settled(asOf scoring.Instant) bool { return asOf >= f.lastEvent }

func (f *Facts) key(c scoring.Condition, m scoring.Moment) matchKey {
	k := matchKey{sentence: c.String(), trialDays: m.TrialDays, asOf: m.AsOf}
	if k.trialDays == 0 {
		k.trialDays = scoring.DefaultTrialDays
	}
	if !c.DependsOnClock() && f.settled(m.AsOf) {
		k.asOf = anyAsOf
	}
	return k
}

// onAttributes reports whether the condition asks about attributes only. Such
// answers are not worth keeping on disk when they depend on the clock: the
// columns they are made of are kept.
func onAttributes(c scoring.Condition) bool {
	for _, r := range c.Rules {
		if r.Subject != scoring.AttributeSubject && r.Subject != scoring.ContactSubject {
			return false
		}
	}
	return true
}

// answers has the answers of all conditions, from the caches as far as they are
// there, and the rest from one pass over the data. With lastSeen it has when
// each account was last seen, too.
func (f *Facts) answers(
	ctx context.Context, m scoring.Moment, conditions []scoring.Condition, lastSeen bool,
) (scoring.Answers, error) {
	a := scoring.Answers{Bits: make([]scoring.Bits, len(conditions))}
	keys := make([]matchKey, len(conditions))
	for i, c := range conditions {
		if err := c.Validate(); err != nil { // the sentence of another could be the same
			return a, err
		}
		keys[i] = f.key(c, m)
	}
	if err := f.recall(ctx, m, keys, conditions, &a, lastSeen); err != nil {
		return a, err
	}
	var open []int
	var asked []scoring.Condition
	for i := range conditions {
		if a.Bits[i] == nil {
			open, asked = append(open, i), append(asked, conditions[i])
		}
	}
	needSeen := lastSeen && a.LastSeen == nil
	if len(asked) == 0 && !needSeen {
		return a, nil
	}
	if err := f.prepare(ctx, asked); err != nil {
		return a, err
	}
	var fresh scoring.Answers
	var err error
	if needSeen {
		fresh, err = scoring.Evaluate(ctx, f, m, asked)
		a.LastSeen = fresh.LastSeen
	} else {
		fresh.Bits, err = scoring.Match(ctx, f, m, asked)
	}
	if err != nil {
		return a, err
	}
	for i, at := range open {
		a.Bits[at] = fresh.Bits[i]
	}
	f.remember(ctx, m, keys, conditions, open, a, needSeen)
	return a, nil
}

// recall fills in what the caches have.
func (f *Facts) recall(
	ctx context.Context, m scoring.Moment, keys []matchKey, conditions []scoring.Condition, a *scoring.Answers, lastSeen bool,
) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	onDisk := false
	for i, key := range keys {
		a.Bits[i] = f.matches[key]
		onDisk = onDisk || a.Bits[i] == nil && f.keptOnDisk(conditions[i], key)
	}
	if lastSeen && f.settled(m.AsOf) {
		a.LastSeen = f.seen
		onDisk = onDisk || a.LastSeen == nil
	}
	if !onDisk {
		return nil
	}
	return f.read(ctx, "read matches", func(ctx context.Context, tx *sql.Tx) error {
		for i, key := range keys {
			if a.Bits[i] != nil || !f.keptOnDisk(conditions[i], key) {
				continue
			}
			var packed []byte
			err := tx.QueryRowContext(ctx, `SELECT bits FROM matches
				WHERE sentence = ? AND trial_days = ? AND as_of = ? AND revision = ?`,
				key.sentence, key.trialDays, int64(key.asOf), f.revision).Scan(&packed)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return err
			}
			if b, err := unpackBits(packed, f.accounts); err == nil { // else it is made anew
				a.Bits[i], f.matches[key] = b, b
			}
		}
		if lastSeen && f.settled(m.AsOf) && a.LastSeen == nil {
			if err := f.loadSeen(ctx, tx); err != nil {
				return err
			}
			a.LastSeen = f.seen
		}
		return nil
	})
}

// keptOnDisk reports whether the answer is one to keep in the file.
func (f *Facts) keptOnDisk(c scoring.Condition, key matchKey) bool {
	return key.asOf == anyAsOf || !onAttributes(c)
}

// remember puts answers into the caches.
func (f *Facts) remember(
	ctx context.Context, m scoring.Moment, keys []matchKey, conditions []scoring.Condition, fresh []int, a scoring.Answers, seen bool,
) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.matches)+len(fresh) > maxMatches {
		clear(f.matches)
	}
	for _, i := range fresh {
		f.matches[keys[i]] = a.Bits[i]
	}
	if seen && f.settled(m.AsOf) {
		f.seen = a.LastSeen
		f.keep(ctx, []cachedColumn{{derived, lastSeenColumn, packInstants(a.LastSeen)}})
	}
	f.s.tryWrite(ctx, func(ctx context.Context, c *sql.Conn) error {
		if _, err := c.ExecContext(ctx, `DELETE FROM matches WHERE revision < ?`, f.revision); err != nil {
			return err
		}
		for _, i := range fresh {
			if f.keptOnDisk(conditions[i], keys[i]) {
				if err := f.keepMatch(ctx, c, keys[i], a.Bits[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// keepMatch writes one answer. Of those that depend on the clock only the last
// as-of stays, as the clock does not go back.
func (f *Facts) keepMatch(ctx context.Context, c *sql.Conn, key matchKey, b scoring.Bits) error {
	_, err := c.ExecContext(ctx, `DELETE FROM matches WHERE sentence = ? AND trial_days = ?
		AND (as_of = ? OR as_of <> ? AND ? <> ?)`,
		key.sentence, key.trialDays, int64(key.asOf), int64(anyAsOf), int64(key.asOf), int64(anyAsOf))
	if err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `INSERT INTO matches (sentence, trial_days, as_of, revision, bits) VALUES (?, ?, ?, ?, ?)`,
		key.sentence, key.trialDays, int64(key.asOf), f.revision, packBits(b))
	return err
}

// lastSeenColumn is the cached column of when each account was last seen, for
// every as-of after the last event.
const lastSeenColumn = "last seen"

// loadSeen reads that column if it is cached. The lock is held.
func (f *Facts) loadSeen(ctx context.Context, tx *sql.Tx) error {
	packed, found, err := f.lookUp(ctx, tx, derived, lastSeenColumn)
	if err != nil || !found {
		return err
	}
	if seen, ok := unpackInstants(packed, f.accounts); ok { // else it is made anew
		f.seen = seen
	}
	return nil
}

// packInstants packs instants as a column of dates, which is good at it.
func packInstants(instants []scoring.Instant) []byte {
	c := scoring.NewColumn(len(instants))
	for i, at := range instants {
		if at != scoring.Never {
			c.Set(i, scoring.DateValue(at))
		}
	}
	packed, _ := c.AppendBinary(nil) // which does not fail
	return packed
}

func unpackInstants(packed []byte, n int) ([]scoring.Instant, bool) {
	var c scoring.Column
	if c.UnmarshalBinary(packed) != nil || c.Len() != n {
		return nil, false
	}
	instants := make([]scoring.Instant, n)
	for i := range instants {
		instants[i] = scoring.Never
		if v := c.Value(i); v.Kind == scoring.Date {
			instants[i] = v.Date
		}
	}
	return instants, true
}

// Evaluate has the answers of the conditions over all slots, from the caches
// where they have them. The error is that of the first condition that is not
// valid, or of the store.
func (s *Store) Evaluate(ctx context.Context, conditions []scoring.Condition, m scoring.Moment) ([]scoring.Bits, error) {
	var answers scoring.Answers
	err := s.withFacts(ctx, func(f *Facts) (err error) {
		answers, err = f.answers(ctx, m, conditions, false)
		return err
	})
	return answers.Bits, err
}
