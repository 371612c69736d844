package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// inSignals opens the Signals tab over the sample trials.
func inSignals(t *testing.T, change ...func(*Options)) *session {
	t.Helper()
	s := start(t, sampleTrials(t), change...)
	s.press("3")
	return s
}

// line is the line below the title that contains a text.
func (s *session) line(text string) string {
	s.t.Helper()
	for _, line := range strings.Split(s.screen(), "\n")[2:] {
		if strings.Contains(line, text) {
			return line
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", text, s.screen())
	return ""
}

// body is the screen without the first and the last line.
func (s *session) body() string {
	lines := strings.Split(s.screen(), "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func TestSignalsGoldens(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("signals-%dx%d", size[0], size[1]))
		s.press("+", "j", "-", "-", "J", "G", "space")
		s.golden(fmt.Sprintf("signals-draft-%dx%d", size[0], size[1]))
		s.press("u", "u", "u", "u", "u", "g")
	}
}

// TestNoHeadingOfSignalsStandsAlone makes the list so high that it ends anywhere: no row of
// it is a heading with nothing of its part below.
func TestNoHeadingOfSignalsStandsAlone(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	for i := range 8 {
		w.signals = append(w.signals, newSignal(t, rulebook.Adoption, fmt.Sprintf("More %d", i), 2, `event "Created project" happened at least 2 times ever`))
	}
	s := start(t, w)
	s.press("3")
	seen := false
	for _, width := range []int{60, 80, 140} {
		for height := 8; height < 40; height++ {
			s.size(width, height)
			lines := strings.Split(s.screen(), "\n")
			for i, line := range lines[:len(lines)-1] {
				if strings.HasPrefix(line, "  Fit ") && strings.TrimSpace(line[:min(len(line), 40)]) == "Fit" {
					seen = true
					if next := strings.TrimSpace(lines[i+1]); !strings.HasPrefix(next, "1 ") {
						t.Errorf("at %dx%d the heading is followed by %q:\n%s", width, height, next, s.screen())
					}
				}
			}
		}
	}
	if !seen {
		t.Error("there was no heading")
	}
}

// TestAnAdoptionSignalIsSaidToBeAMilestone adds one signal of each side: only what they did
// is a step of the journey.
func TestAnAdoptionSignalIsSaidToBeAMilestone(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("a", "Team lately", "tab")
	s.sees("what they did; it is a milestone of the journey too")
	s.press("tab", "right")
	s.sees("of its milestone in the journey")
	s.press("f1")
	s.sees("Keys of the form, which are fixed")
	s.press("esc", "tab", "tab", "tab", "tab", "tab", "Created project", "ctrl+s")
	s.sees("Team lately is a milestone of the journey too, in the phase discovery.")
	s.press("G", "a", "Big", "tab")
	s.misses("a milestone")
	s.press("tab", "tab", "tab", "tab", "a", "tab", "employees", "ctrl+s")
	s.sees("Draft, 2 changes", "Big")
	s.misses("a milestone")
}

func TestRaisingAWeight(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	w.signals[1].Weight = 5
	s := start(t, w)
	s.press("3", "j")
	before := s.body()
	saved := s.app.board.Ranking()
	points := s.line("Created a project")
	for weight := 6; weight <= 10; weight++ {
		s.press("+")
		d := s.app.draft
		card := d.Book().Card
		if got := card.Adoption[1].Weight; got != weight {
			t.Fatalf("weight %d after a press, want %d", got, weight)
		}
		// After each press the list must be the domain's ranking of the draft,
		// with the movement since the saved ranking.
		want := rank.Rank(s.app.board.Population, card, rank.ByAdoption)
		effect := d.Preview().Effect
		for place, move := range effect.Moves {
			if move.Slot != want.Slots[place] || move.From != saved.Position(int(move.Slot)) {
				t.Fatalf("weight %d, place %d: slot %d from %d; want slot %d from %d", weight, place+1,
					move.Slot, move.From, want.Slots[place], saved.Position(int(move.Slot)))
			}
		}
		s.sees("Draft, 1 change", fmt.Sprintf("weight 5 to %d", weight))
		if now := s.line("Created a project"); now == points {
			t.Errorf("weight %d left the points of another signal at %q", weight, now)
		} else {
			points = now
		}
	}
	s.sees("60.0", "20.0", "3 Signals ●") // for weights 10, 5 and 5
	s.press("+")
	s.sees("10 is the most")
	if s.app.board.Ranking() != saved {
		t.Error("the list in force changed before it was saved")
	}
	s.press("u", "u", "u", "u", "u")
	if got := s.body(); got != before {
		t.Errorf("five undos did not bring everything back:\n%s", got)
	}
	if now := s.app.draft.Preview().Draft; now.Score(rulebook.Adoption, 0) != saved.Score(rulebook.Adoption, 0) {
		t.Error("five undos left other scores")
	}
	s.press("ctrl+r", "ctrl+r")
	s.sees("weight 5 to 7")
}

func TestMovementMarks(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("j", "-", "-", "-", "-", "-", "-", "-", "-", "-")
	answer := s.app.draft.Preview()
	moved := 0
	for place, move := range answer.Effect.Moves[:10] {
		name := string(s.app.board.AccountName(move.Slot))
		_, top, _ := strings.Cut(s.line(" "+name), "│")
		want := ""
		switch by := move.From - place; {
		case by > 0:
			want = fmt.Sprintf("▲%d", by)
		case by < 0:
			want = fmt.Sprintf("▼%d", -by)
		}
		if got := strings.HasSuffix(strings.TrimSpace(top), want) && (want != "" || !strings.ContainsAny(top, "▲▼")); !got {
			t.Errorf("%s went from %d to %d, but the line is %q", name, move.From+1, place+1, top)
		}
		if want != "" {
			moved++
		}
	}
	if moved == 0 {
		t.Error("nothing moved, so nothing was tested")
	}
	s.sees("Adoption scores", "Adoption bands", "Qualified")
}

func TestMovingASignal(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	points := func(name string) string {
		fields := strings.Fields(strings.Split(s.line(name), "│")[0])
		return fields[slices.IndexFunc(fields, func(f string) bool { return strings.Contains(f, ".") })]
	}
	created, imported := points("Created a project"), points("Imported contacts")
	s.press("J")
	if got := s.app.draft.Book().Card.Adoption[1].Name; got != "Created a project" {
		t.Fatalf("J moved %q there", got)
	}
	if points("Created a project") != created || points("Imported contacts") != imported {
		t.Errorf("moving a signal changed its points:\n%s", s.screen())
	}
	if o := s.app.draft.Preview().Effect; o.EnterCount+o.LeaveCount > 0 || o.Moves[0].From != 0 {
		t.Error("moving a signal changed the ranking")
	}
	s.send(tea.KeyPressMsg{Code: tea.KeyDown, Mod: tea.ModShift})
	s.press("J")
	s.sees("it is the last of its side")
	s.press("ctrl+s", "1")
	// The step that was first is the last dot now.
	b := s.app.board
	if got := b.Book.Card.Adoption[2].Name; got != "Created a project" {
		t.Fatalf("saved %q as the last step", got)
	}
	for place, slot := range b.Shown()[:5] {
		dots := make([]string, 3)
		for i := range dots {
			dots[i] = "○"
			if b.Ranking().SignalMask(rulebook.Adoption, int(slot))>>i&1 == 1 {
				dots[i] = "●"
			}
		}
		if line := strings.Split(s.screen(), "\n")[4+place]; !strings.Contains(line, strings.Join(dots, " ")) {
			t.Errorf("place %d has not the dots %v: %q", place+1, dots, line)
		}
	}
	s.press("3", "K")
	if got := s.app.draft.Book().Card.Adoption[1].Name; got != "Created a project" {
		t.Errorf("K moved %q there", got)
	}
}

func TestSwitchingDeletingAndWeighting(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("space")
	s.sees("off", "Created a project: switched off")
	s.press("space", "d")
	s.sees("Delete Created a project?")
	s.press("d", "enter", "esc")
	s.sees("Created a project")
	s.press("d", "x")
	s.misses("1 ● Created a project")
	s.sees("Created a project: removed", "75.0", "25.0")
	s.press("w")
	s.sees("weights count as they are: 10 and 5 score 66.7 and 33.3", "Draft, 2 changes")
	s.press("w", "u", "u", "u")
	s.sees("As saved", "big weights count extra: 10 and 5 score 75 and 25")
}

func TestANewSignalIsCountedBeforeItIsSaved(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	d := s.app.draft
	when, err := condition.Parse(`event "Created project" happened more than 0 times in the last 2 days`)
	if err != nil {
		t.Fatal(err)
	}
	card, err := d.Book().Card.Add(rulebook.Signal{Name: "Fresh", Side: rulebook.Adoption, Weight: 3, Enabled: true, When: when})
	if err != nil {
		t.Fatal(err)
	}
	cmd := d.Edit(rulebook.Rulebook{Card: card, Lifecycle: d.Book().Lifecycle})
	if line := s.line("Fresh"); !strings.Contains(line, "counting") {
		t.Errorf("not counted yet, but shown as %q", line)
	}
	_, more := s.app.Update(nil)
	s.run(tea.Batch(cmd, more))
	answers, err := s.app.board.Cache().Evaluate(t.Context(), []condition.Condition{when}, s.app.board.Moment())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, slot := range s.app.board.Ranking().Slots {
		if answers[0].Has(int(slot)) {
			n++
		}
	}
	if got, of, ok := d.MatchCount(rulebook.Adoption, when); !ok || got != n || of != 20 || n == 0 {
		t.Errorf("%d of %d match, want %d of 20", got, of, n)
	}
	if got := s.app.board.Book.Card.Adoption; len(got) != 3 {
		t.Error("the new signal is in force before it is saved")
	}
	want := rulebook.Default()
	want.Card = card
	people, err := s.app.board.Cache().Population(t.Context(), want, s.app.board.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	ranking := rank.Rank(people, card, rank.ByAdoption)
	for place, move := range d.Preview().Effect.Moves {
		if ranking.Slots[place] != move.Slot {
			t.Fatalf("place %d is another trial than in a list made anew", place+1)
		}
	}
}

func TestAHeldKeyDoesNotQueueUp(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("j", "-", "-", "-", "-", "-", "-", "-", "-", "-")
	before := s.answers["draft.previewRanked"]
	var cmds []tea.Cmd
	for range 9 {
		_, cmd := s.app.Update(tea.KeyPressMsg{Code: '+', Text: "+"})
		cmds = append(cmds, cmd)
	}
	s.run(tea.Batch(cmds...))
	if got := s.answers["draft.previewRanked"] - before; got != 2 {
		t.Errorf("nine presses took %d previews, want the first and the newest", got)
	}
	if got := s.app.draft.Preview().Draft.Card.Adoption[1].Weight; got != 10 {
		t.Errorf("the last preview is of weight %d", got)
	}
}

func TestSignalsWithoutAny(t *testing.T) {
	t.Parallel()
	s := start(t, nil)
	s.press("3")
	s.sees("No adoption signal yet", "a adds one")
	s.press("+", "d", "space", "J")
	s.sees("no signal is selected")
	s.press("j")
	s.press("a")
	s.sees("New fit signal") // the cursor reached that side
}

func TestClickingAWeight(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	lines := strings.Split(s.screen(), "\n")
	for y, line := range lines {
		before, _, ok := strings.Cut(line, "■")
		if !ok || !strings.Contains(line, "Invited teammates") {
			continue
		}
		x := len([]rune(before))
		s.send(tea.MouseClickMsg{X: x + 7, Y: y, Button: tea.MouseLeft})
	}
	if got := s.app.draft.Book().Card.Adoption[2].Weight; got != 8 {
		t.Errorf("a click on the eighth step gave weight %d", got)
	}
}

// A list of signals that does not fit says that there is more, and of what.
func TestSignalsSayThatThereIsMore(t *testing.T) {
	t.Parallel()
	w := withDisqualifier(t)
	for i := range 8 {
		w.signals = append(w.signals, newSignal(t, rulebook.Adoption, fmt.Sprintf("Logs in %d", i), 3, `active days is more than 3 ever`))
	}
	s := start(t, w)
	for _, size := range [][2]int{{60, 16}, {80, 24}} {
		s.size(size[0], size[1])
		s.press("3", "g")
		s.sees("Adoption", "Disqualifiers below", "more ▼")
		s.press("G")
		s.sees("Disqualifiers", "Not served", "more ▲")
		s.misses("▲ ▼")
		s.press("k", "k")
		s.sees("Fit")
		s.press("k", "k", "k", "k", "k")
		s.sees("more ▲ ▼")
	}
	s.size(140, 40)
	s.misses("more ▲")
	s.misses("more ▼")
}

func TestNothingWithoutSignalsIsADeadEnd(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.saveElsewhere(func(c rulebook.Scorecard) (rulebook.Scorecard, error) { c.Adoption, c.Fit = nil, nil; return c, nil })
	s.second()
	s.size(120, 30)
	s.press("enter")
	s.sees("No adoption signal is switched on, so there is no score. 3", "opens Signals, where a adds one.")
	for _, tab := range []string{"4", "5", "7"} {
		s.press(tab)
		s.sees("3 opens Signals, where a", "adds one.")
	}
	s.press("3")
	s.sees("No adoption signal yet, so no score. a adds one", "No adoption signal is switched on, so there is no score to judge")
	s.misses("100 pairs")
	s.press("a", "ctrl+t")
	s.sees("Feature used")
}
