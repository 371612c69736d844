package listing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/feed"
	"trialist/store/ingest"
)

// long is more trials than are read at a time.
const long = 9_000

// listLong returns the listing of a new workspace with so many trials. Their names
// need quoting and escaping in many ways, and some have touches.
func listLong(t testing.TB, trials int) *Listing {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	names := []string{
		``, `Acme`, `=1+1`, `-3.5`, `+4`, `.5`, `say ""hi""`, "Zoë; \u202e 日本", `a\b`, "\x1b[31m\x7f", "<&>\u2028", strings.Repeat("long ", 12),
	}
	var customers strings.Builder
	customers.WriteString("account_id,name,trial_started_at,employees\n")
	for i := range trials {
		fmt.Fprintf(&customers, "acc-%d,\"%s\",2026-11-%02d,%d\n", i, names[i%len(names)], 1+i%9, i%100)
	}
	file := filepath.Join(dir, "customers.csv")
	if err := os.WriteFile(file, []byte(customers.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	g := session.NewGlobals(io.Discard)
	g.AsOf = "2026-11-10"
	s, err := g.OpenAt(ctx, filepath.Join(dir, "workspace.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	read, err := feed.Open(file, feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Run(ctx, s.Store, read, ingest.Options{})
	if err = errors.Join(err, read.Close()); err != nil {
		t.Fatal(err)
	}
	addSignals(t, s)
	for i := range 3 {
		for _, kind := range []accounts.TouchKind{accounts.Assigned, accounts.Noted} {
			touch := accounts.Touch{Account: fmt.Sprint("acc-", i*trials/3), At: s.AsOf, Kind: kind, Who: "ana", Body: "it's\u200b \"ü\""}
			if _, err := accounts.AddTouch(ctx, s.Store, touch); err != nil {
				t.Fatal(err)
			}
		}
	}
	l, err := List(ctx, s, DefaultQuery())
	if err != nil || l.listed != trials {
		t.Fatal(l.listed, err)
	}
	return l
}

// addSignals adds three signals to each side. Their names need quoting.
func addSignals(t testing.TB, s *session.Session) {
	t.Helper()
	_, err := edit.Apply(t.Context(), s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		for _, side := range rulebook.Sides() {
			for i := range 3 {
				when, err := condition.Parse([]string{"attribute name is not set", fmt.Sprint("attribute employees is more than ", 30*i)}[side])
				if err != nil {
					return book, err
				}
				signal := rulebook.Signal{Side: side, Name: fmt.Sprintf("\"%s\" \u200b%d", side, i), Weight: 5, Enabled: true, When: when}
				if book.Card, err = book.Card.Add(signal); err != nil {
					return book, err
				}
			}
		}
		return book, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// printed returns what a listing prints.
func printed(t testing.TB, print func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := print(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLongListings compares what is printed a few thousand rows at a time with the
// same printed at once.
func TestLongListings(t *testing.T) {
	t.Parallel()
	l := listLong(t, long)
	type element struct {
		trial
		Signals    []string `json:"signals"`
		FitSignals []string `json:"fit_signals"`
		Segments   []string `json:"segments"`
	}
	inSegments, err := l.inSegments()
	if err != nil {
		t.Fatal(err)
	}
	beside, err := l.beside()
	if err != nil {
		t.Fatal(err)
	}
	trials := []element{}
	var cells [][]string
	for rows, err := range l.rows {
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			slot := int(row.Slot)
			e := element{newTrial(l.RankedWorkspace, row, beside), matchedNames(l.RankedWorkspace, rulebook.Adoption, slot), matchedNames(l.RankedWorkspace, rulebook.Fit, slot), segments.NamesOf(l.RankedWorkspace, slot, inSegments)}
			trials = append(trials, e)
			cells = append(cells, []string{
				strconv.Itoa(*e.Rank), e.ID, output.OrBlank(e.Name, output.Identity), e.Status.String(),
				output.OrBlank(e.Adoption, output.Tenths.String), output.OrBlank(e.AdoptionBand, output.Identity), output.OrBlank(e.Fit, output.Tenths.String), output.OrBlank(e.FitBand, output.Identity),
				output.YesNo(e.Qualified), output.OrBlank(e.DaysLeft, output.Tenths.String), e.LastSeen.String(), output.OrBlank(e.Owner, output.Identity),
				output.OrBlank(e.LastTouch, touch.String), strings.Join(e.Signals, "; "), strings.Join(e.FitSignals, "; "), strings.Join(e.Segments, "; "), output.YesNo(e.HandRaised), output.OrBlank(e.Class, output.Identity), strings.Join(e.Disqualified, "; "),
				output.OrBlank(e.AdoptionPossible, output.Tenths.String), output.OrBlank(e.FitPossible, output.Tenths.String),
			})
		}
	}
	t.Run("JSON", func(t *testing.T) {
		t.Parallel()
		contract := struct {
			Version   int                `json:"version"`
			AsOf      output.Instant     `json:"as_of"`
			Weighting rulebook.Weighting `json:"weighting"`
			Total     int                `json:"total"`
			Snoozed   int                `json:"snoozed"`
			Dismissed int                `json:"dismissed"`
			Trials    []element          `json:"trials"`
		}{output.JSONVersion, output.Instant(l.AsOf), l.Book.Card.Weighting, long, 0, 0, trials}
		want := printed(t, func(w io.Writer) error { return output.WriteJSON(w, contract) })
		if got := printed(t, l.JSON); got != want {
			t.Error(firstDifference(want, got))
		}
		none := *l
		none.rows = func(func([]accounts.Row, error) bool) {}
		contract.Trials = []element{}
		want = printed(t, func(w io.Writer) error { return output.WriteJSON(w, contract) })
		if got := printed(t, none.JSON); got != want {
			t.Error(cmp.Diff(want, got))
		}
	})
	t.Run("CSV", func(t *testing.T) {
		t.Parallel()
		got := printed(t, l.CSV)
		header, _, _ := strings.Cut(got, "\n")
		want := printed(t, func(w io.Writer) error { return output.WriteCSV(w, strings.Split(header, ","), cells) })
		if got != want {
			t.Error(firstDifference(want, got))
		}
	})
	t.Run("table", func(t *testing.T) {
		t.Parallel()
		isHeader := func(line string) bool { return strings.HasPrefix(line, "   #  ") }
		lines := strings.Split(printed(t, l.Table), "\n")
		headers := len(lines)
		lines = slices.DeleteFunc(lines, isHeader)
		headers -= len(lines)
		if headers != 2 || len(lines) != long+2 || !strings.Contains(lines[long], "9000 of 9000") {
			t.Fatalf("%d lines and %d headers, and at the end %q", len(lines), headers, lines[len(lines)-2:])
		}
		for i, e := range trials {
			if fields := strings.Fields(lines[i]); fields[0] != strconv.Itoa(i+1) || !slices.Contains(fields, e.ID) {
				t.Fatalf("line %d is %q, not of %s", i+1, lines[i], e.ID)
			}
		}
	})
}

// firstDifference returns the first line that is not as wanted.
func firstDifference(want, got string) string {
	wanted := strings.Split(want, "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(wanted) || line != wanted[i] {
			return fmt.Sprintf("line %d:\n%s", i+1, cmp.Diff(wanted[min(i, len(wanted)-1)], line))
		}
	}
	return "it ends early"
}

// TestListingsCutShortFail lets the reading of rows fail, and then the writing of
// them.
func TestListingsCutShortFail(t *testing.T) {
	t.Parallel()
	l := listLong(t, 20)
	read, readOnce := l.rows, *l
	readOnce.rows = func(yield func([]accounts.Row, error) bool) {
		for rows, err := range read {
			if !yield(rows, err) {
				return
			}
		}
		yield(nil, context.Canceled)
	}
	for name, print := range map[string]func(*Listing, io.Writer) error{"table": (*Listing).Table, "CSV": (*Listing).CSV, "JSON": (*Listing).JSON} {
		if err := print(&readOnce, io.Discard); cli.ExitStatus(err) != cli.StatusInterrupted {
			t.Errorf("%s that is interrupted ends with %v", name, err)
		}
		if err := print(l, fullDisk{}); !errors.Is(err, errFull) {
			t.Errorf("%s on a full disk ends with %v", name, err)
		}
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// BenchmarkListing prints a long list in every format.
func BenchmarkListing(b *testing.B) {
	l := listLong(b, 50_000)
	for name, print := range map[string]func(io.Writer) error{"table": l.Table, "CSV": l.CSV, "JSON": l.JSON} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := print(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*l.listed)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
