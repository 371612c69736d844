package journey_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trialist/scoring/journey"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/forget"
	"trialist/store/imports"
	"trialist/store/ingest/ingesttest"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
	"trialist/store/sender"
	"trialist/store/storetest"
)

// customer is a trial that runs all month, of a person with an address.
func customer(id, name string) record.CustomerRow {
	return record.CustomerRow{Account: id, Name: name, Attributes: []value.Attribute{
		storetest.Text("status", "trial"), storetest.Date("trial_started_at", storetest.Day(1)-value.Day), storetest.Date("trial_ends_at", storetest.Day(30)+9*value.Day),
		storetest.Text("email", id+"@example.com"), storetest.Text("plan", "Grow"),
	}}
}

// opened is a workspace with two milestones, import and send, and three trials: acme did
// nothing, busy imported, and fast did both.
func opened(t *testing.T) (*store.Store, *facts.Cache) {
	t.Helper()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{customer("acme", "Acme"), customer("busy", "Busy\r\nBcc: all@example.com"), customer("fast", "=1+1")},
		Events: []storetest.Event{
			{Account: "busy", Name: "import", At: storetest.Day(2)}, {Account: "fast", Name: "import", At: storetest.Day(2)}, {Account: "fast", Name: "send", At: storetest.Day(3)},
		},
	})
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		for _, name := range []string{"import", "send"} {
			card, err := book.Card.Add(rulebook.Signal{Name: name, Weight: 5, Enabled: true, When: storetest.Sentence(t, "event "+name+" happened more than 0 times ever")})
			if err != nil {
				return book, err
			}
			book.Card = card
		}
		return book, nil
	})
	return s, facts.New(s)
}

// save changes the rulebook in force.
func save(t *testing.T, s *store.Store, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) {
	t.Helper()
	book, version, err := rulebooks.Current(t.Context(), s)
	if err == nil {
		book, err = change(book)
	}
	if err == nil {
		_, err = rulebooks.Save(t.Context(), s, book, version, rulebooks.Commit{})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// due is what is due on a day, as "acme welcome import".
func due(t *testing.T, cache *facts.Cache, day int) []string {
	t.Helper()
	l, err := storejourney.Find(t.Context(), cache, storetest.Day(day))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	err = l.Each(t.Context(), cache.Store(), l.Due, func(m storejourney.Message) error {
		words = append(words, strings.Join([]string{m.Account, m.Kind.String(), m.MilestoneName, m.NextName}, " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func wantDue(t *testing.T, cache *facts.Cache, day int, want ...string) {
	t.Helper()
	if got := due(t, cache, day); !slices.Equal(got, want) {
		t.Errorf("due are %q, want %q", got, want)
	}
}

// choice claims what is due on a day.
func choice(day int) storejourney.Choice {
	return storejourney.Choice{AsOf: storetest.Day(day), At: storetest.Day(day), By: "ana"}
}

// sound fails when the workspace has damage.
func sound(t *testing.T, cache *facts.Cache) {
	t.Helper()
	findings, err := care.Check(t.Context(), cache)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("%s: %s", f.Subject, f.Detail)
		}
	}
}

var atFirst = []string{"acme welcome import import", "busy reward import send", "fast reward send "}

func TestListingWritesNothing(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	for range 2 {
		wantDue(t, cache, 4, atFirst...)
	}
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) > 0 {
		t.Errorf("listing told %v, %v", log, err)
	}
	entries, err := outbox.List(t.Context(), s, outbox.Query{})
	if err != nil || len(entries) > 0 {
		t.Errorf("listing put %v into the outbox, %v", entries, err)
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	of := func(slot int) func(*storejourney.List, journey.Due) bool {
		return func(_ *storejourney.List, d journey.Due) bool { return d.Slot == slot }
	}
	one := choice(4)
	one.Filter = of(1)
	marked, err := storejourney.Mark(t.Context(), cache, one, outbox.Sent)
	if err != nil || len(marked) != 1 || marked[0].Account != "busy" || strings.ContainsAny(marked[0].Subject, "\r\n") {
		t.Fatalf("marked %+v, %v", marked, err)
	}
	wantDue(t, cache, 4, atFirst[0], atFirst[2])
	one.Filter = of(0)
	if _, err := storejourney.Mark(t.Context(), cache, one, outbox.Skipped); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 4, atFirst[2])
	if again, err := storejourney.Mark(t.Context(), cache, one, outbox.Sent); err != nil || len(again) > 0 {
		t.Errorf("it was marked again: %v, %v", again, err)
	}
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) != 2 || log[0].Account != "acme" || log[0].State != outbox.Skipped || log[1].State != outbox.Sent || log[1].ChangedBy != "ana" ||
		log[1].Past.Kind != rulebook.RewardMessage || log[1].Past.Milestone != 1 || log[1].Past.Next != 2 || !strings.Contains(log[1].Body, "congratulations") {
		t.Fatalf("the log is %+v, %v", log, err)
	}
	if told, err := storejourney.HistoryOf(t.Context(), s, 1); err != nil || len(told) != 1 || !slices.Equal(told[0].Reached, []int64{1}) {
		t.Errorf("busy was told %+v, %v", told, err)
	}
	sound(t, cache)
	if err := storejourney.Undo(t.Context(), s, log[0].ID, log[1].ID); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 4, atFirst...)
	if err := storejourney.Undo(t.Context(), s, log[0].ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it was undone twice: %v", err)
	}
	sound(t, cache)
}

// Steps that are removed, brought back, moved and added tell nobody the same twice.
func TestPlanChangesMidway(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	if _, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 9)
	before, _, err := rulebooks.Current(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(change func(rulebook.Scorecard) (rulebook.Scorecard, error)) {
		t.Helper()
		save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
			var err error
			book.Card, err = change(book.Card)
			return book, err
		})
	}
	edit(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.Remove(1) })
	wantDue(t, cache, 9, "acme drive send send")
	save(t, s, func(now rulebook.Rulebook) (rulebook.Rulebook, error) { return rulebook.Restore(before, now), nil })
	wantDue(t, cache, 9)
	edit(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.Move(2, 0) })
	wantDue(t, cache, 9, "acme drive send send") // which acme was never driven to
	edit(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { return c.Move(1, 0) })
	edit(func(c rulebook.Scorecard) (rulebook.Scorecard, error) {
		card, err := c.Add(rulebook.Signal{Name: "early", Weight: 1, Enabled: true, When: storetest.Sentence(t, "event early happened more than 0 times ever")})
		if err != nil {
			return c, err
		}
		return card.Move(3, 0)
	})
	wantDue(t, cache, 9, "acme drive early early", "busy drive early early", "fast drive early early")
	if _, err := storejourney.Mark(t.Context(), cache, choice(9), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "import", At: storetest.Day(3)}, {Account: "busy", Name: "send", At: storetest.Day(10)}}})
	wantDue(t, cache, 11, "acme reward import early", "busy reward send early")
	sound(t, cache)
}

