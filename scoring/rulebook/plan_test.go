package rulebook

import (
	"errors"
	"strings"
	"testing"

	"trialist/scoring/value"
)

// said is the book with the subject of a message.
func said(t *testing.T, b Rulebook, kind MessageKind, signal int64, subject string) Rulebook {
	t.Helper()
	m := b.Plan.Message(kind, signal)
	m.Subject = subject
	b, err := b.EditMessage(kind, signal, m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// adoption is the id of the first adoption signal of a book.
func adoption(b Rulebook) int64 { return b.Card.Adoption[0].ID }

func TestMessageText(t *testing.T) {
	t.Parallel()
	m := Message{MessageText: MessageText{Subject: "Own"}}.WithVariant(BandsOf(2, 3), MessageText{Body: "Good"})
	for band, want := range map[Band]MessageText{
		0: {"Own", DefaultText(DriveMessage).Body}, 2: {"Own", "Good"}, 3: {"Own", "Good"}, NoBand: {"Own", DefaultText(DriveMessage).Body},
	} {
		if got := m.TextFor(DriveMessage, band); got != want {
			t.Errorf("for band %d it is %+v, want %+v", band, got, want)
		}
	}
	if gone := m.WithVariant(BandsOf(2, 3), MessageText{}); len(gone.Variants) > 0 {
		t.Errorf("a variant without texts stays: %+v", gone)
	}
	for _, kind := range MessageKinds() {
		if err := DefaultText(kind).Validate(); err != nil || DefaultText(kind).Subject == "" {
			t.Errorf("the default of %s: %v", kind, err)
		}
	}
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	p := DefaultPlan()
	half, less := Score{Sum: 1, Total: 2}, Score{Sum: 49, Total: 100}
	for _, test := range []struct {
		message   Message
		fit       Score
		qualified bool
		want      Delivery
	}{
		{Message{}, half, false, AsTask},
		{Message{}, less, false, Automatic},
		{Message{}, less, true, AsTask},
		{Message{}, Score{}, false, Automatic},
		{Message{Delivery: AsTask}, less, false, AsTask},
		{Message{Delivery: Automatic}, half, true, Automatic},
	} {
		if got := p.Delivery(test.message, test.fit, test.qualified); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
	p.TaskQualified = false
	if got := p.Delivery(Message{}, less, true); got != Automatic {
		t.Errorf("where qualified counts for nothing it is %s", got)
	}
}

func TestWrongMessages(t *testing.T) {
	t.Parallel()
	book := sampleBook(t)
	for _, test := range []struct {
		kind   MessageKind
		signal int64
		m      Message
		field  string
		words  string
	}{
		{DriveMessage, 99, Message{}, "signal", "no milestone"},
		{DriveMessage, book.Card.Fit[0].ID, Message{}, "signal", "no milestone"},
		{WelcomeMessage, 0, Message{MessageText: MessageText{Subject: "a\nb"}}, "subject", "line breaks"},
		{WelcomeMessage, 0, Message{MessageText: MessageText{Subject: strings.Repeat("é", 201)}}, "subject", "200 characters"},
		{WelcomeMessage, 0, Message{MessageText: MessageText{Body: "\n {{nobody}}"}}, "body", `line 2, column 4: there is no field "nobody"`},
		{LookerMessage, 0, Message{MessageText: MessageText{Body: "\u202eabc"}}, "body", "control characters"},
		{LookerMessage, 0, Message{Variants: []MessageVariant{{}}}, "variants[0].fit", "fit bands"},
		{LookerMessage, 0, Message{Variants: []MessageVariant{{Fit: BandsOf(1, 2)}, {Fit: BandsOf(2)}}}, "variants[1].fit", "Good already"},
		{LookerMessage, 0, Message{Variants: []MessageVariant{{Fit: BandsOf(1), MessageText: MessageText{Body: "{{"}}}}, "variants[0].body", "does not end"},
	} {
		_, err := book.EditMessage(test.kind, test.signal, test.m)
		var wrong *value.FieldError
		if !errors.As(err, &wrong) || wrong.Field != test.field || !strings.Contains(wrong.Message, test.words) {
			t.Errorf("%+v: %+v, want %s of %s", test.m, err, test.words, test.field)
		}
	}
	book.Plan.Rows = []PlanRow{{Signal: 1, Drive: Message{MessageText: MessageText{Body: "{{x}}"}}}}
	var wrong *value.FieldError
	if err := book.Validate(); !errors.As(err, &wrong) || wrong.Field != "plan.rows[0].drive.body" {
		t.Errorf("got %v", err)
	}
	if _, err := book.EditPlanDelivery(101, true); err == nil {
		t.Error("a fit score of 101 is taken")
	}
}

func TestPlanFollowsItsSignals(t *testing.T) {
	t.Parallel()
	base := sampleBook(t)
	id := adoption(base)
	base = said(t, base, DriveMessage, id, "Go on")
	draft := NewDraft(base)
	draft = draft.Edit(edited(t, draft.Book(), rename(id, "Renamed"), move(id, 1)))
	if got := draft.Book().Plan.Row(id).Drive.Subject; got != "Go on" {
		t.Errorf("a renamed milestone drives with %q", got)
	}
	draft = draft.Edit(edited(t, draft.Book(), remove(id)))
	if got := draft.Book().Plan.Of(draft.Book().Card); len(got.Rows) > 0 {
		t.Errorf("the row of a removed signal stays: %+v", got)
	}
	draft, _ = draft.Undo()
	if got := draft.Book().Plan.Of(draft.Book().Card).Row(id).Drive.Subject; got != "Go on" {
		t.Errorf("after undoing it drives with %q", got)
	}
	draft = draft.Edit(said(t, draft.Book(), RewardMessage, id, "Well"))
	changes := DescribeChanges(Diff(base, draft.Book()))
	if !strings.Contains(changes, `reward for Renamed: subject "Well", was the default`) {
		t.Errorf("the changes are %s", changes)
	}
	if restored := Restore(base, draft.Book()); !restored.Plan.Equal(base.Plan) {
		t.Errorf("restored is %+v", restored.Plan)
	}
}

func TestPlansAreMerged(t *testing.T) {
	t.Parallel()
	base := said(t, sampleBook(t), WelcomeMessage, 0, "Welcome")
	id := adoption(base)
	mine := said(t, base, DriveMessage, id, "Mine")
	mine.Plan = mine.Plan.WithMessage(LookerMessage, 0, Message{Delivery: AsTask})
	mine = edited(t, mine, add("Own", 5))
	own, _ := mine.Card.ByName("Own")
	mine = said(t, mine, RewardMessage, own.ID, "For own")
	mine = edited(t, mine, add("Both", 5))
	both, _ := mine.Card.ByName("Both")
	mine = said(t, mine, DriveMessage, both.ID, "For both")

	theirs := edited(t, base, add("Theirs", 5), add("Both", 5))
	other, _ := theirs.Card.ByName("Theirs")
	if other.ID != own.ID {
		t.Fatal("the two that were added have different ids, so the test shows little")
	}
	theirs = said(t, theirs, RewardMessage, other.ID, "For theirs")
	theirs = said(t, theirs, DriveMessage, id, "Theirs")
	theirs = said(t, theirs, RewardMessage, id, "Theirs")
	theirs = said(t, theirs, WelcomeMessage, 0, "")
	theirs.Plan = theirs.Plan.WithMessage(LookerMessage, 0, Message{MessageText: MessageText{Subject: "Look"}})

	merged := Rebase(base, mine, theirs)
	of := func(name string) PlanRow {
		s, ok := merged.Card.ByName(name)
		if !ok {
			t.Fatalf("%s is gone", name)
		}
		return merged.Plan.Row(s.ID)
	}
	first := merged.Plan.Row(id)
	if first.Drive.Subject != "Mine" || first.Reward.Subject != "Theirs" || of("Own").Reward.Subject != "For own" || of("Theirs").Reward.Subject != "For theirs" ||
		of("Both").Drive.Subject != "For both" || of("Own").Drive.Subject != "" || merged.Plan.Welcome.Subject != "" ||
		!merged.Plan.Looker.Equal(Message{MessageText: MessageText{Subject: "Look"}, Delivery: AsTask}) {
		t.Errorf("merged is %+v", merged.Plan)
	}
	if err := merged.Validate(); err != nil {
		t.Error(err)
	}
}
