package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/store/looks"
)

// header is the first line of the screen.
func (s *session) header() string { return strings.Split(s.screen(), "\n")[0] }

// sameRanking compares the list with one that is made anew as of an instant.
func (s *session) sameRanking(at value.Instant) {
	s.t.Helper()
	b := s.app.board
	p, err := b.Cache().Population(s.t.Context(), b.Book, at)
	if err != nil {
		s.t.Fatal(err)
	}
	want := rank.NewRanker(p).Rank(b.Book.Card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
	if b.AsOf != at || len(b.Shown()) != len(want.Slots) {
		s.t.Fatalf("%d trials as of %v, want %d as of %v", len(b.Shown()), b.AsOf.Time(), len(want.Slots), at.Time())
	}
	for i, slot := range want.Slots {
		if b.Shown()[i] != slot || b.Ranking().Score(rulebook.Adoption, int(slot)) != want.Score(rulebook.Adoption, int(slot)) {
			s.t.Errorf("place %d is slot %d with %v, want slot %d with %v", i, b.Shown()[i], b.Ranking().Score(rulebook.Adoption, int(slot)), slot, want.Score(rulebook.Adoption, int(slot)))
		}
	}
}

func TestDaysBackAndForward(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t)) // it is 21 November, 12:00
	today := value.FromTime(noon).Midnight()
	s.size(140, 40)
	now := s.screen()
	s.press(",")
	s.sees("Attributes and signals have no history")
	if !strings.Contains(s.header(), "as of this morning, 00:00") {
		t.Errorf("the header is %q", s.header())
	}
	s.sameRanking(today)
	for back := range 10 {
		s.press(",")
		s.misses("have no history") // it is said once
		s.sameRanking(today - value.Instant(back+1)*value.Day)
	}
	if !strings.Contains(s.header(), "as of 11 Nov 2026, 10 days ago") {
		t.Errorf("the header is %q", s.header())
	}
	for back := 9; back >= 0; back-- {
		s.press(".")
		s.sameRanking(today - value.Instant(back)*value.Day)
	}
	s.press(".")
	if got := s.screen(); got != now {
		t.Errorf("after the last day forward the screen is not that of now:\n%s", got)
	}
	s.press(".")
	s.sees("it is how things stand now")
}

func TestDayOfThePast(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(120, 36)
	s.press("@", "ctrl+u", "tomorrow")
	s.sees("say now, yesterday")
	s.press("ctrl+u", "15 nov")
	s.sees("as of 15 Nov 2026, 6 days ago")
	s.press("ctrl+u", "someday")
	s.size(60, 16)
	s.sees("say now, yesterday, 3d, friday, last week or a day such", "2026-11-09")
	s.size(120, 36)
	s.press("ctrl+u", "15 nov", "enter")
	s.sameRanking(value.FromTime(noon).Midnight() - 6*value.Day)
	for _, tab := range []string{"2", "3", "4", "5", "6", "7", "8", "0", "1"} { // every screen says so
		s.press(tab)
		for _, size := range []struct{ width, height int }{{140, 40}, {80, 24}, {60, 16}, {40, 8}} {
			s.size(size.width, size.height)
			if !strings.Contains(s.header(), "as of 15 Nov 2026") {
				t.Errorf("tab %s at %d columns: the header is %q", tab, size.width, s.header())
			}
		}
		s.size(120, 36)
	}
	s.press(";")
	if strings.Contains(s.header(), "as of 15 Nov") || s.app.board.InPast() {
		t.Errorf("the header is %q", s.header())
	}
	s.press("@", "ctrl+u", "now", "enter")
	if s.app.board.InPast() {
		t.Error("now is taken for the past")
	}
}

