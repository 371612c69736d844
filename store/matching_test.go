package store_test

import (
	"context"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/storetest"
)

// matchingIDs lists the ids of the accounts for which the condition holds.
func matchingIDs(t testing.TB, s *store.Store, asOf value.Instant, words string) []string {
	t.Helper()
	bits, err := facts.New(s).Evaluate(context.Background(), []condition.Condition{storetest.Sentence(t, words)}, condition.Moment{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for slot := range bits[0].All() {
		a, err := accounts.BySlot(t.Context(), s, uint32(slot))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	return ids
}
