package changes

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/looks"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
)

// workspace is a path with two trials and one signal, which somebody has looked at.
func workspace(t *testing.T) (*session.Globals, *session.Session) {
	t.Helper()
	g := session.NewGlobals(io.Discard)
	g.DB, g.AsOf = filepath.Join(t.TempDir(), "workspace.db"), "2026-11-20"
	s, err := g.OpenAt(t.Context(), g.DB, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var rows storetest.SourceRows
	for _, id := range []string{"acme", "bolt"} {
		rows.Customers = append(rows.Customers, record.CustomerRow{
			Account: id, Name: strings.ToUpper(id), Attributes: []value.Attribute{storetest.Text("status", "trialing"), storetest.Text("plan", "free")},
		})
	}
	ingesttest.ImportRows(t, s.Store, rows)
	editBook(t, s, func(card rulebook.Scorecard) (rulebook.Scorecard, error) {
		when, err := condition.Parse(`attribute plan is grow`)
		if err != nil {
			return card, err
		}
		return card.Add(rulebook.Signal{Name: "Grows", Weight: 5, Enabled: true, When: when})
	})
	return g, s
}

func editBook(t *testing.T, s *session.Session, change func(rulebook.Scorecard) (rulebook.Scorecard, error)) {
	t.Helper()
	_, err := edit.Apply(t.Context(), s, func(book rulebook.Rulebook) (_ rulebook.Rulebook, err error) {
		book.Card, err = change(book.Card)
		return book, err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// look keeps what there is now as seen by the user.
func look(t *testing.T, s *session.Session) {
	t.Helper()
	book, _, err := rulebooks.Current(t.Context(), s.Store)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Cache.Do(t.Context(), func(f *facts.Snapshot) error {
		p, err := f.Population(t.Context(), book, s.AsOf)
		if err != nil {
			return err
		}
		return looks.Save(t.Context(), s.Store, f.ID(), looks.Look{Who: session.UserName(), Book: book, Population: p})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, g *session.Globals, args ...string) (string, error) {
	t.Helper()
	var b bytes.Buffer
	cmd := New(g)
	cmd.SetOut(&b)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(t.Context())
	return b.String(), err
}

// TestChangesSinceTheLastLook imports a late row and edits a signal. Both show up,
// though the instant is the same, and the mark stays where it is.
func TestChangesSinceTheLastLook(t *testing.T) {
	t.Parallel()
	g, s := workspace(t)
	if _, err := run(t, g); err == nil || !strings.Contains(err.Error(), "--since yesterday") {
		t.Errorf("before the first look: %v", err)
	}
	look(t, s)
	if out, err := run(t, g, "--exit-code"); err != nil || !strings.HasPrefix(out, "0 changes since the last look, 2026-11-20") {
		t.Errorf("nothing has changed, and it says %q, %v", out, err)
	}
	ingesttest.ImportRows(t, s.Store, storetest.SourceRows{Customers: []record.CustomerRow{
		{Account: "acme", Attributes: []value.Attribute{storetest.Text("plan", "grow")}},
	}})
	editBook(t, s, func(card rulebook.Scorecard) (rulebook.Scorecard, error) {
		card = card.Clone()
		card.AdoptionCuts = rulebook.Cuts{25, 50, 100}
		return card, nil
	})
	for range 2 {
		out, err := run(t, g, "--exit-code", "--json")
		if !errors.Is(err, cli.ErrFound) || cli.ExitStatus(err) != 3 {
			t.Errorf("there is something, and it ends with %v", err)
		}
		var got, want any
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		err = json.Unmarshal([]byte(`{
			"version": 1, "since": "2026-11-20T00:00:00Z", "as_of": "2026-11-20T00:00:00Z",
			"edited": ["adoption bands: from 25, 50 and 75 to 25, 50 and 100"],
			"changes": [{
				"id": "acme", "name": "ACME", "kind": "band_up", "side": "adoption", "from": "Low", "to": "Very high",
				"signals_gained": ["Grows"], "signals_lost": [], "disqualified": [], "cleared": [], "cause": "account", "edits": []
			}]}`), &want)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	g.AsOf = "2026-11-19"
	if _, err := run(t, g); err == nil || !strings.Contains(err.Error(), "later than what is asked about") {
		t.Errorf("a look from later: %v", err)
	}
}
