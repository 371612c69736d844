package journey_test

import (
	"testing"

	"trialist/scoring/rulebook"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// TestNothingIsDueAtTheInstantAtWhichAllWasTold has trials that are lookers once there is
// a signal beyond the setup: the message for lookers waits for the days of lookers.
func TestNothingIsDueAtTheInstantAtWhichAllWasTold(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	save(t, s, func(book rulebook.Rulebook) (_ rulebook.Rulebook, err error) {
		book.Card, err = book.Card.Add(rulebook.Signal{
			Name: "share", Weight: 5, Enabled: true, Phase: rulebook.Discovery, When: storetest.Sentence(t, "event share happened more than 0 times ever"),
		})
		return book, err
	})
	exported, err := storejourney.Export(t.Context(), cache, choice(4), "", &file{cache: cache, dueAt: make(map[string]int)})
	if err != nil || exported.Messages != 3 {
		t.Fatalf("exported %+v: %v", exported, err)
	}
	wantDue(t, cache, 4)
	wantDue(t, cache, 5)
	lookers := []string{"acme looker import import", "busy looker send send", "fast looker share share"}
	wantDue(t, cache, 6, lookers...)
	if _, err := storejourney.Mark(t.Context(), cache, choice(6), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 6)
	wantDue(t, cache, 20)
	sound(t, cache)
}
