package facts

import (
	"context"
	"database/sql"
	"fmt"
	"math"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// answerKey is what the answer to a condition depends on, beside the revision.
type answerKey struct {
	sentence  string
	trialDays int
	asOf      value.Instant // anyAsOf where it makes no difference
}

// anyAsOf stands for every as-of after the last event. For conditions that do not ask
// about events it stands for every as-of.
const anyAsOf value.Instant = math.MinInt64

// maxAnswers is how many answers are kept in memory, one bit an account each.
const maxAnswers = 512

// isAfterEvents reports whether as-of is after all events. Then it matters only to
// conditions about the time before as-of.
func (f *Snapshot) isAfterEvents(asOf value.Instant) bool { return asOf >= f.lastEvent }

func (f *Snapshot) answerKey(c condition.Condition, m condition.Moment) answerKey {
	k := answerKey{sentence: c.String(), trialDays: m.TrialDays, asOf: m.AsOf}
	if k.trialDays == 0 {
		k.trialDays = condition.DefaultTrialDays
	}
	if !c.DependsOnClock() && (f.isAfterEvents(m.AsOf) || attributesOnly(c)) {
		k.asOf = anyAsOf
	}
	return k
}

// attributesOnly reports whether the condition asks about attributes only. Such an
// answer is not cached on disk when it depends on the clock, as it is quickly made
// again from columns, which are cached.
func attributesOnly(c condition.Condition) bool {
	for _, r := range c.Rules {
		if r.Subject != condition.AttributeSubject && r.Subject != condition.ContactSubject {
			return false
		}
	}
	return true
}

// cachedOnDisk reports whether the answer is to be cached in the file.
func (f *Snapshot) cachedOnDisk(c condition.Condition, key answerKey) bool {
	return key.asOf == anyAsOf || !attributesOnly(c)
}

// staleAnswer is an answer of an earlier revision.
type staleAnswer struct {
	bits    bitset.Bits
	changed bitset.Bits // slots whose answer may be different now
}

// readAnswer is the cached answer to a condition. It is that of the revision, or else
// a stale one that can be refreshed, or neither.
func (f *Snapshot) readAnswer(ctx context.Context, tx *sql.Tx, c condition.Condition, key answerKey) (bitset.Bits, *staleAnswer, error) {
	var bits bitset.Bits
	var stale *staleAnswer
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var asOf, revision int64
		var packed sql.RawBytes
		if err := rows.Scan(&asOf, &revision, &packed); err != nil || bits != nil || stale != nil {
			return err
		}
		packed, ok := checksum.CutTrailer(packed, key.sentence, int64(key.trialDays), asOf, revision)
		if !ok {
			f.workspace.CacheDamaged()
			return nil
		}
		if revision == f.id.Revision {
			if value.Instant(asOf) == key.asOf {
				bits, _ = decodeBits(packed, f.accounts) // a damaged answer is made anew
			}
			return nil
		}
		d, err := f.changesSince(ctx, tx, revision)
		if err != nil || d == nil || value.Instant(asOf) != key.asOf && d.lastEvent > key.asOf {
			return err
		}
		changed, ok := d.affectedBy(c)
		if b, err := decodeBits(packed, int(d.Before.Accounts)); ok && err == nil {
			stale = &staleAnswer{append(b, bitset.New(f.accounts)[len(b):]...), changed}
		}
		return nil
	}, `SELECT as_of, revision, bits FROM matches WHERE sentence = ? AND trial_days = ? AND as_of IN (?, ?)
		AND revision <= ? ORDER BY revision DESC, as_of DESC`,
		key.sentence, key.trialDays, int64(key.asOf), int64(anyAsOf), f.id.Revision)
	return bits, stale, f.withoutCacheDamage(err)
}

// answerRevisions is for how many revisions an answer is kept. An answer that is
// asked for is refreshed before it gets that old.
const answerRevisions = 8

