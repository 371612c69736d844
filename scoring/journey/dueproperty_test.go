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
	told     map[int][]journey.PastMessage
	known    map[int][]knowledge // when those were told
	seen     map[string]bool     // account, kind and milestone of what was told
	rewards  int
	late     int // of the rewards, for what is older than what was known
	drives   int
	lookers  int
}

// knowledge is what was known and asked when a trial was told something.
type knowledge struct {
	events []account.Event
	asOf   float64
	card   rulebook.Scorecard
}

// happened is when an event first happened as known then; false if it did not.
func (k knowledge) happened(event string) (value.Instant, bool) {
	first, found := value.Instant(0), false
	for _, e := range k.events {
		if e.Name == event && e.At <= day(k.asOf) && (!found || e.At < first) {
			first, found = e.At, true
		}
	}
	return first, found
}

// isNew reports whether a trial is to be rewarded for some milestone, by what was known
// and asked before and not by what is kept of it.
func (h *history) isNew(slot int, asOf float64) (isNew, late bool) {
	now := knowledge{h.accounts[slot].Events, asOf, h.book.Card}
	last := value.Never
	for _, k := range h.known[slot] {
		last = max(last, day(k.asOf))
	}
	for _, m := range h.book.Card.Enabled(rulebook.Adoption) {
		at, did := now.happened(m.When.Rules[0].Name)
		covered := slices.ContainsFunc(h.told[slot], func(t journey.PastMessage) bool { return slices.Contains(t.Reached, m.ID) })
		if !did || covered {
			continue
		}
		if at > last {
			return true, false
		}
		k := h.known[slot][len(h.known[slot])-1]
		was, there := k.card.Signal(m.ID)
		if _, did := k.happened(m.When.Rules[0].Name); there && was.Enabled && was.When.String() == m.When.String() && !did {
			isNew, late = true, true
		}
	}
	return isNew, late
}

// edit changes the milestones: it removes one, brings one back under its id, adds one,
// moves one, switches one on or off, or changes the condition of one.
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
	case pick == 5 && n > 0:
		s := card.Adoption[h.IntN(n)]
		s.When = factstest.Parsed(h.t, fmt.Sprintf(`event "event %d" happened more than 0 times ever`, h.IntN(6)))
		card, err = card.Replace(s)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	h.book.Card = card
}

// tell tells some of what is due, and checks it.
func (h *history) tell(asOf float64, due map[int]journey.Due) {
	steps := journey.NewPlanner(h.book)
	for slot := range h.accounts {
		d, ok := due[slot]
		isNew, late := h.isNew(slot, asOf)
		if got := ok && d.Kind == rulebook.RewardMessage; got != isNew {
			h.t.Fatalf("slot %d is due %+v, %t; it is to be rewarded: %t", slot, d, ok, isNew)
		}
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
		told := steps.PastMessage(d)
		key := fmt.Sprint(slot, " ", told.Kind, " ", told.Milestone)
		if h.seen[key] {
			h.t.Fatalf("%s is told twice", key)
		}
		h.seen[key] = true
		switch told.Kind {
		case rulebook.RewardMessage:
			h.rewards++
			if late {
				h.late++
			}
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
		h.known[slot] = append(h.known[slot], knowledge{slices.Clone(h.accounts[slot].Events), asOf, h.book.Card})
	}
}

// did reports whether an account has done what a milestone asks for.
func (h *history) did(slot int, m rulebook.Signal, asOf float64) bool {
	return slices.ContainsFunc(h.accounts[slot].Events, func(e account.Event) bool { return e.Name == m.When.Rules[0].Name && e.At <= day(asOf) })
}

func TestRandomHistoriesTellNothingTwice(t *testing.T) {
	t.Parallel()
	rewards, late, drives, shown := 0, 0, 0, 0
	for seed := range uint64(60) {
		h := &history{
			Rand: rand.New(rand.NewPCG(seed, 3)), t: t, book: steps(t, "event 0", "event 1", "event 2"), told: make(map[int][]journey.PastMessage), known: make(map[int][]knowledge), seen: make(map[string]bool),
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
				at := day(asOf - h.Float64()*float64(h.IntN(2)*h.IntN(6))) // some are imported late
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
			all := make(map[int][]journey.PastMessage)
			for slot, before := range h.told {
				all[slot] = slices.Clone(before)
			}
			tell(h.book, all, due)
			for slot, d := range dueAt(t, h.book, asOf, all, lookers, h.accounts...) {
				t.Fatalf("seed %d: slot %d was told %+v, and is due %+v at the same instant", seed, slot, due[slot], d)
			}
			h.tell(asOf, due)
		}
		rewards, late, drives, shown = rewards+h.rewards, late+h.late, drives+h.drives, shown+h.lookers
	}
	if rewards < 500 || late < 20 || drives < 100 || shown < 100 {
		t.Errorf("%d rewards, %d of them late, %d drives and %d messages for lookers, so the test shows little", rewards, late, drives, shown)
	}
}
