package ui

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"

	tea "charm.land/bubbletea/v2"
)

// finishedTrials is a workspace of trials that have ended. Those that imported contacts
// convert more often; whether they created a project makes no difference.
func finishedTrials(t testing.TB) *fixture {
	t.Helper()
	w := &fixture{signals: []rulebook.Signal{
		newSignal(t, rulebook.Adoption, "Created a project", 5, `event "Created project" happened more than 0 times ever`),
		newSignal(t, rulebook.Adoption, "Imported contacts", 10, `event "Imported contacts" happened more than 0 times ever`),
		newSignal(t, rulebook.Fit, "Company size", 6, `attribute employees is more than 50`),
		newSignal(t, rulebook.Fit, "Has a purchase order", 3, `attribute order is yes`),
	}}
	r := rand.New(rand.NewPCG(4, 4))
	day := func(ago float64) value.Value {
		return value.DateValue(value.FromTime(noon.Add(-time.Duration(ago * 24 * float64(time.Hour)))))
	}
	for i := range 240 {
		id := fmt.Sprintf("done-%03d", i)
		ago := 20 + float64(i)/3
		project, imported := r.IntN(2) == 0, r.IntN(3) == 0
		attributes := append(onTrial(0)[:0],
			attribute("trial_started_at", day(ago)), attribute("trial_ends_at", day(ago-14)), attribute("employees", value.NumberValue(float64(r.IntN(100)))),
		)
		if chance := r.Float64(); chance < 0.15 || imported && chance < 0.55 {
			attributes = append(attributes, attribute("converted_at", day(ago-9-4*r.Float64())), attribute("order", value.TextValue("yes")))
		}
		w.customer(id, "Done "+id, attributes...)
		if project {
			w.event(id, "Created project", time.Duration((ago-1)*24*float64(time.Hour)))
		}
		if imported {
			w.event(id, "Imported contacts", time.Duration((ago-1-5*r.Float64())*24*float64(time.Hour)))
		}
	}
	return w
}

// proofKey is the number key of the tab.
func (s *session) proofKey() string {
	for i, tab := range s.app.tabs {
		if tab.screen == s.app.proof {
			return s.app.tabKey(i)
		}
	}
	s.t.Fatal("no tab is the proof")
	return ""
}

func inProof(t *testing.T, change ...func(*Options)) *session {
	t.Helper()
	s := start(t, finishedTrials(t), change...)
	s.press(s.proofKey())
	return s
}

func TestProofIsAsOfATimeOfTheZone(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	if err := s.openStore().SetTimeZone(t.Context(), "Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	s.second()
	s.press(s.proofKey())
	s.sees("As of 21 Nov 2026 21:00 JST.")
}

func TestProofGoldens(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.press("g")
		s.golden(fmt.Sprintf("proof-%dx%d", size[0], size[1]))
		for page := range 4 {
			s.press("pgdown")
			if size[1] == 24 {
				s.golden(fmt.Sprintf("proof-%dx%d-page%d", size[0], size[1], page+2))
			}
		}
	}
	s.size(140, 40)
	s.press("G")
	s.golden("proof-end-140x40")
}

func TestProofInASCII(t *testing.T) {
	t.Parallel()
	s := inProof(t, func(o *Options) { o.ASCII = true })
	s.size(140, 40)
	for range 3 {
		for _, c := range s.body() {
			if c > '~' {
				t.Fatalf("%q is drawn:\n%s", c, s.body())
			}
		}
		s.press("pgdown")
	}
}

// wholeProof is the text of the whole page.
func (s *session) wholeProof() string {
	s.size(140, 200)
	return s.body()
}