// writeAnswers writes answers to the cache.
func (f *Snapshot) writeAnswers(ctx context.Context, keys []answerKey, answers []bitset.Bits) {
	if len(keys) == 0 {
		return
	}
	f.writeLater(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM matches WHERE revision < ?`, f.id.Revision-answerRevisions); err != nil {
			return err
		}
		for i, key := range keys {
			if err := f.writeAnswer(ctx, tx, key, answers[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeAnswer writes one answer. Of the answers to a condition by different as-of two
// are kept: that of the last one, as the clock does not go back, and one of an earlier
// one, which is compared with now.
func (f *Snapshot) writeAnswer(ctx context.Context, tx *sql.Tx, key answerKey, b bitset.Bits) error {
	if key.asOf != anyAsOf {
		var last int64 // anyAsOf is below every other
		err := tx.QueryRowContext(ctx, `SELECT coalesce(max(as_of), ?) FROM matches WHERE sentence = ? AND trial_days = ?`,
			int64(anyAsOf), key.sentence, key.trialDays).Scan(&last)
		if err != nil {
			return err
		}
		obsolete := `as_of = ?3`
		if int64(key.asOf) < last {
			obsolete = `as_of <> ?3`
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM matches WHERE sentence = ?1 AND trial_days = ?2 AND as_of NOT IN (?4, ?5) AND `+obsolete,
			key.sentence, key.trialDays, last, int64(key.asOf), int64(anyAsOf))
		if err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO matches (sentence, trial_days, as_of, revision, bits) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (sentence, trial_days, as_of) DO UPDATE SET revision = excluded.revision, bits = excluded.bits
		WHERE excluded.revision >= revision`,
		key.sentence, key.trialDays, int64(key.asOf), f.id.Revision,
		checksum.AppendTrailer(encodeBits(b), key.sentence, int64(key.trialDays), int64(key.asOf), f.id.Revision))
	return err
}

// lastSeenColumn is the name of the cached column of last seen, which is when each
// account was last seen by as-of. That may be anyAsOf.
func lastSeenColumn(asOf value.Instant) string {
	if asOf == anyAsOf {
		return "last seen"
	}
	return fmt.Sprintf("last seen %d", asOf)
}

// lastSeenKey is the as-of under which last seen is cached.
func (f *Snapshot) lastSeenKey(asOf value.Instant) value.Instant {
	if f.isAfterEvents(asOf) {
		return anyAsOf
	}
	return asOf
}

// staleLastSeen is last seen of an earlier revision.
type staleLastSeen struct {
	lastSeen []value.Instant // of the slots there were
	changed  bitset.Bits     // slots for which it may be different now
}

// readLastSeen is the cached last seen by as-of. It is that of the revision, or else a
// stale one that can be refreshed, or neither.
func (f *Snapshot) readLastSeen(
	ctx context.Context, tx *sql.Tx, asOf value.Instant,
) (seen []value.Instant, stale *staleLastSeen, err error) {
	key := f.lastSeenKey(asOf)
	for _, cachedAsOf := range []value.Instant{key, anyAsOf} {
		err := f.readCached(ctx, tx, derivedScope, lastSeenColumn(cachedAsOf), func(packed []byte, revision int64) error {
			if revision == f.id.Revision {
				if cachedAsOf == key {
					seen, _ = decodeInstants(packed, f.accounts) // a damaged column is made anew
				}
				return nil
			}
			d, err := f.changesSince(ctx, tx, revision)
			if err != nil || d == nil || cachedAsOf != key && d.lastEvent > asOf {
				return err
			}
			if old, ok := decodeInstants(packed, int(d.Before.Accounts)); ok {
				stale = &staleLastSeen{old, bitset.Bits(d.Events)}
			}
			return nil
		})
		if err != nil || seen != nil || stale != nil {
			return seen, stale, err
		}
	}
	return nil, nil, nil
}

// writeLastSeen writes last seen to the cache. Beside the one by anyAsOf, only the one
// by the last as-of is kept.
func (f *Snapshot) writeLastSeen(ctx context.Context, asOf value.Instant, seen []value.Instant) {
	f.writeLater(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if asOf != anyAsOf {
			_, err := tx.ExecContext(ctx, `DELETE FROM columns WHERE scope = ? AND name GLOB 'last seen *'`, int(derivedScope))
			if err != nil {
				return err
			}
		}
		return f.writeColumn(ctx, tx, derivedScope, lastSeenColumn(asOf), encodeInstants(seen))
	})
}

// encodeInstants encodes instants as a column of dates, which packs them well.
func encodeInstants(instants []value.Instant) []byte {
	packed, _ := column.FromDates(instants).AppendBinary(nil) // does not fail
	return packed
}

func decodeInstants(packed []byte, n int) ([]value.Instant, bool) {
	var c column.Column
	if c.UnmarshalBinary(packed) != nil || c.Len() != n {
		return nil, false
	}
	return c.Dates(), true
}

// Evaluate is the answers to the conditions for all slots, from the caches where they
// are there. The error is that of the first condition that is not valid, or of the
// store.
func (c *Cache) Evaluate(ctx context.Context, conditions []condition.Condition, m condition.Moment) ([]bitset.Bits, error) {
	var answers eval.Answers
	err := c.Do(ctx, func(f *Snapshot) (err error) {
		answers, err = f.answers(ctx, m, conditions, false)
		return err
	})
	return answers.Bits, err
}
