package facts

import (
	"context"
	"database/sql"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/tables"
)

// Gaps is what the data does not say, or says in words that nobody understands.
type Gaps struct {
	UnknownAccounts int                  // of which there are events or contacts, and no customer row
	NotUnderstood   []rulebook.WordCount // words of statuses by accounts, the commonest first
}

// Gaps looks for what the data lacks for the statuses of a lifecycle, but for the slots
// that are left out.
func (c *Cache) Gaps(ctx context.Context, life rulebook.Lifecycle, leftOut bitset.Bits) (Gaps, error) {
	var gaps Gaps
	err := c.Do(ctx, func(f *Snapshot) error {
		known, err := f.Known(ctx)
		if err != nil {
			return err
		}
		if gaps = (Gaps{UnknownAccounts: f.Accounts() - known.Count()}); gaps.UnknownAccounts > 0 {
			empty, err := f.emptySlots(ctx)
			if err != nil {
				return err
			}
			gaps.UnknownAccounts -= empty
		}
		if leftOut.Any() {
			known = known.Clone()
			known.DifferenceWith(leftOut)
		}
		for _, name := range []string{value.StatusAttribute, value.Converted} {
			c, err := f.Column(ctx, eval.AccountScope, name)
			if err != nil {
				return err
			}
			gaps.NotUnderstood = append(gaps.NotUnderstood, wordsNotUnderstood(c, known, name, life)...)
		}
		rulebook.SortWords(gaps.NotUnderstood)
		return nil
	})
	return gaps, err
}

// emptySlots counts the slots of accounts that were forgotten.
func (f *Snapshot) emptySlots(ctx context.Context) (n int, err error) {
	err = f.Read(ctx, "count empty slots", func(ctx context.Context, tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM accounts WHERE external >= ? AND external < ?`, tables.EmptySlotsFrom, tables.EmptySlotsTo).Scan(&n)
	})
	return n, err
}

// wordsNotUnderstood counts the words of a column that the lifecycle does not
// understand.
func wordsNotUnderstood(c *column.Column, known bitset.Bits, name string, life rulebook.Lifecycle) []rulebook.WordCount {
	if c == nil {
		return nil
	}
	codes, others := make([]int, c.Texts.Len()+1), make(map[value.Value]int)
	for slot := range known.All() {
		switch {
		case slot >= c.Len():
		case c.Codes != nil && c.Codes[slot] != 0:
			codes[c.Codes[slot]]++
		default:
			if v := c.Value(slot); v.Kind != value.Absent {
				others[v]++
			}
		}
	}
	for code, n := range codes {
		if code > 0 && n > 0 {
			others[value.TextValue(string(c.Texts.At(code-1)))] += n
		}
	}
	words := make(map[string]*rulebook.WordCount)
	for v, n := range others {
		if life.Understands(name, v) {
			continue
		}
		key := value.StatusWord(v.String())
		count := words[key]
		if count == nil {
			count = &rulebook.WordCount{Attribute: name, Word: v.String()}
			words[key] = count
		}
		count.Word = min(count.Word, v.String())
		count.Count += n
	}
	var list []rulebook.WordCount
	for _, count := range words {
		list = append(list, *count)
	}
	return list
}
