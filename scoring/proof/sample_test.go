package proof_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/factstest"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// unreadable are facts whose logs must not be read.
type unreadable struct{ eval.Facts }

func (unreadable) Logs(context.Context, int, int, func(int, eventlog.Log) error) error {
	return errors.New("the logs are read")
}

// TestSampleIsReused edits a card: a new weight, order, weighting or switch is scored
// without reading, as a fresh replay scores it, and only a new condition reads the logs.
func TestSampleIsReused(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(5)
	var accounts []account.Account
	for range 200 {
		a := trial(20+40*r.Float64(), value.ConvertedAt, 1+60*r.Float64())
		start := a.Attributes[0].Value.Date
		for range r.IntN(5) {
			a.Events = append(a.Events, account.Event{Name: factstest.OneOf(r, "import", "login"), At: start + value.Instant(r.Int64N(int64(10*value.Day)))})
		}
		accounts = append(accounts, a)
	}
	w := newWorkspace(t, accounts)
	o := proof.Options{Day: 7}
	sample, err := proof.NewSample(t.Context(), unreadable{w.facts}, w.moment, w.people, o)
	if err != nil {
		t.Fatal(err)
	}
	if sample.Covers(w.card) {
		t.Error("a new sample has answers")
	}
	if _, err := sample.Covering(t.Context(), unreadable{w.facts}, w.moment, w.card); err == nil {
		t.Error("nothing was read, and it is scored")
	}
	if sample, err = sample.Covering(t.Context(), w.facts, w.moment, w.card); err != nil {
		t.Fatal(err)
	}
	edit := func(card rulebook.Scorecard, err error) rulebook.Scorecard {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return card
	}
	first, second := w.card.Adoption[0].ID, w.card.Adoption[1].ID
	weighting := w.card
	weighting.Weighting = rulebook.Proportional
	for name, card := range map[string]rulebook.Scorecard{
		"as it was": w.card, "weight": edit(w.card.SetWeight(first, 9)), "order": edit(w.card.Move(first, 1)),
		"switch": edit(w.card.SetEnabled(second, false)), "weighting": weighting, "fewer": edit(w.card.Remove(first)),
	} {
		covering, err := sample.Covering(t.Context(), unreadable{w.facts}, w.moment, card)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		fresh, err := proof.Replay(t.Context(), w.facts, w.moment, w.people, card, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := covering.Cohort(card); !reflect.DeepEqual(got, fresh) {
			t.Errorf("%s: not as a fresh replay", name)
		}
	}
	other := edit(w.card.Add(rulebook.Signal{Name: "other", Weight: 3, Enabled: true, When: factstest.Parsed(t, `event "login" happened more than 0 times ever`)}))
	if _, err := sample.Covering(t.Context(), unreadable{w.facts}, w.moment, other); err == nil {
		t.Error("a new condition is answered without the logs")
	}
	more, err := sample.Covering(t.Context(), w.facts, w.moment, other)
	if err != nil || !more.Covers(w.card) || !more.Covers(other) || sample.Covers(other) {
		t.Errorf("the sample with another condition does not cover both cards: %v", err)
	}
	if only := more.Only(w.card); only.Covers(other) || !only.Covers(w.card) {
		t.Error("what no card asks for is kept")
	}
}
