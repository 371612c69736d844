package journey_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/factstest"
	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// history is trials that do things at random while somebody edits the milestones and
// tells some of what is due.
type history struct {
	*rand.Rand
	t        *testing.T
	book     rulebook.Rulebook
	removed  []rulebook.Signal
	accounts []account.Account
	told     map[int][]journey.Told
	seen     map[string]bool // account, kind and milestone of what was told
	rewards  int
	drives   int
	lookers  int
}

// edit changes the milestones: it removes one, brings one back under its id, adds one,
// moves one, or switches one on or off.
func (h *history) edit() {
	card := h.book.Card
	n := len(card.Adoption)
	var err error
	switch pick := h.IntN(6); {
	case pick == 0 && n > 1:
		s := card.Adoption[h.IntN(n)]
		h.removed = append(h.removed, s)
		card, err = card.Remove(s.ID)
	case pick == 1 && len(h.removed) > 0:
		s := h.removed[0]
		h.removed = h.removed[1:]
		card = card.Clone()
		card.Adoption = slices.Insert(card.Adoption, h.IntN(n+1), s)
	case pick == 2 && card.NextID() < 12:
		event := fmt.Sprint("event ", h.IntN(6))
		card, err = card.Add(rulebook.Signal{
			Name: fmt.Sprint(event, " as ", card.NextID()), Weight: 1, Enabled: true, When: factstest.Parsed(h.t, `event "`+event+`" happened more than 0 times ever`),
		})
		if err == nil {
			card, err = card.Move(card.NextID()-1, h.IntN(n+1))
		}
	case pick == 3 && n > 1:
		card, err = card.Move(card.Adoption[h.IntN(n)].ID, h.IntN(n))
	case pick == 4 && n > 0:
		s := card.Adoption[h.IntN(n)]
		card, err = card.SetEnabled(s.ID, !s.Enabled)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.book.Card = card
}

// tell tells some of what is due, and checks it.
func (h *history) tell(asOf float64, due map[int]journey.Due) {
	steps := journey.NewSteps(h.book.Card)
	for slot := range h.accounts {
		d, ok := due[slot]
		if !ok {
			continue
		}
		for _, m := range steps.Milestones() {
			reached := slices.Contains(steps.IDs(d.Reached), m.ID)
			if did := h.did(slot, m, asOf); did && !reached {
				h.t.Fatalf("%s has reached %s, which what is due does not cover: %+v", h.accounts[slot].ID, m.Name, d)
			}
			if m.ID == d.Next && reached {
				h.t.Fatalf("%s is driven to %s, which it has reached", h.accounts[slot].ID, m.Name)
			}
		}
		if h.IntN(3) == 0 {
			continue
		}
		told := steps.Told(d)
		key := fmt.Sprint(slot, " ", told.Kind, " ", told.Milestone)
		if h.seen[key] {
			h.t.Fatalf("%s is told twice", key)
		}
		h.seen[key] = true
		switch told.Kind {
		case rulebook.RewardMessage:
			h.rewards++
			for _, before := range h.told[slot] {
				if slices.Contains(before.Reached, told.Milestone) {
					h.t.Fatalf("%s is rewarded for what an earlier message covered", key)
				}
			}
		case rulebook.DriveMessage:
			h.drives++
		case rulebook.LookerMessage:
			h.lookers++
		case rulebook.WelcomeMessage:
		}
		h.told[slot] = append(h.told[slot], told)
	}
}

// did reports whether an account has done what a milestone asks for.
func (h *history) did(slot int, m rulebook.Signal, asOf float64) bool {
	return slices.ContainsFunc(h.accounts[slot].Events, func(e account.Event) bool { return e.Name == m.When.Rules[0].Name && e.At <= day(asOf) })
}

func TestRandomHistoriesTellNothingTwice(t *testing.T) {
	t.Parallel()
	rewards, drives, shown := 0, 0, 0
	for seed := range uint64(60) {
		h := &history{
			Rand: rand.New(rand.NewPCG(seed, 3)), t: t, book: steps(t, "event 0", "event 1", "event 2"), told: make(map[int][]journey.Told), seen: make(map[string]bool),
		}
		for i := range 8 {
			a := trial(0)
			a.ID = fmt.Sprint("account ", i)
			h.accounts = append(h.accounts, a)
		}
		for step := range 20 {
			asOf := 0.5 + float64(step)*0.6
			for range 2 {
				a := &h.accounts[h.IntN(len(h.accounts))]
				at := day(asOf - h.Float64()*float64(h.IntN(2))) // some are imported late
				if at < start {
					at = start + value.Second
				}
				a.Events = append(a.Events, account.Event{Name: fmt.Sprint("event ", h.IntN(6)), At: at})
				slices.SortStableFunc(a.Events, func(x, y account.Event) int { return int(x.At - y.At) })
			}
			if h.IntN(2) == 0 {
				h.edit()
			}
			lookers := bitset.New(len(h.accounts))
			for slot := range h.accounts {
				if h.IntN(3) == 0 {
					lookers.Set(slot)
				}
			}
			due := dueAt(t, h.book, asOf, h.told, lookers, h.accounts...)
			if again := dueAt(t, h.book, asOf, h.told, lookers, h.accounts...); !reflect.DeepEqual(due, again) {
				t.Fatalf("seed %d: due are %+v, and then %+v", seed, due, again)
			}
			all := make(map[int][]journey.Told)
			for slot, before := range h.told {
				all[slot] = slices.Clone(before)
			}
			tell(h.book, all, due)
			for slot, d := range dueAt(t, h.book, asOf, all, lookers, h.accounts...) {
				t.Fatalf("seed %d: slot %d was told %+v, and is due %+v at the same instant", seed, slot, due[slot], d)
			}
			h.tell(asOf, due)
		}
		rewards, drives, shown = rewards+h.rewards, drives+h.drives, shown+h.lookers
	}
	if rewards < 500 || drives < 100 || shown < 100 {
		t.Errorf("%d rewards, %d drives and %d messages for lookers, so the test shows little", rewards, drives, shown)
	}
}
