package workflows_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/checksum"
	"trialist/store/facts"
	"trialist/store/forget"
	"trialist/store/imports"
	"trialist/store/ingest/ingesttest"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
	"trialist/store/sender"
	"trialist/store/storetest"
	"trialist/store/workflows"
)

// customer is a trial that runs all month.
func customer(id string) record.CustomerRow {
	return record.CustomerRow{Account: id, Name: strings.ToUpper(id), Attributes: []value.Attribute{
		storetest.Text("status", "trial"), storetest.Date("trial_started_at", storetest.Day(1)-value.Day), storetest.Date("trial_ends_at", storetest.Day(30)+9*value.Day),
	}}
}

// login are logins of an account on days of November.
func logins(id string, days ...int) (events []storetest.Event) {
	for _, day := range days {
		events = append(events, storetest.Event{Account: id, Name: "login", At: storetest.Day(day) - value.Hour})
	}
	return events
}

// opened is a workspace in which whoever logged in within the last 3 days qualifies.
func opened(t *testing.T, rows storetest.SourceRows) (*store.Store, *facts.Cache) {
	t.Helper()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, s, rows)
	book := rulebook.Default()
	card, err := book.Card.Add(rulebook.Signal{
		Name: "Active", Weight: 5, Enabled: true, When: storetest.Sentence(t, "event login happened more than 0 times in the last 3 days"),
	})
	if err == nil {
		card, err = card.Add(rulebook.Signal{
			Name: "Known", Side: rulebook.Fit, Weight: 5, Enabled: true, When: storetest.Sentence(t, "attribute trial_started_at is set"),
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	book.Card = card
	save(t, s, func(rulebook.Rulebook) (rulebook.Rulebook, error) { return book, nil })
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

// add adds a workflow and enables it.
func add(t *testing.T, s *store.Store, name, trigger string, once bool, actions ...string) {
	t.Helper()
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		w := rulebook.Workflow{Name: name, Once: once}
		var err error
		if w.Trigger, err = rulebook.ParseTrigger(trigger); err != nil {
			return book, err
		}
		for _, sentence := range actions {
			a, err := rulebook.ParseAction(sentence)
			if err != nil {
				return book, err
			}
			w.Actions = append(w.Actions, a)
		}
		return book.AddWorkflow(w)
	})
	enable(t, s, name, true)
}

func enable(t *testing.T, s *store.Store, name string, on bool) {
	t.Helper()
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		w, _ := book.Workflows.ByName(name)
		w.Enabled = on
		return book.ReplaceWorkflow(w)
	})
}

// run runs the workflows as of a day, and lists what fired as "workflow account occurrence".
func run(t *testing.T, cache *facts.Cache, asOf value.Instant) []string {
	t.Helper()
	report, err := workflows.Run(t.Context(), cache, workflows.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return words(report.Fired)
}

func words(fired []workflows.Firing) []string {
	list := []string{}
	for _, f := range fired {
		list = append(list, fmt.Sprint(f.WorkflowName, " ", f.Account, " ", f.Occurrence))
	}
	return list
}

func wants(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s: fired %q, want %q", what, got, want)
	}
}