// Many that claim at once tell everybody once.
func TestClaimsAtOnce(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	var group sync.WaitGroup
	var lock sync.Mutex
	var all []string
	for range 6 {
		group.Go(func() {
			marked, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				t.Error(err)
			}
			for _, m := range marked {
				all = append(all, m.Account)
			}
		})
	}
	group.Wait()
	slices.Sort(all)
	if !slices.Equal(all, []string{"acme", "busy", "fast"}) {
		t.Errorf("told were %v", all)
	}
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) != 3 {
		t.Errorf("%d were noted, %v", len(log), err)
	}
}

// file is an export in memory that fails at a step.
type file struct {
	cache  *facts.Cache
	fails  string
	steps  []string
	lines  []string
	dueAt  map[string]int // how many are noted as told, by step
	failed error
}

func (f *file) step(name string) error {
	f.steps = append(f.steps, name)
	if f.fails == name {
		return f.failed
	}
	return nil
}

func (f *file) Begin() error { f.lines = nil; return f.step("begin") }

func (f *file) Add(m storejourney.Message, key string) error {
	f.lines = append(f.lines, m.Account+" "+key)
	return nil
}

func (f *file) Sync() error { return f.step("sync") }

func (f *file) Publish() error {
	log, err := storejourney.Log(context.Background(), f.cache.Store(), storejourney.Query{})
	f.dueAt["publish"] = len(log)
	return errors.Join(err, f.step("publish"))
}

