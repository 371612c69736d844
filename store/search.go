package store

import (
	"bytes"
	"context"
	"database/sql"
	"slices"
	"strings"

	"trialist/scoring"
)

// FilterSource answers what a filter asks of the data, at one moment.
type FilterSource struct {
	s *Store
	m scoring.Moment
}

var _ scoring.FilterSource = (*FilterSource)(nil)

// FilterSource answers filters at the moment.
func (s *Store) FilterSource(m scoring.Moment) *FilterSource { return &FilterSource{s: s, m: m} }

// HasAttribute reports whether an account ever had an attribute of that name.
func (f *FilterSource) HasAttribute(ctx context.Context, name string) (there bool, err error) {
	err = f.s.withFacts(ctx, func(facts *Facts) error {
		_, there = facts.names.attribute(scoring.AccountScope, name)
		return nil
	})
	return there, err
}

// Condition has the accounts for which the condition holds.
func (f *FilterSource) Condition(ctx context.Context, c scoring.Condition) (scoring.Bits, error) {
	answers, err := f.s.Evaluate(ctx, []scoring.Condition{c}, f.m)
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// Owner has the accounts that were last given to somebody of that name, ignoring
// case; those that nobody has where the name is empty.
func (f *FilterSource) Owner(ctx context.Context, name string) (scoring.Bits, error) {
	var owned scoring.Bits
	folded := scoring.Fold(strings.TrimSpace(name))
	err := f.s.withFacts(ctx, func(facts *Facts) error {
		owned = scoring.NewBits(facts.accounts)
		if folded == "" {
			owned.Fill(facts.accounts)
		}
		return f.s.each(ctx, "find owner", func(rows *sql.Rows) error {
			var account int
			var owner string
			if err := rows.Scan(&account, &owner); err != nil || account > facts.accounts {
				return err
			}
			owned.Clear(account - 1) // what is said last counts
			if scoring.Fold(owner) == folded {
				owned.Set(account - 1)
			}
			return nil
		}, `SELECT account, body FROM touches WHERE kind = 'owner' ORDER BY account, at, id`)
	})
	return owned, err
}

// Text has the accounts whose id, name or domain contains the needle, ignoring
// case.
func (f *FilterSource) Text(ctx context.Context, needle string) (scoring.Bits, error) {
	var found scoring.Bits
	err := f.s.withFacts(ctx, func(facts *Facts) error {
		t, err := facts.texts(ctx)
		if err == nil {
			found = t.search(needle)
		}
		return err
	})
	return found, err
}

// texts is what the search looks through: id, name and domain of all accounts,
// folded, one after another, so that looking is one run over memory.
type texts struct {
	revision int64
	folded   []byte
	ends     []int // of each slot
}

// between stands between texts. No text that is searched for contains it.
const between = "\x00"

// texts reads them, unless they were read for this revision before.
func (f *Facts) texts(ctx context.Context) (*texts, error) {
	f.s.mu.Lock()
	found := f.s.found
	f.s.mu.Unlock()
	if found != nil && found.revision == f.revision {
		return found, nil
	}
	t := &texts{revision: f.revision, ends: make([]int, 0, f.accounts)}
	err := f.read(ctx, "read names", func(ctx context.Context, tx *sql.Tx) error {
		domain, err := domainName(ctx, tx)
		if err != nil {
			return err
		}
		var id, name string
		var packed sql.RawBytes
		return eachRow(ctx, tx, func(rows *sql.Rows) error {
			if err := rows.Scan(&id, &name, &packed); err != nil {
				return err
			}
			for _, text := range []string{id, name, attributes(packed).text(domain)} {
				t.folded = append(t.folded, scoring.Fold(text)...)
				t.folded = append(t.folded, between...)
			}
			t.ends = append(t.ends, len(t.folded))
			return nil
		}, `SELECT external, name, attributes FROM accounts ORDER BY id`)
	})
	if err != nil {
		return nil, err
	}
	f.s.mu.Lock()
	defer f.s.mu.Unlock()
	f.s.found = t
	return t, nil
}

// search has the slots whose texts contain the needle.
func (t *texts) search(needle string) scoring.Bits {
	found := scoring.NewBits(len(t.ends))
	wanted := []byte(scoring.Fold(needle))
	if bytes.Contains(wanted, []byte(between)) {
		return found
	}
	if len(wanted) == 0 {
		found.Fill(len(t.ends))
		return found
	}
	for at := 0; ; {
		next := bytes.Index(t.folded[at:], wanted)
		if next < 0 {
			return found
		}
		slot, exact := slices.BinarySearch(t.ends, at+next)
		if exact {
			slot++ // a text starts where the one before ends
		}
		found.Set(slot)
		at = t.ends[slot]
	}
}
