package imports_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/imports"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// dump is everything that imports write, as text.
func dump(t *testing.T, s *store.Store) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"accounts", "contacts", "memberships", "event_names", "attribute_names", "log_pages"} {
		err := s.QueryEach(t.Context(), "dump", func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			cells, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s %q\n", table, cells)
			return nil
		}, `SELECT * FROM `+table+` ORDER BY 1, 2`)
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// randomRows are a file of some hundred customers, of whom others of the same
// history name many again.
func randomRows(r *rand.Rand) storetest.SourceRows {
	rows := storetest.SourceRows{Size: []int{0, 1, 7, 200}[r.IntN(4)]}
	from, among := r.IntN(200), 1+r.IntN(200)
	id := func() string { return fmt.Sprintf("c%03d", from+r.IntN(among)) }
	person := func() string { return fmt.Sprintf("p%03d", r.IntN(60)) }
	values := func(names string) (list []value.Attribute) {
		for _, name := range names {
			switch r.IntN(5) {
			case 0:
				list = append(list, storetest.Text(string(name), fmt.Sprint("word ", r.IntN(4))))
			case 1:
				list = append(list, storetest.Number(string(name), float64(r.IntN(4))))
			case 2:
				list = append(list, value.Attribute{Name: string(name)})
			}
		}
		return list
	}
	if r.IntN(2) == 0 {
		for range r.IntN(150) {
			rows.Customers = append(rows.Customers, record.CustomerRow{
				Account: id(), Name: []string{"", "Name", "Other"}[r.IntN(3)], Attributes: values("abcdefgh"[:1+r.IntN(8)]),
			})
		}
	}
	if r.IntN(3) == 0 {
		for range r.IntN(50) {
			row := record.ContactRow{Contact: person(), Attributes: values("xyz")}
			if r.IntN(4) > 0 {
				row.Account = id()
			}
			rows.Contacts = append(rows.Contacts, row)
		}
	}
	if r.IntN(3) > 0 {
		for range r.IntN(600) {
			e := storetest.Event{
				Account: id(), Name: fmt.Sprint("event ", r.IntN(1+r.IntN(12))), Count: uint32(1 + r.IntN(8)/6),
				At: storetest.Day(1+r.IntN(20)) + value.Instant(r.IntN(3)*r.IntN(800)),
			}
			if r.IntN(5) == 0 {
				e.Contact = person()
			}
			rows.Events = append(rows.Events, e)
		}
	}
	return rows
}

// TestUndoInRandomHistories imports random files into two workspaces. One has some
// imports more, which it undoes: it has the same bytes, and the same answers, also
// from caches that were filled before and during those.
func TestUndoInRandomHistories(t *testing.T) {
	t.Parallel()
	undone := 0
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 11))
		s, plain := storetest.Open(t, storetest.NewPath(t), store.Options{}), storetest.Open(t, storetest.NewPath(t), store.Options{})
		cache, during := facts.New(s), facts.New(s)
		book := rulebook.Default()
		for i, words := range []string{
			`attribute a is more than 1`, `attribute b is set`, `attribute c is "word 2"`, `attribute h is not set`,
			`contact attribute x is set`, `event "event 0" happened more than 1 times ever`,
			`event "event 5" happened at least 1 times in the last 7 days`, `last seen is less than 3 days ago`,
		} {
			signal := rulebook.Signal{Name: fmt.Sprint("signal ", i), Weight: 1 + i%10, Enabled: true, When: storetest.Sentence(t, words)}
			card, err := book.Card.Add(signal)
			if err != nil {
				t.Fatal(err)
			}
			book.Card = card
		}
		ask := func(cache *facts.Cache) any {
			t.Helper()
			p, err := cache.Population(t.Context(), book, storetest.Day(15))
			if err != nil {
				t.Fatal(err)
			}
			p.ByID = nil // which who has the base order does not need
			return p
		}
		if seed%2 == 0 { // later files mostly change customers, else they mostly bring new ones
			var all storetest.SourceRows
			for i := range 400 {
				all.Customers = append(all.Customers, record.CustomerRow{Account: fmt.Sprintf("c%03d", i), Attributes: []value.Attribute{storetest.Number("a", 1)}})
			}
			ingesttest.ImportRows(t, s, all)
			ingesttest.ImportRows(t, plain, all)
		}
		for step := range 12 {
			rows := randomRows(r)
			if r.IntN(2) == 0 { // to be undone
				before, asked := dump(t, s), r.IntN(2) == 0
				if asked {
					ask(cache)
					s.AwaitWrites()
				}
				revision := ingesttest.ImportRows(t, s, storetest.SourceRows{}).Revision
				if ingesttest.ImportRows(t, s, rows).Revision == revision {
					continue // it said nothing new
				}
				if r.IntN(2) == 0 {
					ask(cache)
					s.AwaitWrites()
				}
				if r.IntN(2) == 0 { // somebody who reads everything while the import is there
					during = facts.New(s)
					if err := during.Clear(t.Context()); err != nil {
						t.Fatal(err)
					}
					ask(during)
					s.AwaitWrites()
				}
				if _, err := imports.Undo(t.Context(), s, storetest.Day(20), "ana"); err != nil {
					t.Fatal(err)
				}
				undone++
				if diff := cmp.Diff(before, dump(t, s)); diff != "" {
					t.Fatalf("seed %d, step %d: undoing left a difference (-before +after):\n%s", seed, step, diff)
				}
			} else {
				ingesttest.ImportRows(t, s, rows)
				ingesttest.ImportRows(t, plain, rows)
			}
			want := ask(facts.New(plain))
			for _, c := range []*facts.Cache{during, cache} {
				if diff := cmp.Diff(want, ask(c)); diff != "" {
					t.Fatalf("seed %d, step %d: the answers differ (-never imported +undone):\n%s", seed, step, diff)
				}
			}
		}
		if diff := cmp.Diff(dump(t, plain), dump(t, s)); diff != "" {
			t.Errorf("seed %d: the workspaces differ (-never imported +undone):\n%s", seed, diff)
		}
	}
	if undone < 25 {
		t.Errorf("only %d imports were undone", undone)
	}
}