func TestNothingIsNotedInThePast(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(140, 40)
	before, err := accounts.Touches(t.Context(), s.app.board.Store(), "acc-17", accounts.Latest)
	if err != nil {
		t.Fatal(err)
	}
	s.press(",", ",", "c")
	s.sees("Cannot note a call: the screen shows how things stood on 20 Nov 2026, and ; goes back to now")
	s.press("0", "a")
	s.sees("list what changes from now on: the screen shows how things stood on 20 Nov 2026")
	after, err := accounts.Touches(t.Context(), s.app.board.Store(), "acc-17", accounts.Latest)
	if err != nil || len(after) != len(before) {
		t.Errorf("%d touches, then %d, %v", len(before), len(after), err)
	}
	s.app.changes.Close(t.Context())
	if _, err := looks.Load(t.Context(), s.app.board.Store(), "ana"); err == nil {
		t.Error("a look at the past is kept as the last one")
	}
	if at := s.app.board.ActingAt(); at != value.FromTime(s.now) {
		t.Errorf("what is saved now counts from %v", at.Time())
	}
	s.press("1", ";", "c")
	s.sees("undoes it")
	if at := s.app.board.ActingAt(); at != s.app.board.AsOf {
		t.Errorf("what is saved now counts from %v", at.Time())
	}
}

// TestTouchesOfThePast notes a call now, which is not there the day before.
func TestTouchesOfThePast(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(140, 40)
	s.press("z", "enter") // until tomorrow
	s.sees("20 trials", "1 snoozed")
	s.press(",")
	s.misses("snoozed")
	s.press(";")
	s.sees("20 trials", "1 snoozed")
}

// TestHeldKeyLoadsTheLastDayOnly presses the key while a load is under way, whose answer
// is given up.
func TestHeldKeyLoadsTheLastDayOnly(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(140, 40)
	now := s.app.board.AsOf
	var pending []tea.Cmd
	for range 5 {
		_, cmd := s.app.Update(tea.KeyPressMsg{Text: ",", Code: ','})
		pending = append(pending, cmd)
	}
	if !strings.Contains(s.header(), "going to 17 Nov 2026, 4 days ago") || s.app.board.AsOf != now {
		t.Errorf("the header is %q", s.header())
	}
	loads := 0
	for at := s.app.board.AsOf; len(pending) > 0; pending = pending[1:] {
		s.run(pending[0])
		if s.app.board.AsOf != at {
			at, loads = s.app.board.AsOf, loads+1
		}
	}
	if loads != 1 || strings.Contains(s.header(), "going to") {
		t.Errorf("%d instants were read; the header is %q", loads, s.header())
	}
	s.sameRanking(value.FromTime(noon).Midnight() - 4*value.Day)
	s.now = s.now.Add(3 * time.Hour) // the past does not follow the clock
	s.second()
	s.sameRanking(value.FromTime(noon).Midnight() - 4*value.Day)
}

// TestAskedForThePast opens the dashboard as of a day that the user asks for.
func TestAskedForThePast(t *testing.T) {
	t.Parallel()
	day := value.FromTime(noon) - 3*value.Day
	s := start(t, sampleTrials(t), func(o *Options) { o.AsOf, o.AsOfPast = day, true })
	s.sees("This shows how things stood on 18 Nov 2026 12:00, as --as-of asks. What you note is noted as of then")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}, {40, 8}} {
		s.size(size[0], size[1])
		for _, tab := range []string{"1", "2", "3", "4", "8"} {
			s.press(tab)
			s.sees(" as of 18 Nov 2026")
		}
	}
	s.size(150, 40)
	s.press("1")
	s.sees("as of 18 Nov 2026 12:00, notes too")
	s.press("c")
	s.sees("Called " + s.selected() + ", as of 18 Nov 2026  u undoes it")

	// The time machine goes further back, and then to where it began.
	s.press(",")
	s.sees("harbour.db  as of 18 Nov 2026\n")
	s.misses("this morning")
	s.press("c")
	s.sees("Cannot note a call")
	s.press(";")
	s.sees("as of 18 Nov 2026 12:00, notes too")

	// Without that wish, as in the demo, nothing is loud.
	s = start(t, sampleTrials(t), func(o *Options) { o.AsOf = day })
	s.misses("notes too")
	s.press("c")
	s.sees("Called " + s.selected() + "  u undoes it")
}
