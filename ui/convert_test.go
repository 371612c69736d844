package ui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store/accounts"
)

func TestConvertGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for _, size := range [][2]int{{140, 40}, {120, 36}, {100, 30}, {80, 24}, {60, 16}, {44, 9}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("convert-%dx%d", size[0], size[1]))
	}
}

func TestConvertRanksAsTheDomainDoes(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	b := s.app.board
	p, err := b.Cache().Population(t.Context(), b.Book, value.FromTime(noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{1, 2, 3, 4, 0} { // from the first, which it has already, it would turn round
		s.press("s", strconv.Itoa(i+1))
		order := rank.Orders()[i]
		want := rank.Rank(p, b.Book.Card, order)
		rows, err := accounts.Rows(t.Context(), b.Store(), want.Slots, accounts.Latest)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(s.screen(), "\n")
		for place, row := range rows {
			if line := lines[4+place]; !strings.Contains(line, row.Name) {
				t.Errorf("by %s, place %d: %q is not in %q", order, place+1, row.Name, line)
			}
		}
	}
}

func TestConvertMoves(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(80, 12)
	first := s.selected()
	s.press("down", "j", "k", "up")
	if got := s.selected(); got != first {
		t.Errorf("selected %q, want %q again", got, first)
	}
	s.press("G")
	last := s.selected()
	s.press("pgup", "pgdown", "end")
	if got := s.selected(); got != last || got == first {
		t.Errorf("selected %q, want the last %q", got, last)
	}
	s.press("g")
	if got := s.selected(); got != first {
		t.Errorf("selected %q, want the first %q", got, first)
	}
}

func TestConvertFilters(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("down", "down")
	kept := s.selected()
	s.press("/", "quay")
	s.sees("/ quay", "2 of 20 trials", "Birch Quay", "Quayside")
	s.misses("Otter Freight")
	s.press("enter", "j", "k")
	s.sees("/ quay", "2 of 20 trials")
	s.press("esc")
	s.misses("/ quay")
	s.sees("20 trials", "Otter Freight")
	s.press("/", "country:FR", "esc")
	s.misses("country:FR")
	s.press("/", kept, "enter")
	if got := s.selected(); got != kept {
		t.Errorf("selected %q, want %q", got, kept)
	}
}

func TestConvertKeepsTheListWhileAFilterIsWrong(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/")
	s.send(tea.PasteMsg{Content: "quay fit>= country:FR"})
	s.sees("/ quay fit>= country:FR", "Amber Ferry", "filter term fit>=: fit is compared with a number, as in fit>=50")
	s.press("enter")
	s.sees("/ quay fit>= country:FR", "Amber Ferry", "fit is compared with a number")
	s.press("100") // at what is wrong
	s.sees("/ quay fit>=100 country:FR")
	s.press("enter", "s")
	s.sees("/ quay fit>=100 country:FR", "Sort by", "1 of 20 trials")
	s.press("esc", "/", "x", "esc")
	s.sees("/ quay fit>=100 country:FR")
}

func TestConvertSaysWhatAHalfTypedFilterWaitsFor(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/")
	for _, step := range []struct{ keys, sees string }{
		{"quay ", "2 of 20 trials · 1 qualified"},
		{"fit>", "waiting: fit is compared with a number, as in fit>=50"},
		{"=0", "2 of 20 trials"},
		{" country:", "waiting for a value such as DE"},
		{"u", "waiting for a value such as US"},
		{"s", "1 of 20 trials"},
		{"|", "filtered by country:us, waiting for another value such as DE"},
		{"d", "filtered by country:us, waiting for another value such as DE"},
		{"e", "of 20 trials"},
		{` signal:"comp`, `waiting for a value such as "Company size"`},
	} {
		s.press(step.keys)
		s.sees(step.sees)
		if n := len(s.app.board.Shown()); n == 0 || n > 2 {
			t.Errorf("after %q there are %d in the list", step.keys, n)
		}
	}
	s.press("enter") // a quote that is open is no filter
	s.sees(`/ quay fit>=0 country:us|de signal:"comp`, "its quote is not closed")
}

func TestConvertSaysWhatAFilterCannotFind(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for filter, wrong := range map[string]string{
		"contry:US": `has a "contry"`, "signal:nope": `named "nope"`, "event:nope": `no event is named "nope"`, "segment:nope": `named "nope"`,
	} {
		s.press("/")
		s.send(tea.PasteMsg{Content: filter + " left>0"})
		s.sees("/ "+filter, "Amber Ferry", wrong)
		s.misses("of 20 trials")
		s.press("enter", "X")
		s.sees("/ " + filter + "X left>0") // the cursor went there
		s.press("esc")
		s.misses(filter)
		s.sees("20 trials")
	}
}

// TestAFilterThatIsEnteredBeforeItsAnswer presses enter while the filter is being
// applied. What is wrong with it comes later, and the filter is edited again.
func TestAFilterThatIsEnteredBeforeItsAnswer(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/")
	_, applied := s.app.Update(tea.PasteMsg{Content: "contry:US"})
	s.press("enter")
	s.misses("has a")
	s.run(applied)
	s.sees("/ contry:US", `has a "contry"`, "enter done")
}

func TestConvertCompletesFilters(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("o", "Zoë B", "enter", "/", "cou")
	s.sees("country:", "an attribute", "enter done", "tab complete")
	s.press("tab")
	s.sees("/ country:", " DE ", " FR ", " GB ", " US ")
	s.press("down", "down", "down", "enter")
	s.sees("/ country:GB", "5 of 20 trials")
	s.misses(" DE ")
	s.press("|f", "tab", " emp", "tab", "50")
	s.sees("/ country:GB|FR employees>=50", " of 20 trials")
	s.press("enter")
	s.sees("/ country:GB|FR employees>=50")
	s.press("esc", "/", "owner:z", "tab", "enter")
	s.sees(`/ owner:"Zoë B"`, "1 of 20 trials")
	s.press("esc", "/", "event:imp", "tab")
	s.sees(`/ event:"Imported contacts"`, " of 20 trials")
	s.press("esc", "/", "status:", "up")
	s.sees("▌ churned")
	s.press("esc")
	s.misses("churned")
}

func TestTheHelpOfFiltersNamesWhatThereIs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(120, 70)
	s.press("/", "tab")
	for _, there := range []string{"country:", "employees>=", "trial_ends_at<", `signal:"Company size"`, `segment:Slipping`, `event:"Imported contacts"`, "left<=3"} {
		s.press(there)
		s.sees("▌ " + there[:min(len(there), 18)])
		for range there {
			s.press("backspace")
		}
	}
	for _, missing := range []string{"New Zealand", "signed_up", "owner:ana", "Hot but uncontacted\" is"} {
		s.misses(missing)
	}
	s.press("country:", "enter")
	s.sees("/ country:", " FR ")
}

func TestConvertOffersTerms(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/")
	s.sees("words, or terms such as", "tab what can be asked")
	s.press("quay", "tab")
	s.sees("Filter by", "fit>=50", "a score, compared exactly")
	s.press("company", "enter")
	s.sees(`/ quay signal:"Company size"`, "1 of 20 trials", "Quayside")
	s.misses("Birch Quay")
}

func TestConvertTypingIsText(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/", "q?:1u")
	s.sees("/ q?:1u", `no customer has a "q?"`, "Amber Ferry")
	if s.quit || len(s.app.overlays) > 0 || s.app.activeTab != 0 {
		t.Error("typing ran keys")
	}
	s.send(tea.PasteMsg{Content: "\nq\x1b[31m"})
	s.sees("q?:1u q␛[31m")
	s.press("esc")
	s.send(tea.PasteMsg{Content: "q"})
	if s.quit {
		t.Error("a paste ran as a key")
	}
}

func TestConvertSaysWhyItIsEmpty(t *testing.T) {
	t.Parallel()
	t.Run("nothing imported", func(t *testing.T) {
		t.Parallel()
		s := start(t, nil)
		s.sees("Nothing has been imported yet.", "trialist import")
		s.press("enter", "c", "n", "o", "y", "u", "/", "x", "enter", "s", "1", "G", "pgdown")
	})
	t.Run("no trials", func(t *testing.T) {
		t.Parallel()
		w := &fixture{}
		for i := range 3 {
			w.customer(fmt.Sprint("p", i), "", attribute("converted_at", value.DateValue(value.FromTime(noon)-value.Day)))
		}
		w.customer("n", "", attribute("trial_ends_at", value.DateValue(value.FromTime(noon)-value.Day)))
		w.customer("later", "", attribute("trial_started_at", value.DateValue(value.FromTime(noon)+value.Day)))
		s := start(t, w)
		s.misses("The last trial began on ")
		s.sees("No account has trial status as of Sat 21 Nov 12:00.", "3  paying", "1  not converted", "0  churned", "1  of which only")
	})
	t.Run("all trials ended", func(t *testing.T) {
		t.Parallel()
		w := &fixture{}
		for i := range 3 {
			began := value.FromTime(noon) - value.Instant(40+10*i)*value.Day
			w.customer(fmt.Sprint("old", i), "", attribute("trial_started_at", value.DateValue(began)), attribute("trial_ends_at", value.DateValue(began+14*value.Day)))
		}
		s := start(t, w)
		s.sees("The last trial began on 12 Oct 2026. @ shows how things stood on another", "such as the one after that.")
		s.press("@", "2026-10-13", "enter")
		s.sees("2 trials")
	})
	t.Run("no signals", func(t *testing.T) {
		t.Parallel()
		w := sampleTrials(t)
		w.signals = nil
		s := start(t, w)
		s.sees("Amber Ferry", "–", "no signals yet, so no scores")
	})
	t.Run("hidden", func(t *testing.T) {
		t.Parallel()
		s := start(t, sampleTrials(t))
		s.press("/", "zebra")
		s.sees("The filter hides all 20 trials.", "esc takes it off")
	})
}

func TestReadOnlyOffersNoWrites(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	for _, key := range []string{"c", "m", "M", "n", "z", "o", "x", "b", "u", "ctrl+r"} {
		s.press("j", key)
		s.sees("Cannot ", ": the workspace is open for reading only")
	}
}

func TestMouse(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	click := func(x, y int) { s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	lines := strings.Split(s.screen(), "\n")
	click(12, 7)
	if name := s.selected(); !strings.Contains(lines[7], name) {
		t.Errorf("selected %q, want the row %q", name, lines[7])
	}
	name := s.selected()
	s.send(tea.MouseWheelMsg{X: 12, Y: 7, Button: tea.MouseWheelDown})
	s.send(tea.MouseWheelMsg{X: 12, Y: 7, Button: tea.MouseWheelUp})
	fit := strings.Index(lines[3], "Fit")
	click(len([]rune(lines[3][:fit])), 3)
	if s.app.board.Sort() != (view.Sort{By: view.Fit}) {
		t.Error("a click on the title did not sort")
	}
	click(strings.Index(lines[0], "Trial")+1, 0)
	if s.app.activeTab != 1 {
		t.Error("a click on the tab did not open it")
	}
	s.press("esc", "s", "1", "/", name, "enter")
	click(12, 4)
	s.now = s.now.Add(100 * time.Millisecond)
	click(12, 4)
	if s.app.activeTab != 1 {
		t.Error("a double click did not open the trial")
	}
	s.sees(name)
	s.press("1")
	foot := strings.Split(s.screen(), "\n")[35]
	click(strings.Index(foot, "s sort"), 35)
	s.sees("Sort by")
}

func TestReadingSaysSoOnlyWhenSlow(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	slow := &session{t: t, now: noon}
	o := s.app.options
	o.tick = slow.tick
	slow.app = newApp(t.Context(), o)
	_ = slow.app.Init() // the load is pending: its command is not run
	slow.app.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	slow.misses("Reading")
	if len(slow.ticks) == 0 || slow.ticks[0].after > time.Second {
		t.Fatalf("nothing waits to say that it is slow: %v", slow.ticks)
	}
	first := slow.ticks[0].send(noon)
	slow.ticks = nil
	slow.app.Update(first)
	slow.sees("Reading harbour.db.")
	slow.misses("%")

	// A timer redraws the progress.
	if len(slow.ticks) == 0 || slow.ticks[0].send(noon) != first {
		t.Error("the progress is not drawn again")
	}
	slow.press("q")
	if !slow.quit {
		t.Error("it cannot be left while it reads")
	}
}

// TestTypingFastNeverQueues asks for many rankings before the first answer comes.
// Only the first and the last must be computed.
func TestTypingFastNeverQueues(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	_, first := s.app.Update(tea.KeyPressMsg{Code: '/', Text: "/"})
	var waiting []tea.Cmd
	for _, r := range "quay" {
		_, cmd := s.app.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		if cmd != nil {
			waiting = append(waiting, cmd)
		}
	}
	before := s.answers["board.ranked"]
	s.run(first)
	for _, cmd := range waiting {
		s.run(cmd)
	}
	if got := s.answers["board.ranked"] - before; got != 2 {
		t.Errorf("%d rankings, want the first and the last", got)
	}
	s.sees("2 of 20 trials")
}
