package rulebooks

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/storetest"
)

// book is a rulebook with nothing left at its default.
func book(t testing.TB) rulebook.Rulebook {
	t.Helper()
	b := rulebook.Default()
	for i, s := range []rulebook.Signal{
		{Name: "Imported contacts", Side: rulebook.Adoption, Phase: rulebook.Activation, Weight: 10, Enabled: true, When: storetest.Sentence(t, `event "Imported contacts" happened more than 0 times ever`)},
		{Name: "Switched off", Side: rulebook.Adoption, Weight: 3, When: storetest.Sentence(t, `attribute vip is yes or attribute country is FR|"a|b"`)},
		{Name: "Company size", Side: rulebook.Fit, Phase: rulebook.Discovery, Weight: 5, Enabled: true, When: storetest.Sentence(t, `attribute employees is more than 50`)},
	} {
		card, err := b.Card.Add(s)
		if err != nil {
			t.Fatal(i, err)
		}
		b.Card = card
	}
	b.Card.Weighting = rulebook.Proportional
	b.Card.AdoptionCuts, b.Card.FitCuts = rulebook.Cuts{10, 20, 30}, rulebook.Cuts{1, 50, 99}
	b.Card.Qualified = rulebook.Matrix{0: {3: true}, 3: {0: true}}
	b.Lifecycle.Default, b.Lifecycle.TrialDays = rulebook.Trial, 30
	b.Lifecycle.Paying = storetest.Sentence(t, `attribute plan is set`)
	own := rulebook.Message{
		MessageText: rulebook.MessageText{Subject: "Hello {{account.name}}", Body: "Line\nand line\n"}, Delivery: rulebook.AsTask,
		Variants: []rulebook.MessageVariant{{Fit: rulebook.BandsOf(0, 3), MessageText: rulebook.MessageText{Body: "Other"}}},
	}
	b.Plan = rulebook.Plan{TaskFit: 70, Welcome: own, Looker: rulebook.Message{Delivery: rulebook.Automatic}}
	b.Plan = b.Plan.WithMessage(rulebook.DriveMessage, 1, own).WithMessage(rulebook.RewardMessage, 2, own)
	return b
}

func TestRulebookVersions(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	got, version, err := Current(ctx, s)
	if err != nil || version != 0 || !cmp.Equal(got, rulebook.Default()) {
		t.Errorf("at first got %+v, version %d, %v", got, version, err)
	}
	first := book(t)
	by := Commit{Who: "ana", At: storetest.Day(3), Summary: "all new"}
	if version, err = Save(ctx, s, first, 0, by); err != nil || version != 1 {
		t.Fatalf("got version %d, %v, want 1", version, err)
	}
	if got, version, err = Current(ctx, s); err != nil || version != 1 || !cmp.Equal(got, first) {
		t.Errorf("version %d, %v differs:\n%s", version, err, cmp.Diff(first, got))
	}
	second := first
	if second.Card, err = first.Card.SetWeight(first.Card.Adoption[0].ID, 5); err != nil {
		t.Fatal(err)
	}
	other := storetest.Open(t, path, store.Options{})
	if _, err := Save(ctx, other, second, 1, Commit{Who: "ben", At: storetest.Day(4)}); err != nil {
		t.Fatal(err)
	}
	_, err = Save(ctx, s, first, 1, by)
	if !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "ben") {
		t.Errorf("got %v, want ErrConflict that names ben", err)
	}
	wrong := first
	wrong.Lifecycle.TrialDays = 0
	if _, err = Save(ctx, s, wrong, 2, by); err == nil {
		t.Error("a rulebook that is not valid was saved")
	}
	history, err := History(ctx, s)
	want := []Version{{2, Commit{Who: "ben", At: storetest.Day(4)}}, {1, by}}
	if err != nil || !cmp.Equal(history, want) {
		t.Errorf("got history %+v, %v, want %+v", history, err, want)
	}
	if got, err = At(ctx, s, 1); err != nil || !cmp.Equal(got, first) {
		t.Errorf("version 1 is %+v, %v", got, err)
	}
	if _, err = At(ctx, s, 7); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestRulebookIsReadStrictly(t *testing.T) {
	t.Parallel()
	body, err := Encode(book(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"cut short":      body[:len(body)/2],
		"unknown field":  strings.Replace(body, `"weighting"`, `"waiting":1,"weighting"`, 1),
		"wrong kind":     strings.Replace(body, `"proportional"`, `"steep"`, 1),
		"condition":      strings.Replace(body, `more than 50`, `rather more than 50`, 1),
		"another format": strings.Replace(body, `"format":1`, `"format":2`, 1),
		"more follows":   body + "{}",
	} {
		if _, err := Decode(body); !errors.Is(err, store.ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", name, err)
		}
	}
}

// Settings and their checksum are read as of one moment, whoever writes meanwhile.
func TestCurrentWhileSettingsAreWritten(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	writing := make(chan error)
	go func() {
		defer close(writing)
		for i := range 300 {
			if err := s.SetSetting(t.Context(), "undo", strconv.Itoa(i)); err != nil {
				writing <- err
				return
			}
		}
	}()
	for {
		select {
		case err := <-writing:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
		if _, _, err := Current(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if _, err := At(t.Context(), s, 0); err != nil {
			t.Fatal(err)
		}
	}
}
