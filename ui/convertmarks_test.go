package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/value"
	"trialist/store/accounts"
)

// TestMarksAreASet presses random keys that mark, filter, sort and move, and compares
// what is marked with a set of names. The list comes from the fixture, not from the
// dashboard: a filter is a function of the number of a trial, and an order by name is
// that of the fixture.
func TestMarksAreASet(t *testing.T) {
	t.Parallel()
	filters := map[string]func(i int) bool{
		"":                   func(int) bool { return true },
		"country:FR":         func(i int) bool { return i%4 == 0 },
		"!country:US|DE":     func(i int) bool { return i%4 == 0 || i%4 == 3 },
		"employees>50":       func(i int) bool { return 5+i*37%200 > 50 },
		"zebra":              func(int) bool { return false },
		"left<=3 country:GB": func(i int) bool { return i%4 == 3 && 14-(1+i*13/20) <= 3 },
	}
	texts := slices.Sorted(func(yield func(string) bool) {
		for text := range filters {
			if !yield(text) {
				return
			}
		}
	})
	s := start(t, sampleTrials(t))
	var names []string
	for _, row := range sampleTrials(t).customers[:20] {
		names = append(names, row.Name)
	}
	s.press("s", "7") // by name, as the fixture has them
	dice := rand.New(rand.NewPCG(7, 21))
	m := markModel{marked: make(map[string]bool)}
	m.list = names
	byName, filter := true, ""
	for step := range 600 {
		key := []string{"space", "space", "V", "V", "*", "-", "j", "k", "G", "g", "pgdown", "filter", "filter", "sort"}[dice.IntN(14)]
		switch key {
		case "filter":
			filter = texts[dice.IntN(len(texts))]
			s.run(s.app.convert.ShowFilter(filter))
		case "sort":
			byName = dice.IntN(3) > 0
			s.press("s", map[bool]string{true: "1", false: "2"}[dice.IntN(2) == 0]) // another first, so that it does not turn round
			if byName {
				s.press("s", "7")
			}
		default:
			m.press(key, s.selected())
			s.press(key)
		}
		m.list = nil
		for i, name := range names {
			if filters[filter](i) {
				m.list = append(m.list, name)
			}
		}
		if !byName { // any other order, as the dashboard has it
			m.list = m.list[:0:0]
			for _, slot := range s.app.board.Shown() {
				m.list = append(m.list, string(s.app.board.AccountName(slot)))
			}
		}
		if wrong := m.compare(t, s); wrong != "" {
			t.Fatalf("step %d, %s with filter %q: %s", step, key, filter, wrong)
		}
	}
}

// markModel is what is marked, as a set of names.
type markModel struct {
	list   []string
	marked map[string]bool
	last   string // marked or unmarked last
}

// press does what a key does, with the cursor on a trial.
func (m *markModel) press(key, at string) {
	switch {
	case key == "-":
		for name, on := range m.marked {
			if on {
				m.last = ""
			}
			delete(m.marked, name)
		}
	case at == "":
	case key == "space":
		m.marked[at] = !m.marked[at]
		m.last = at
	case key == "V":
		from, to := slices.Index(m.list, m.last), slices.Index(m.list, at)
		to1, on := from, true
		if from < 0 {
			to1 = to
		} else {
			on = m.marked[m.last]
		}
		for i := min(to1, to); i <= max(to1, to); i++ {
			m.marked[m.list[i]] = on
		}
		m.last = at
	case key == "*":
		for _, name := range m.list {
			m.marked[name] = true
		}
	}
}

// compare says how the dashboard differs from the model; "" where it does not.
func (m *markModel) compare(t *testing.T, s *session) string {
	t.Helper()
	slots, hidden := s.app.convert.Marked()
	rows, err := accounts.Rows(t.Context(), s.app.board.Store(), slots, accounts.Latest)
	if err != nil {
		t.Fatal(err)
	}
	var got, want, list []string
	for _, row := range rows {
		got = append(got, row.Name)
	}
	wantHidden := 0
	for name, on := range m.marked {
		if on {
			want = append(want, name)
			if !slices.Contains(m.list, name) {
				wantHidden++
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	for _, slot := range s.app.board.Shown() {
		list = append(list, string(s.app.board.AccountName(slot)))
	}
	switch {
	case !slices.Equal(list, m.list):
		return fmt.Sprintf("the list is %q, want %q", list, m.list)
	case !slices.Equal(got, want):
		return fmt.Sprintf("%q are marked, want %q", got, want)
	case hidden != wantHidden:
		return fmt.Sprintf("%d are hidden, want %d", hidden, wantHidden)
	}
	text := ""
	if len(want) > 0 {
		text = fmt.Sprintf("%d marked", len(want))
	}
	if wantHidden > 0 {
		text += fmt.Sprintf(", %d hidden", wantHidden)
	}
	if line := strings.Split(s.screen(), "\n")[1]; !strings.Contains(line, text) || text == "" && strings.Contains(line, "marked") {
		return fmt.Sprintf("the line says %q, want %q in it", line, text)
	}
	return ""
}

func TestMarksAreSeenAtEveryWidth(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("*", "/", "country:FR left>0", "enter", "g")
	for _, width := range []int{140, 80, 60, 44} {
		s.size(width, 20)
		s.sees("▌■", "20 marked, 15 hidden")
		s.press("j")
		s.sees(" ■")
		s.press("k")
	}
}

// TestWhatIsNoTrialAnyMoreIsNotMarked imports that a marked trial has converted.
func TestWhatIsNoTrialAnyMoreIsNotMarked(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("s", "7", "space", "space")
	w := &fixture{}
	w.customer("acc-01", "Amber Ferry", attribute("converted_at", value.DateValue(value.FromTime(noon)-value.Day)))
	importFixture(t, s.openStore(), w)
	s.second()
	s.sees("1 marked", "1 marked account is no trial any more")
	if slots, _ := s.app.convert.Marked(); len(slots) != 1 || s.app.board.AccountName(slots[0]) != "Birch Quay" {
		t.Errorf("marked are %v", slots)
	}
}

// TestMarksAreTakenOffOnceSomethingWasNoted notes on marked trials of which the filter hides one,
// then on the one under the cursor, and then on the marked ones again.
func TestMarksAreTakenOffOnceSomethingWasNoted(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("space", "space", "/", "country:FR", "enter", "j")
	at := s.selected()
	s.press("c")
	s.sees("Note it on all 2 marked trials, ", " and 1 more?", "The filter hides 1 of them.")
	s.press("y")
	s.sees("and 1 more, 1 of them hidden by the filter")
	s.misses("marked")
	s.press("c")
	s.sees("Called " + at + "  u undoes it")
	s.press("+")
	s.sees("2 marked, 1 hidden")
	s.press("n", "esc") // nothing is noted
	s.sees("2 marked, 1 hidden")
	s.press("-", "+")
	s.sees("2 marked, 1 hidden")
	s.press("n", "hello", "enter")
	s.misses("2 marked")
	s.press("space", "m")
	s.sees("Mailed " + at)
	if slots, _ := s.app.convert.Marked(); len(slots) != 0 {
		t.Errorf("marked are %v", slots)
	}
}