func TestUndoListsAndRefuses(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	refused := func(when string, want error, words string) {
		t.Helper()
		if _, err := imports.Undo(ctx, s, 0, ""); !errors.Is(err, want) || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: got %v, want %q", when, err, words)
		}
	}
	run := func(path, account string) {
		t.Helper()
		rows := storetest.SourceRows{Customers: []record.CustomerRow{{Account: account, Name: path}}}
		_, err := ingest.Run(ctx, s, rows.Reader(), ingest.Options{Path: path, Format: "csv", Kind: "customers", At: storetest.Day(2), By: "ana"})
		if err != nil {
			t.Fatal(err)
		}
	}
	refused("at first", store.ErrNotFound, "nothing was imported")
	run("one.csv", "acme")
	run("two.csv", "blue")
	run("two.csv", "blue") // which changes nothing
	_, err := accounts.AddTouch(ctx, s, accounts.Touch{Account: "blue"})
	if err != nil {
		t.Fatal(err)
	}
	refused("with a touch of a new account", store.ErrConflict, `"blue"`)
	if _, err := accounts.UndoLast(ctx, s, accounts.UndoScope{}, storetest.Day(3)); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.AddTouch(ctx, s, accounts.Touch{Account: "acme"}); err != nil {
		t.Fatal(err)
	}
	if _, err := imports.Undo(ctx, s, storetest.Day(3), "bob"); err != nil {
		t.Fatal(err)
	}
	refused("twice", store.ErrNotFound, "undone already")
	got, err := imports.List(ctx, s)
	first := imports.Import{ID: 1, At: storetest.Day(2), By: "ana", Path: "one.csv", Format: "csv", Kind: "customers", New: 1, UndoneAt: value.Never}
	second := first
	second.ID, second.Path, second.Undone, second.UndoneAt, second.UndoneBy = 2, "two.csv", true, storetest.Day(3), "bob"
	if diff := cmp.Diff([]imports.Import{second, first}, got); err != nil || diff != "" {
		t.Errorf("%v: the list differs (-want +got):\n%s", err, diff)
	}
	if touches, err := accounts.Touches(ctx, s, "acme", accounts.Latest); err != nil || len(touches) != 1 {
		t.Errorf("the touch of another account became %v, %v", touches, err)
	}
	run("three.csv", "acme")
	if list, err := imports.List(ctx, s); err != nil || !list[0].Undoable || list[0].ID != 4 || list[1].Undoable {
		t.Errorf("got %+v, %v, want the newest to be undoable alone", list, err)
	}
}

// TestUndoIsBounded has imports that would keep more than they may.
func TestUndoIsBounded(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{"off": "is off", "1KB": "more than the 1 KB", "1 MB": "", "": ""} {
		s := storetest.Open(t, storetest.NewPath(t), store.Options{})
		if err := s.SetSetting(t.Context(), store.UndoSetting, setting); err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 1))
		var before, after storetest.SourceRows
		for i := range 2000 {
			row := record.CustomerRow{Account: fmt.Sprint(i), Attributes: []value.Attribute{storetest.Number("n", r.Float64())}}
			before.Customers = append(before.Customers, row)
			row.Attributes = []value.Attribute{storetest.Number("n", r.Float64())}
			after.Customers = append(after.Customers, row)
		}
		ingesttest.ImportRows(t, s, before)
		got := ingesttest.ImportRows(t, s, after).NotUndoable
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("undo %q: got %q, want %q", setting, got, want)
		}
		_, err := imports.Undo(t.Context(), s, 0, "")
		if (err == nil) != (want == "") {
			t.Errorf("undo %q: undoing came to %v", setting, err)
		}
		parts := 0
		if err := s.Reader().QueryRowContext(t.Context(), `SELECT count(*) FROM undo`).Scan(&parts); err != nil || parts != 0 {
			t.Errorf("undo %q: %d parts are left, %v", setting, parts, err)
		}
	}
}