func TestExport(t *testing.T) {
	t.Parallel()
	for _, fails := range []string{"", "begin", "sync", "publish"} {
		t.Run(fmt.Sprintf("fails at %q", fails), func(t *testing.T) {
			t.Parallel()
			s, cache := opened(t)
			f := &file{cache: cache, fails: fails, dueAt: make(map[string]int), failed: errors.New("no space left")}
			done, err := storejourney.Export(t.Context(), cache, choice(4), "/tmp/messages.csv", f)
			if (err != nil) != (fails != "") || err != nil && !errors.Is(err, f.failed) {
				t.Fatalf("%+v, %v", done, err)
			}
			unfinished, err := storejourney.Unfinished(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if fails == "begin" || fails == "sync" {
				wantDue(t, cache, 4, atFirst...)
				if len(unfinished) > 0 {
					t.Errorf("unfinished are %+v", unfinished)
				}
				return
			}
			wantDue(t, cache, 4)
			if f.dueAt["publish"] != 3 {
				t.Errorf("%d were noted before the file got its name", f.dueAt["publish"])
			}
			if (len(unfinished) == 1) != (fails == "publish") {
				t.Errorf("unfinished are %+v", unfinished)
			}
			var again []string
			begin := func(r storejourney.ExportRecord) error {
				if r.AsOf != storetest.Day(4) {
					t.Errorf("begins %+v", r)
				}
				return nil
			}
			r, err := storejourney.Reexport(t.Context(), s, 1, storetest.Day(30), begin, func(told storejourney.Recipient) error {
				again = append(again, told.Account+" "+told.Key)
				return nil
			}, func() error { return nil })
			if err != nil || r.Messages != 3 || r.Path != "/tmp/messages.csv" || !slices.Equal(again, f.lines) {
				t.Errorf("again it has %q of %+v, %v; want %q", again, r, err, f.lines)
			}
			if unfinished, err := storejourney.Unfinished(t.Context(), s); err != nil || len(unfinished) > 0 {
				t.Errorf("unfinished are still %+v, %v", unfinished, err)
			}
			sound(t, cache)
		})
	}
}

// A message with a field that nothing is known for is listed, and not exported.
func TestMissingField(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		return book.EditMessage(rulebook.WelcomeMessage, 0, rulebook.Message{MessageText: rulebook.MessageText{Body: "{{account.attribute industry}} on {{account.attribute PLAN}}"}})
	})
	f := &file{cache: cache, dueAt: make(map[string]int)}
	done, err := storejourney.Export(t.Context(), cache, choice(4), "", f)
	if err != nil || done.Messages != 2 || done.Incomplete != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	wantDue(t, cache, 4, atFirst[0])
	done, err = storejourney.Export(t.Context(), cache, choice(4), "", f)
	if err != nil || done.Messages != 0 || done.Incomplete != 1 || done.Number != 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	l, err := storejourney.Find(t.Context(), cache, storetest.Day(4))
	if err != nil {
		t.Fatal(err)
	}
	err = l.Each(t.Context(), s, l.Due, func(m storejourney.Message) error {
		if !slices.Equal(m.Missing, []string{"account.attribute industry"}) || !strings.HasSuffix(m.Body, "on Grow") || m.Contact.Email != "acme@example.com" {
			t.Errorf("%+v", m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestQueue(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	queued, err := storejourney.Queue(t.Context(), cache, choice(4), storejourney.Webhook{Address: "https://example.com/hook", Secret: "HOOK"})
	if err != nil || queued != (storejourney.Queued{Messages: 3, Default: 3}) {
		t.Fatalf("%+v, %v", queued, err)
	}
	wantDue(t, cache, 4)
	entries, err := outbox.List(t.Context(), s, outbox.Query{Kinds: []outbox.Kind{outbox.Webhook}, States: []outbox.State{outbox.Due}})
	if err != nil || len(entries) != 3 || entries[2].Secret != "HOOK" || !strings.Contains(entries[2].Body, `"message":"welcome"`) {
		t.Errorf("%+v, %v", entries, err)
	}
	sound(t, cache)

	var lock sync.Mutex
	got := make(map[string]int) // by key
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lock.Lock()
		defer lock.Unlock()
		got[r.Header.Get(sender.KeyHeader)]++
	}))
	defer server.Close()
	ingesttest.ImportRows(t, s, storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "import", At: storetest.Day(5)}, {Account: "busy", Name: "send", At: storetest.Day(5)}}})
	if queued, err := storejourney.Queue(t.Context(), cache, choice(6), storejourney.Webhook{Address: server.URL}); err != nil || queued.Messages != 2 {
		t.Fatalf("%d queued, %v", queued, err)
	}
	failed := 0
	for range 2 {
		outcomes, err := storejourney.Deliver(t.Context(), s, sender.Webhook{}, func() time.Time { return storetest.Day(6).Time() })
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if o.Err != nil {
				failed++ // those of the address that is not signed for
			}
		}
	}
	delivered, err := storejourney.Log(t.Context(), s, storejourney.Query{States: []outbox.State{outbox.Delivered}})
	if err != nil || len(delivered) != 2 || len(got) != 2 || got[delivered[0].Key] != 1 || got[delivered[1].Key] != 1 || failed == 0 {
		t.Errorf("%d delivered, %d failed, %v arrived, %v", len(delivered), failed, got, err)
	}
}

func TestForgottenAndUndone(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	if _, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Undo(t.Context(), s, storetest.Day(10), ""); !errors.Is(err, store.ErrConflict) || !strings.Contains(err.Error(), "a message was sent to") {
		t.Errorf("an import was undone whose customers were told something: %v", err)
	}
	erased, err := forget.Account(t.Context(), s, "busy")
	if err != nil || erased.Messages != 1 {
		t.Fatalf("%+v, %v", erased, err)
	}
	sound(t, cache)
	log, err := storejourney.Log(t.Context(), s, storejourney.Query{})
	if err != nil || len(log) != 2 {
		t.Errorf("%d are noted, %v", len(log), err)
	}
	if b, err := os.ReadFile(s.Path()); err != nil || strings.Contains(string(b), "Bcc: all@") {
		t.Errorf("what busy was told is still in the file, %v", err)
	}
	path := storetest.NewPath(t)
	if lost, err := care.Repair(t.Context(), s, path); err != nil || len(lost) > 0 {
		t.Fatalf("lost %v, %v", lost, err)
	}
	repaired := facts.New(storetest.Open(t, path, store.Options{}))
	sound(t, repaired)
	wantDue(t, repaired, 4)
}