// wantReport is that of the package, made apart from the screen.
func (s *session) wantReport(day int, without bool) (*proof.Report, []proof.DayPower) {
	s.t.Helper()
	b := s.app.board
	card := b.Book.Card
	if without {
		card = proof.WithoutAttributes(card)
	}
	var r *proof.Report
	var days []proof.DayPower
	err := b.Cache().Do(s.t.Context(), func(data *facts.Snapshot) (err error) {
		m := condition.Moment{AsOf: b.AsOf, TrialDays: b.Book.Lifecycle.TrialDays, Zone: b.Population.Zone}
		if r, err = proof.NewReport(s.t.Context(), data, m, b.Population, card, proof.Options{Day: day}); err != nil {
			return err
		}
		days, err = proof.Days(s.t.Context(), data, m, b.Population, card, proof.UsualLength(b.Population), 0)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return r, days
}

// hasRow reports whether a line has the texts in their order.
func hasRow(page string, texts ...string) bool {
	for line := range strings.SplitSeq(page, "\n") {
		found := true
		for _, text := range texts {
			var ok bool
			if _, line, ok = strings.Cut(line, text); !ok {
				found = false
				break
			}
		}
		if found {
			return true
		}
	}
	return false
}

// TestProofIsThatOfTheReport compares every number on the screen with the report, on
// several days, with and without attributes.
func TestProofIsThatOfTheReport(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	check := func(day int, without bool) {
		t.Helper()
		page := s.wholeProof()
		r, days := s.wantReport(day, without)
		want := func(texts ...string) {
			t.Helper()
			if !hasRow(page, texts...) {
				t.Errorf("day %d, without attributes %v: no line has %q\n%s", day, without, texts, page)
			}
		}
		plain := func(text string) string { return strings.Join(strings.Fields(text), " ") }
		if words := r.Adoption.Words(r.Outcome, day, rulebook.Adoption); !strings.Contains(plain(page), words) {
			t.Errorf("day %d: the words are not %q", day, words)
		}
		for _, c := range r.Calls {
			rate, _ := c.Called.Rate()
			want(fmt.Sprintf("%d  by score", c.PerWeek), fmt.Sprint(c.Called.Finished), fmt.Sprint(c.Called.Converted), fmt.Sprintf("%d %%", int(100*rate+0.5)))
			want("at random", fmt.Sprint(c.Called.Finished), fmt.Sprintf("%.1f", c.Random))
			want("by arrival", fmt.Sprint(c.Called.Finished), fmt.Sprint(c.ByArrival.Converted))
		}
		for _, side := range rulebook.Sides() {
			if !r.HasScores(side) {
				s.misses("Conversion by fit and adoption")
				continue
			}
			for band, o := range r.Bands[side] {
				few := ""
				if o.Finished < proof.MinShown {
					few = "too few"
				}
				want(rulebook.Band(band).Name(side), fmt.Sprintf("%d of %d", o.Converted, o.Finished), few)
			}
		}
		for _, l := range r.Lifts {
			lift := fmt.Sprintf("%.2f", l.Lift)
			if math.IsNaN(l.Lift) {
				lift = "–"
			}
			want(l.Signal.Name, fmt.Sprint(l.Matching.Finished), lift)
			if l.Q >= 0.001 {
				want(l.Signal.Name, fmt.Sprintf("%.3f", l.Q))
			}
		}
		for _, d := range days {
			pairs := fmt.Sprintf("%.1f in 100", 100*d.AUC)
			if math.IsNaN(d.AUC) {
				pairs = "–"
			}
			want(fmt.Sprintf("day %d ", d.Day), pairs, d.Verdict.String())
		}
		for _, l := range r.Leaks {
			want("Careful: ", l.Signal.Name)
		}
	}
	check(7, false)
	s.press("left", "left")
	check(5, false)
	s.press("right", "a")
	s.misses("Has a purchase order")
	check(6, true)
	s.press("a")
	check(6, false)
}

func TestProofNamesLeaks(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	s.sees(`Careful: "Has a purchase order"`, "x leaves it out")
	s.press("a")
	s.misses("Careful")
	s.sees("without attributes")
}

func TestProofDaysEnd(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	for range 20 {
		s.press("l")
	}
	s.sees("‹ 14 ›", "the usual trial ends after 14 days")
	for range 20 {
		s.press("h")
	}
	s.sees("‹ 1 ›", "it is the first day")
}

func TestProofWithoutSignals(t *testing.T) {
	t.Parallel()
	w := finishedTrials(t)
	w.signals = w.signals[2:]
	s := start(t, w)
	s.press(s.proofKey(), "a")
	s.sees("Every signal asks about attributes")
	s.press("a")
	if page := s.wholeProof(); !strings.Contains(page, "Company size") {
		t.Errorf("the signals are not back:\n%s", page)
	}
	empty := start(t, nil)
	empty.press(empty.proofKey())
	empty.sees("There is no score to judge")
}

// TestProofExportsItsPage writes the page with a key, and never over a file.
func TestProofExportsItsPage(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	s.size(160, 40)
	s.sees("HTML page")
	path := filepath.Join(t.TempDir(), "proof.html")
	export := func() {
		t.Helper()
		s.press("E")
		s.sees("Write the HTML page to", "proof-2026-11-21.html")
		s.press("ctrl+u")
		s.send(tea.PasteMsg{Content: path})
		s.press("enter")
	}
	export()
	s.sees("Wrote the HTML page to", "proof.html")
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Does the score predict who converts?", "Imported contacts", "The verdict by day of the trial", "As of 2026-11-21", "</html>\n"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	s.press("right")
	export()
	s.sees("exists; choose another name")
	if again, err := os.ReadFile(path); err != nil || string(again) != string(page) {
		t.Error("the file was written over")
	}
	path += "2"
	export()
	if later, err := os.ReadFile(path); err != nil || string(later) == string(page) {
		t.Errorf("the page of the next day is the same: %v", err)
	}
}
