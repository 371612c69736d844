package forget_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/codec"
	"trialist/store/facts"
	"trialist/store/forget"
	"trialist/store/ingest/ingesttest"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
	"trialist/store/tables"
	"trialist/store/views"
)

// secrets are all texts of the account that is forgotten, and of nobody else.
var secrets = []string{
	"zanzibar-works", "Zanzibar Widgets", "secret-plan", "secret_column", "Secret clicking", "wanda@zanzibar", "secret-role", "secret_trait",
	"secret-note", "secret-owner", "older-secret",
}

// history makes a workspace of many customers with one to forget among them, whose
// values are changed, and whom others share a person with.
func history(t *testing.T, s *store.Store) {
	t.Helper()
	var rows storetest.SourceRows
	for i := range 300 {
		id := fmt.Sprintf("other%03d", i)
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: id, Name: "Other", Attributes: []value.Attribute{storetest.Text("plan", "free")}})
		rows.Events = append(rows.Events, storetest.Event{Account: id, Name: "login", At: storetest.Day(2)})
		if i == 140 {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: "zanzibar-works", Name: "Zanzibar Widgets", Attributes: []value.Attribute{
				storetest.Text("plan", "older-secret"), storetest.Text("secret_column", "secret-plan"),
			}})
		}
	}
	rows.Contacts = []record.ContactRow{
		{Contact: "wanda@zanzibar", Account: "zanzibar-works", Attributes: []value.Attribute{storetest.Text("role", "secret-role"), storetest.Text("secret_trait", "x")}},
		{Contact: "shared", Account: "zanzibar-works", Attributes: []value.Attribute{storetest.Text("role", "CTO")}},
		{Contact: "shared", Account: "other001"},
	}
	for i := range 5 {
		rows.Events = append(rows.Events,
			storetest.Event{Account: "zanzibar-works", Contact: "wanda@zanzibar", Name: "Secret clicking", At: storetest.Day(3 + i)},
			storetest.Event{Account: "zanzibar-works", Contact: "shared", Name: "login", At: storetest.Day(3 + i)})
	}
	ingesttest.ImportRows(t, s, rows)
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{
		{Account: "zanzibar-works", Attributes: []value.Attribute{storetest.Text("plan", "secret-plan")}},
	}})
	for _, touch := range []accounts.Touch{{Kind: accounts.Noted, Body: "secret-note"}, {Kind: accounts.Assigned, Body: "secret-owner"}} {
		touch.Account = "zanzibar-works"
		if _, err := accounts.AddTouch(t.Context(), s, touch); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SetPreference(t.Context(), "ana", "list", `zanzibar-works`); err != nil {
		t.Fatal(err)
	}
	book := rulebook.Default()
	for version, words := range []string{`attribute domain is "zanzibar-works"`, `attribute plan is free`} {
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", version), Weight: 5, Enabled: true, When: storetest.Sentence(t, words)})
		if err != nil {
			t.Fatal(err)
		}
		saved := book
		saved.Card = card
		if _, err := rulebooks.Save(t.Context(), s, saved, int64(version), rulebooks.Commit{}); err != nil {
			t.Fatal(err)
		}
		if version == 0 {
			if err := rulebooks.SaveDraft(t.Context(), s, rulebooks.Draft{Who: "ana", Book: saved}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// found lists the secrets that are somewhere in the files of the workspace, or in
// something packed that is in it.
func found(t *testing.T, s *store.Store) (left []string) {
	t.Helper()
	var all bytes.Buffer
	for _, suffix := range []string{"", "-wal"} {
		b, err := os.ReadFile(s.Path() + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		all.Write(b)
	}
	err := s.QueryEach(t.Context(), "read undo", func(rows *sql.Rows) error {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			return err
		}
		b, err := codec.DecompressInverse(packed)
		all.Write(b)
		return err
	}, `SELECT packed FROM undo`)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range secrets {
		if bytes.Contains(all.Bytes(), []byte(secret)) {
			left = append(left, secret)
		}
	}
	return left
}

func TestAViewThatNamesTheAccountIsToBeChangedFirst(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	history(t, s)
	filtered := func(by string) {
		t.Helper()
		_, err := views.Edit(ctx, s, func(all []view.View) ([]view.View, error) {
			return []view.View{{Name: "Close look", Filter: by, Sort: view.DefaultSort()}}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	filtered(`"Zanzibar Widgets"`)
	if _, err := forget.Account(ctx, s, "zanzibar-works"); !errors.Is(err, store.ErrConflict) {
		t.Errorf("got %v", err)
	}
	filtered("zanzibar")
	if _, err := forget.Account(ctx, s, "zanzibar-works"); err != nil {
		t.Error(err)
	}
}

func TestNothingOfAForgottenAccountIsLeft(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	history(t, s)
	cache := facts.New(s)
	book, _, err := rulebooks.Current(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	ask := func() (known int, matched int) {
		t.Helper()
		var f *facts.Snapshot
		if f, err = cache.Snapshot(ctx); err != nil {
			t.Fatal(err)
		}
		bits, err := f.Known(ctx)
		if err != nil {
			t.Fatal(err)
		}
		answers, err := cache.Evaluate(ctx, []condition.Condition{storetest.Sentence(t, `event login happened more than 0 times ever`)}, condition.Moment{AsOf: storetest.Day(10)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cache.Population(ctx, book, storetest.Day(10)); err != nil {
			t.Fatal(err)
		}
		s.AwaitWrites()
		return bits.Count(), answers[0].Count()
	}
	if known, matched := ask(); known != 301 || matched != 301 {
		t.Fatalf("%d customers are known and %d logged in", known, matched)
	}
	if left := found(t, s); len(left) != len(secrets) {
		t.Fatalf("only %q of %q are there to be forgotten", left, secrets)
	}
	erased, err := forget.Account(ctx, s, "zanzibar-works")
	if want := (forget.Erased{Found: true, Contacts: 1, Events: 10, Touches: 2, Drafts: 1, Versions: 1, Finished: true}); err != nil || erased != want {
		t.Fatalf("got %+v, %v, want %+v", erased, err, want)
	}
	if left := found(t, s); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
	if known, matched := ask(); known != 300 || matched != 300 {
		t.Errorf("%d customers are known and %d logged in, want 300 of each", known, matched)
	}
	if left := found(t, s); len(left) > 0 {
		t.Errorf("%q came back from memory", left)
	}
	empty := 0
	err = s.QueryEach(ctx, "read the slot", func(rows *sql.Rows) error {
		empty++
		return nil
	}, `SELECT 1 FROM accounts WHERE external LIKE ? AND name = '' AND NOT known AND length(attributes) = 0`, tables.EmptySlots)
	if err != nil || empty != 1 {
		t.Errorf("%d empty slots, %v", empty, err)
	}
	err = accounts.EachContact(ctx, s, func(account string, c account.Contact) error {
		if c.ID != "shared" || account != "other001" {
			t.Errorf("contact %q of %q is left", c.ID, account)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	findings, err := care.Check(ctx, cache)
	for _, f := range findings {
		if !f.OK || strings.Contains(f.Detail, "no customer row") {
			t.Errorf("doctor finds %+v", f)
		}
	}
	if err != nil {
		t.Error(err)
	}
	if _, err := forget.Account(ctx, s, "zanzibar-works"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("forgetting it again: %v", err)
	}
	// It can come again.
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "zanzibar-works"}}, Contacts: []record.ContactRow{{Contact: "wanda@zanzibar", Account: "zanzibar-works"}}})
	if known, _ := ask(); known != 301 {
		t.Errorf("%d are known after it came again", known)
	}
}

func TestForgetWaitsForReaders(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s, other := storetest.Open(t, path, store.Options{}), storetest.Open(t, path, store.Options{ReadOnly: false})
	history(t, s)
	err := other.Read(ctx, "look", func(ctx context.Context, tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM accounts`).Scan(&n); err != nil {
			return err
		}
		erased, err := forget.Account(ctx, s, "zanzibar-works")
		if err == nil && erased.Finished {
			t.Error("it is said to be finished while somebody reads the old state")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found(t, s)) == 0 {
		t.Error("nothing is left to finish")
	}
	if finished, err := forget.Finish(ctx, s); err != nil || !finished {
		t.Fatalf("finishing: %t, %v", finished, err)
	}
	if left := found(t, s); len(left) > 0 {
		t.Errorf("%q are left", left)
	}
}

// TestForgetSaysWhereTheNameIs names an account in one part of the rulebook after the other.
func TestForgetSaysWhereTheNameIs(t *testing.T) {
	t.Parallel()
	named := func(change func(*rulebook.Rulebook) error, summary string) string {
		t.Helper()
		ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
		ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Name: "Acme Inc"}}})
		book := rulebook.Default()
		if err := change(&book); err != nil {
			t.Fatal(err)
		}
		if _, err := rulebooks.Save(ctx, s, book, 0, rulebooks.Commit{Summary: summary}); err != nil {
			t.Fatal(err)
		}
		_, err := forget.Account(ctx, s, "acme")
		if !errors.Is(err, store.ErrConflict) {
			t.Fatalf("got %v, want a conflict", err)
		}
		return err.Error()
	}
	for want, change := range map[string]func(*rulebook.Rulebook) error{
		`a message of the plan in force names "Acme Inc"; change it first, with trialist journey plan edit`: func(b *rulebook.Rulebook) (err error) {
			*b, err = b.EditMessage(rulebook.WelcomeMessage, 0, rulebook.Message{MessageText: rulebook.MessageText{Body: "As Acme Inc has it."}})
			return err
		},
		`a segment in force names "acme"; change it first, with trialist segments edit`: func(b *rulebook.Rulebook) (err error) {
			when, err := condition.ParseSegment("attribute domain is acme", nil)
			if err == nil {
				*b, err = b.AddSegment(rulebook.Segment{Name: "theirs", When: when})
			}
			return err
		},
		`a condition of the lifecycle in force names "acme"; change it first, with trialist config export and import`: func(b *rulebook.Rulebook) error {
			b.Lifecycle.LeftOut = storetest.Sentence(t, "attribute domain is acme")
			return nil
		},
	} {
		if got := named(change, ""); !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := named(func(*rulebook.Rulebook) error { return nil }, "weights as for acme"); !strings.Contains(got, `the last change of the signals names "acme"`) {
		t.Errorf("got %s", got)
	}
}

func TestForgetRefusesWhatSignalsName(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}, {Account: "acm"}}})
	book := rulebook.Default()
	card, err := book.Card.Add(rulebook.Signal{Name: "one", Weight: 5, Enabled: true, When: storetest.Sentence(t, `attribute domain is acme`)})
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	if _, err := rulebooks.Save(ctx, s, book, 0, rulebooks.Commit{}); err != nil {
		t.Fatal(err)
	}
	if _, err := forget.Account(ctx, s, "acme"); !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "signals edit") {
		t.Errorf("got %v, want a conflict", err)
	}
	if _, err := accounts.ByID(ctx, s, "acme"); err != nil {
		t.Errorf("what was refused changed something: %v", err)
	}
	if _, err := forget.Account(ctx, s, "acm"); err != nil {
		t.Errorf("an id within another word: %v", err)
	}
}
