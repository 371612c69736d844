package store

import (
	"context"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// matchingIDs lists the ids of the accounts for which the condition holds.
func matchingIDs(t testing.TB, s *Store, asOf value.Instant, words string) []string {
	t.Helper()
	bits, err := NewCache(s).Evaluate(context.Background(), []condition.Condition{sentence(t, words)}, condition.Moment{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for slot := range bits[0].All() {
		a, err := s.AccountAt(t.Context(), uint32(slot))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	return ids
}