func TestRunFiresOverTheDifference(t *testing.T) {
	t.Parallel()
	s, cache := opened(t, storetest.SourceRows{
		Customers: []record.CustomerRow{customer("acme"), customer("blue")}, Events: append(logins("acme", 2, 10), logins("blue", 3)...),
	})
	add(t, s, "up", "becomes qualified", false, "task Call")
	add(t, s, "down", "stops being qualified", true, "task Mail")
	add(t, s, "login", "does event login", false, "task Greet")
	wants(t, "what was before", run(t, cache, storetest.Day(3)))
	wants(t, "again", run(t, cache, storetest.Day(3)))
	wants(t, "later", run(t, cache, storetest.Day(7)), "down acme 1", "down blue 1")
	wants(t, "a rise", run(t, cache, storetest.Day(10)), "up acme 1", "login acme 1")
	wants(t, "an earlier time", run(t, cache, storetest.Day(5)))
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{customer("cyan")}, Events: append(logins("blue", 9), logins("cyan", 4)...)})
	wants(t, "late imports", run(t, cache, storetest.Day(10)), "up blue 1", "login blue 1", "login cyan 1")
	wants(t, "what falls once", run(t, cache, storetest.Day(20)))
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		signal, _ := book.Card.ByName("Active")
		signal.When = storetest.Sentence(t, "event login happened more than 0 times in the last 30 days")
		card, err := book.Card.Replace(signal)
		if err != nil {
			return book, err
		}
		return book.WithCard(card)
	})
	wants(t, "an edited signal", run(t, cache, storetest.Day(20)), "up acme 2", "up blue 2", "up cyan 1")

	log, err := workflows.Log(t.Context(), s, workflows.Query{Account: 1})
	if err != nil || len(log) != 4 || log[0].WorkflowName != "up" || len(log[0].Entries) != 1 || log[0].Entries[0].Subject != "Call" {
		t.Errorf("logged %+v, %v", log, err)
	}
	tallies, err := workflows.TotalsByWorkflow(t.Context(), s)
	if err != nil || tallies[1].Fired != 5 || tallies[2].Fired != 2 {
		t.Errorf("counted %v, %v", tallies, err)
	}
}

// TestNothingIsRetroactive disables and enables, and has a workflow look at something
// else.
func TestNothingIsRetroactive(t *testing.T) {
	t.Parallel()
	s, cache := opened(t, storetest.SourceRows{Customers: []record.CustomerRow{customer("acme")}, Events: logins("acme", 10, 20)})
	add(t, s, "up", "becomes qualified", false, "task Call")
	wants(t, "at first", run(t, cache, storetest.Day(5)))
	enable(t, s, "up", false)
	wants(t, "while disabled", run(t, cache, storetest.Day(7)))
	enable(t, s, "up", true)
	book, _, err := rulebooks.Current(t.Context(), s)
	if err == nil {
		err = workflows.Start(t.Context(), cache, book, storetest.Day(9))
	}
	if err != nil {
		t.Fatal(err)
	}
	wants(t, "after it was started", run(t, cache, storetest.Day(10)), "up acme 1")
	enable(t, s, "up", false)
	enable(t, s, "up", true)
	wants(t, "what happened while disabled", run(t, cache, storetest.Day(20)))
	save(t, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		w, _ := book.Workflows.ByName("up")
		w.Trigger.Kind = rulebook.DoesEvent
		w.Trigger.Name = "login"
		return book.ReplaceWorkflow(w)
	})
	wants(t, "another trigger", run(t, cache, storetest.Day(20)))
}

// TestDryRunAgreesWithRuns compares a dry run of 30 days on random data with running the
// same workflows day after day.
func TestDryRunAgreesWithRuns(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(7, 7))
	var rows storetest.SourceRows
	for i := range 60 {
		id := fmt.Sprintf("c%02d", i)
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: id, Name: id, Attributes: []value.Attribute{
			storetest.Date("trial_started_at", storetest.Day(1+dice.IntN(25))), storetest.Date("trial_ends_at", storetest.Day(10+dice.IntN(25))),
			storetest.Date("converted_at", storetest.Day(5+dice.IntN(60))),
		}})
		for range dice.IntN(8) {
			rows.Events = append(rows.Events, logins(id, 1+dice.IntN(30))...)
		}
	}
	slices.SortFunc(rows.Events, func(a, b storetest.Event) int { return strings.Compare(a.Account, b.Account) })
	s, cache := opened(t, rows)
	for name, trigger := range map[string]string{
		"up": "becomes qualified", "down": "stops being qualified", "status": "changes status", "paying": "changes status to paying",
		"band": `enters adoption band "very high"`, "milestone": "reaches milestone active", "event": "does event login",
		"in": `enters segment "Ends in 3 days"`, "out": "leaves segment Qualified",
	} {
		for _, once := range []bool{true, false} {
			add(t, s, fmt.Sprint(name, " ", once), trigger, once, "task Call")
		}
	}
	touch := accounts.Touch{Account: "c05", Kind: accounts.Called, At: storetest.Day(12)}
	if _, err := accounts.AddTouch(t.Context(), s, touch); err != nil {
		t.Fatal(err)
	}
	add(t, s, "uncontacted", `leaves segment "Hot but uncontacted"`, false, "task Call")

	book, _, err := rulebooks.Current(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	dry, err := workflows.DryRun(t.Context(), cache, book, book.Workflows.Enabled(), storetest.Day(30), 29)
	if err != nil {
		t.Fatal(err)
	}
	var really []string
	for day := 1; day <= 30; day++ {
		really = append(really, run(t, cache, storetest.Day(day))...)
	}
	if diff := cmp.Diff(really, words(dry)); diff != "" {
		t.Errorf("the dry run differs (-run +dry run):\n%s", diff)
	}
	seen := map[string]bool{}
	for _, f := range dry {
		seen[f.WorkflowName] = true
	}
	if len(seen) != len(book.Workflows.List) {
		t.Errorf("fired only %v", seen)
	}
}

