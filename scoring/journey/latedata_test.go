package journey_test

import (
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/factstest"
	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// TestWhatIsKnownLateIsRewardedOnce tells a trial that has sent on day 5 and not imported,
// as known then. Then something changes: only what an import brings is rewarded.
func TestWhatIsKnownLateIsRewardedOnce(t *testing.T) {
	t.Parallel()
	edit := func(t *testing.T, book rulebook.Rulebook, id int64, change func(*rulebook.Signal)) rulebook.Rulebook {
		t.Helper()
		s, _ := book.Card.Signal(id)
		change(&s)
		var err error
		if book.Card, err = book.Card.Replace(s); err != nil {
			t.Fatal(err)
		}
		return book
	}
	known, late := []any{"send", 5.0}, []any{"import", 1.0, "send", 5.0}
	when := func(sentence string) func(*testing.T, rulebook.Rulebook) rulebook.Rulebook {
		return func(t *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			t.Helper()
			return edit(t, book, 1, func(s *rulebook.Signal) { s.When = factstest.Parsed(t, sentence) })
		}
	}
	for name, test := range map[string]struct {
		at   func(*testing.T, rulebook.Rulebook) rulebook.Rulebook // the rulebook when it is told; nil for as now
		did  []any                                                 // as known afterwards
		rule func(*testing.T, rulebook.Rulebook) rulebook.Rulebook // nil where nothing is edited
		want bool
	}{
		"nothing":       {did: known},
		"an old event":  {did: late, want: true},
		"another event": {did: append([]any{"report", 1.0}, known...)},
		"a looser condition that has long been true": {
			at: when(`event import happened more than 1 times ever`), did: known, rule: when(`event send happened more than 0 times ever`),
		},
		"an old event and another condition": {did: late, rule: when(`event import happened at least 1 times ever`)},
		"an old event and another condition that is taken back": {
			did: late, rule: func(t *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
				t.Helper()
				return when(`event import happened more than 0 times ever`)(t, when(`event send happened more than 0 times ever`)(t, book))
			}, want: true,
		},
		"an old event and another name and weight": {did: late, rule: func(t *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			t.Helper()
			return edit(t, book, 1, func(s *rulebook.Signal) { s.Name, s.Weight = "Imports", 9 })
		}, want: true},
		"an old event and another condition of another step": {did: late, rule: func(t *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			t.Helper()
			return edit(t, book, 2, func(s *rulebook.Signal) { s.When = factstest.Parsed(t, `event send happened at least 1 times ever`) })
		}, want: true},
		"an old event and a step that was off": {at: func(t *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			t.Helper()
			return edit(t, book, 1, func(s *rulebook.Signal) { s.Enabled = false })
		}, did: late},
		"another length of trials": {did: late, rule: func(_ *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			book.Lifecycle.TrialDays = 15
			return book
		}},
		"another time zone": {did: late, rule: func(_ *testing.T, book rulebook.Rulebook) rulebook.Rulebook {
			book.TimeZone = "Europe/Berlin"
			return book
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := func(did []any) account.Account {
				a := trial(0, did...)
				a.ID = "one"
				return a
			}
			book := steps(t, "import", "send", "invite")
			then := book
			if test.at != nil {
				then = test.at(t, book)
			}
			told := make(map[int][]journey.PastMessage)
			tell(then, told, dueAt(t, then, 5.5, told, nil, account(known)))
			if len(told[0]) != 1 || told[0][0].Milestone != 2 {
				t.Fatalf("told is %+v", told[0])
			}
			if test.rule != nil {
				book = test.rule(t, book)
			}
			due, ok := dueAt(t, book, 6, told, nil, account(test.did))[0]
			if got := ok && due.Kind == rulebook.RewardMessage; got != test.want || got && due.Milestone != 1 {
				t.Errorf("due is %+v, %t", due, ok)
			}
			if !ok {
				return
			}
			tell(book, told, map[int]journey.Due{0: due})
			if again, ok := dueAt(t, book, 7, told, nil, account(test.did))[0]; ok {
				t.Errorf("due afterwards is %+v", again)
			}
		})
	}
}

// TestOldNotesOfWhatWasToldKeepTheTime has no marks of what was not reached, as notes that
// were made before there were any: only what is after the last event counts.
func TestOldNotesOfWhatWasToldKeepTheTime(t *testing.T) {
	t.Parallel()
	book := steps(t, "import", "send", "invite")
	for at, want := range map[float64]bool{1: false, 6: true} {
		a := trial(0, "send", 5.0, "import", at)
		a.ID = "one"
		told := map[int][]journey.PastMessage{0: {{Kind: rulebook.RewardMessage, Milestone: 2, Next: 1, Seen: day(5), AsOf: day(5), Reached: []int64{2}}}}
		if due, ok := dueAt(t, book, 7, told, nil, a)[0]; (ok && due.Kind == rulebook.RewardMessage) != want {
			t.Errorf("imported on day %v: %+v, %t", at, due, ok)
		}
	}
}

// TestOnlyWhatWasToldLastSaysWhatIsNew has a condition that is other when something is
// told, and then as it was at first: it has held since before that was told.
func TestOnlyWhatWasToldLastSaysWhatIsNew(t *testing.T) {
	t.Parallel()
	book := steps(t, "import", "send", "invite")
	strict := book
	s, _ := book.Card.Signal(1)
	s.When = factstest.Parsed(t, `event import happened more than 5 times ever`)
	var err error
	if strict.Card, err = book.Card.Replace(s); err != nil {
		t.Fatal(err)
	}
	told := make(map[int][]journey.PastMessage)
	at := func(book rulebook.Rulebook, asOf float64, did ...any) (journey.Due, bool) {
		a := trial(0, did...)
		a.ID = "one"
		due := dueAt(t, book, asOf, told, nil, a)
		d, ok := due[0]
		tell(book, told, due)
		return d, ok
	}
	if d, _ := at(book, 1); d.Kind != rulebook.WelcomeMessage {
		t.Fatalf("%+v", d)
	}
	if d, _ := at(strict, 3, "import", 2.0, "send", 2.5); d.Milestone != 2 {
		t.Fatalf("%+v", d)
	}
	if d, ok := at(book, 4, "import", 2.0, "send", 2.5); ok && d.Kind == rulebook.RewardMessage {
		t.Errorf("an edit set off %+v", d)
	}
	if told[0][0].Seen != value.Never || len(told[0][0].Unreached) != 3 || len(told[0][1].Unreached) != 2 {
		t.Errorf("told are %+v", told[0])
	}
}

// TestStepsOnAttributesAreRewardedOnceTheyAreKnown has an attribute imported after the
// welcome, which is rewarded once, and one that was there before, which is not.
func TestStepsOnAttributesAreRewardedOnceTheyAreKnown(t *testing.T) {
	t.Parallel()
	book := steps(t, "size", "send")
	sized := func(size float64) account.Account {
		a := trial(0)
		a.ID = "one"
		if size > 0 {
			a.Attributes = append(a.Attributes, value.Attribute{Name: "size", Value: value.NumberValue(size)})
		}
		return a
	}
	for first, want := range map[float64]rulebook.MessageKind{0: rulebook.RewardMessage, 5: rulebook.RewardMessage, 20: rulebook.DriveMessage} {
		told := make(map[int][]journey.PastMessage)
		welcome := dueAt(t, book, 1, told, nil, sized(first))
		if welcome[0].Kind != rulebook.WelcomeMessage {
			t.Fatalf("size %g: %+v", first, welcome)
		}
		tell(book, told, welcome)
		due := dueAt(t, book, 2, told, nil, sized(20))
		if d, ok := due[0]; want == rulebook.RewardMessage && (!ok || d.Kind != want || d.Milestone != 1 || d.Next != 2) || want != rulebook.RewardMessage && ok {
			t.Errorf("size %g, then 20: %+v, %t", first, d, ok)
		}
		tell(book, told, due)
		if again := dueAt(t, book, 3, told, nil, sized(20)); len(again) > 0 {
			t.Errorf("size %g: due afterwards is %+v", first, again)
		}
	}
}

// TestAddedStepsAreMeasuredAgainstTheLastMessage adds a step that came true by the mere
// passing of time, before the trial was told something or after.
func TestAddedStepsAreMeasuredAgainstTheLastMessage(t *testing.T) {
	t.Parallel()
	for told, want := range map[float64]bool{5: false, 1.5: true} { // it has been silent for two days since day 3
		book, longer := steps(t, "import", "send"), steps(t, "import", "send", "silent")
		a := trial(0, "report", 1.0)
		a.ID = "one"
		past := make(map[int][]journey.PastMessage)
		tell(book, past, dueAt(t, book, told, past, nil, a))
		if d, ok := dueAt(t, longer, 6, past, nil, a)[0]; (ok && d.Kind == rulebook.RewardMessage) != want {
			t.Errorf("told on day %g: %+v, %t", told, d, ok)
		}
	}
}