// receiver is a local server that keeps what it got.
type receiver struct {
	mu     sync.Mutex
	bodies map[string][]string // by key
	status int
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.status != 0 {
		w.WriteHeader(r.status)
		return
	}
	key := req.Header.Get(sender.KeyHeader)
	r.bodies[key] = append(r.bodies[key], string(body))
}

// TestActions does all that a workflow can do.
func TestActions(t *testing.T) {
	t.Parallel()
	got := &receiver{bodies: map[string][]string{}}
	server := httptest.NewServer(got)
	defer server.Close()
	file := filepath.Join(t.TempDir(), "fired.jsonl")
	s, cache := opened(t, storetest.SourceRows{Customers: []record.CustomerRow{customer("acme")}, Events: logins("acme", 10)})
	add(t, s, "All", "becomes qualified", true, `task "Call {{account.name}}"`, `message "Hello {{account.name}}" "From {{account.owner}}"`,
		"owner ana", "file "+file, "webhook "+server.URL+" secret NO_SUCH_SECRET", "webhook "+server.URL)
	run(t, cache, storetest.Day(1))
	report, err := workflows.Run(t.Context(), cache, workflows.Options{AsOf: storetest.Day(10)})
	if err != nil || report.Failed() != 1 || len(report.Outcomes) != 3 {
		t.Fatalf("did %+v, %v", report, err)
	}
	log, err := workflows.Log(t.Context(), s, workflows.Query{})
	if err != nil || len(log) != 1 {
		t.Fatalf("logged %v, %v", log, err)
	}
	var lines []string
	for _, e := range log[0].Entries {
		lines = append(lines, fmt.Sprint(e.Kind, " ", e.State, " ", e.Subject, " ", e.Error))
	}
	want := []string{
		"task due Call ACME ", "message due Hello ACME ", "file delivered  ",
		"webhook due  the environment variable NO_SUCH_SECRET, whose secret signs it, is not set", "webhook delivered  ",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
	if log[0].Entries[1].Body != "From ana" {
		t.Errorf("the message is %q", log[0].Entries[1].Body)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var line struct {
		Version    int
		Key        string
		Workflow   string
		Occurrence int
		Account    struct {
			ID, Name, Owner, Status string
			Adoption                float64
			Qualified               bool
		}
	}
	if err := json.Unmarshal(written, &line); err != nil || line.Key != log[0].Entries[2].Key || line.Account.Name != "ACME" || line.Account.Owner != "ana" ||
		line.Account.Adoption != 100 || !line.Account.Qualified || line.Account.Status != "trial" || line.Occurrence != 1 || line.Version != 1 {
		t.Errorf("the line is %s, %v", written, err)
	}
	if len(got.bodies) != 1 {
		t.Errorf("the server got %v", got.bodies)
	}
	touches, err := accounts.Touches(t.Context(), s, "acme", accounts.Latest)
	if err != nil || len(touches) != 1 || touches[0].Body != "ana" || touches[0].Who != "workflow All" {
		t.Errorf("noted %v, %v", touches, err)
	}
}

// TestManyAtOnceDecideOnce runs in several processes' stead at the same time.
func TestManyAtOnceDecideOnce(t *testing.T) {
	t.Parallel()
	got := &receiver{bodies: map[string][]string{}}
	server := httptest.NewServer(got)
	defer server.Close()
	var rows storetest.SourceRows
	for i := range 50 {
		id := fmt.Sprintf("c%02d", i)
		rows.Customers, rows.Events = append(rows.Customers, customer(id)), append(rows.Events, logins(id, 10)...)
	}
	s, cache := opened(t, rows)
	add(t, s, "up", "becomes qualified", true, "webhook "+server.URL, "task Call")
	run(t, cache, storetest.Day(1))
	var group sync.WaitGroup
	for range 4 {
		other := storetest.Open(t, s.Path(), store.Options{})
		group.Go(func() {
			if _, err := workflows.Run(t.Context(), facts.New(other), workflows.Options{AsOf: storetest.Day(10)}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	run(t, cache, storetest.Day(10))
	if len(got.bodies) != 50 {
		t.Errorf("%d keys arrived", len(got.bodies))
	}
	for key, bodies := range got.bodies {
		if len(bodies) != 1 {
			t.Errorf("%s arrived %d times", key, len(bodies))
		}
	}
	tasks, err := outbox.List(t.Context(), s, outbox.Query{Kinds: []outbox.Kind{outbox.Task}})
	if err != nil || len(tasks) != 50 {
		t.Errorf("%d tasks, %v", len(tasks), err)
	}
}

// TestDecisionIsAllOrNothing has the transaction fail at the last moment.
func TestDecisionIsAllOrNothing(t *testing.T) {
	t.Parallel()
	s, cache := opened(t, storetest.SourceRows{Customers: []record.CustomerRow{customer("acme")}, Events: logins("acme", 10)})
	add(t, s, "up", "becomes qualified", true, "task Call")
	run(t, cache, storetest.Day(1))
	storetest.ExecSQL(t, s.Path(), `CREATE TRIGGER fail BEFORE INSERT ON outbox BEGIN SELECT raise(ABORT, 'no'); END`)
	if _, err := workflows.Run(t.Context(), cache, workflows.Options{AsOf: storetest.Day(10)}); err == nil {
		t.Fatal("it did not fail")
	}
	storetest.ExecSQL(t, s.Path(), `DROP TRIGGER fail`)
	wants(t, "the next run", run(t, cache, storetest.Day(10)), "up acme 1")
}

// rowsOf counts rows of the tables of workflows.
func rowsOf(t *testing.T, s *store.Store) string {
	t.Helper()
	var firings, entries int
	err := s.Read(t.Context(), "count", func(ctx context.Context, tx *sql.Tx) error {
		for _, k := range checksum.All() {
			if err := checksum.CheckKind(ctx, tx, k); err != nil {
				return err
			}
		}
		return tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM firings), (SELECT count(*) FROM outbox)`).Scan(&firings, &entries)
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(firings, " ", entries)
}

// TestForgettingUndoingAndRepairing takes accounts away that workflows fired for.
func TestForgettingUndoingAndRepairing(t *testing.T) {
	t.Parallel()
	s, cache := opened(t, storetest.SourceRows{
		Customers: []record.CustomerRow{customer("acme"), customer("blue")}, Events: append(logins("acme", 10), logins("blue", 10)...),
	})
	add(t, s, "up", "becomes qualified", false, `task "Call {{account.name}}"`)
	add(t, s, "login", "does event login", false, "task Greet")
	run(t, cache, storetest.Day(1))
	run(t, cache, storetest.Day(10))
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{customer("cyan")}, Events: logins("cyan", 9)})
	wants(t, "an import", run(t, cache, storetest.Day(10)), "up cyan 1", "login cyan 1")
	if got := rowsOf(t, s); got != "6 6" {
		t.Errorf("there are %s", got)
	}
	if _, err := imports.Undo(t.Context(), s, storetest.Day(10), ""); err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, s); got != "4 4" {
		t.Errorf("after undoing there are %s", got)
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{customer("dark")}, Events: logins("dark", 10)})
	wants(t, "another in its slot", run(t, cache, storetest.Day(10)), "up dark 1", "login dark 1")
	erased, err := forget.Account(t.Context(), s, "acme")
	if err != nil || erased.Firings != 2 || !erased.Finished {
		t.Errorf("erased %+v, %v", erased, err)
	}
	if got := rowsOf(t, s); got != "4 4" {
		t.Errorf("after forgetting there are %s", got)
	}
	if b, err := os.ReadFile(s.Path()); err != nil || strings.Contains(string(b), "Call ACME") {
		t.Errorf("the task is still in the file, %v", err)
	}
	wants(t, "nothing new", run(t, cache, storetest.Day(10)))
	findings, err := care.Check(t.Context(), cache)
	for _, f := range findings {
		if !f.OK {
			t.Errorf("%s: %s", f.Subject, f.Detail)
		}
	}
	path := storetest.NewPath(t)
	lost, err2 := care.Repair(t.Context(), s, path)
	if err := errors.Join(err, err2); err != nil || len(lost) > 0 {
		t.Fatalf("lost %v, %v", lost, err)
	}
	repaired := storetest.Open(t, path, store.Options{})
	if got := rowsOf(t, repaired); got != "4 4" {
		t.Errorf("after repairing there are %s", got)
	}
	wants(t, "after repairing", run(t, facts.New(repaired), storetest.Day(10)))
}

// TestDamagedStatesDecideNothing flips a bit of what a workflow saw.
func TestDamagedStatesDecideNothing(t *testing.T) {
	t.Parallel()
	s, cache := opened(t, storetest.SourceRows{Customers: []record.CustomerRow{customer("acme")}, Events: logins("acme", 10)})
	add(t, s, "up", "becomes qualified", false, "task Call")
	run(t, cache, storetest.Day(10))
	storetest.ExecSQL(t, s.Path(), `UPDATE workflow_states SET codes = x'010100'`)
	_, err := workflows.Run(t.Context(), cache, workflows.Options{AsOf: storetest.Day(10)})
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// TestGivenUpIsSeenAndTriedAgain has an address fail until it is given up.
func TestGivenUpIsSeenAndTriedAgain(t *testing.T) {
	t.Parallel()
	got := &receiver{bodies: map[string][]string{}, status: http.StatusInternalServerError}
	server := httptest.NewServer(got)
	defer server.Close()
	s, cache := opened(t, storetest.SourceRows{Customers: []record.CustomerRow{customer("acme")}, Events: logins("acme", 10)})
	add(t, s, "up", "becomes qualified", false, "webhook "+server.URL)
	clock := storetest.Day(10).Time()
	do := func() workflows.Report {
		t.Helper()
		report, err := workflows.Run(t.Context(), cache, workflows.Options{AsOf: storetest.Day(10), Now: func() time.Time { return clock }})
		if err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(13 * time.Hour)
		return report
	}
	run(t, cache, storetest.Day(1))
	for range 20 {
		do()
	}
	tallies, err := workflows.TotalsByWorkflow(t.Context(), s)
	if err != nil || tallies[1] != (workflows.Totals{Fired: 1, Failed: 1}) {
		t.Errorf("counted %v, %v", tallies, err)
	}
	got.mu.Lock()
	got.status = 0
	got.mu.Unlock()
	if n, err := outbox.Retry(t.Context(), s, value.FromTime(clock)); err != nil || n != 1 {
		t.Errorf("%d to be tried again, %v", n, err)
	}
	if report := do(); len(report.Outcomes) != 1 || report.Failed() > 0 || len(got.bodies) != 1 {
		t.Errorf("did %+v, got %v", report, got.bodies)
	}
}
