package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/store/facts"
)

// counted is how many touches of the account under the cursor count.
func (s *session) counted() int {
	s.t.Helper()
	row, _ := s.app.convert.SelectedRow()
	list, err := accounts.Touches(s.t.Context(), s.app.board.Store(), row.ID, accounts.Latest)
	if err != nil {
		s.t.Fatal(err)
	}
	return len(list)
}

func TestTouchesCanBeUndoneAndRedone(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(200, 40)
	name := s.selected()
	s.press("c")
	s.sees("Called "+name+"  u undoes it", "called now")
	s.press("n")
	s.sees("Note on " + name)
	s.press("wants SSO", "enter")
	s.sees("Note on " + name + ": wants SSO")
	s.press("o", "Zoë", "enter")
	s.sees("Gave "+name+" to Zoë", "Zoë")
	s.press("M", "signs on Monday", "enter")
	s.sees("Met " + name + ": signs on Monday")
	if got := s.counted(); got != 4 {
		t.Fatalf("%d touches, want 4", got)
	}
	s.press("o")
	s.sees("Owner of "+name+"  Zoë", "1 account", "ana", "you")
	s.press("enter", "n", "enter", "n", "abc", "esc")
	if got := s.counted(); got != 4 {
		t.Fatalf("%d touches after nothing was said, want 4", got)
	}
	again := s.app.options
	again.Cache = facts.New(s.openStore())
	s.open(again) // a new dashboard remembers nothing of this one
	s.size(200, 40)
	s.press("u")
	s.sees("Undid: met " + name + ": signs on Monday  ctrl+r redoes it")
	s.press("u")
	s.sees("Undid: gave " + name + " to Zoë")
	s.press("j") // wherever the cursor is
	s.press("ctrl+r")
	s.sees("Redid: gave "+name+" to Zoë", "Zoë")
	s.press("k")
	s.press("u", "u", "u")
	s.sees("Undid: called " + name)
	if got := s.counted(); got != 0 {
		t.Fatalf("%d touches left", got)
	}
	s.misses("called now")
	s.press("u")
	s.sees("There is nothing of yours to undo")
	s.press("ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
	s.sees("Redid: met " + name)
	s.press("ctrl+r")
	s.sees("There is nothing of yours to redo")
}

// TestTypingReplacesTheOwner opens a prompt that has a text.
func TestTypingReplacesTheOwner(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("o", "Zoë", "enter", "o", "Bo", "enter")
	s.sees("to Bo")
	s.press("o", "left", "x", "enter") // which edits
	s.sees("to Bxo")
	s.press("o", "backspace", "enter")
	s.sees("Took the owner off")
	s.press("o", "z", "tab", "enter")
	s.sees("to Zoë")
	s.press("j", "o", "down", "enter")
	s.sees("to Zoë") // who has the most
	s.press("o", "nobody has this", "down", "enter")
	s.sees("to nobody has this")
}

func TestSnoozeShowsTheDay(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	name := s.selected()
	s.press("z")
	s.sees("Snooze "+name+" until", "Sun 22 Nov 2026")
	s.press("fri")
	s.sees("Fri 27 Nov 2026")
	s.press("x")
	s.sees(`"frix" is no day`)
	s.press("enter")
	s.sees(`"frix" is no day`)
	s.press("backspace", "backspace", "backspace", "backspace", "3d", "enter")
	s.sees("Snoozed " + name + " until 24 Nov 2026")
}

func TestDismissalAsksForAReasonAndItsEnd(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	row, _ := s.app.convert.SelectedRow()
	s.press("x", "enter")
	s.sees("say why")
	s.press("a student", "enter")
	s.sees("for good", "until its adoption is above Very high")
	s.press("h")
	s.sees("Dismissed " + row.Name + " until a higher band: a student")
	list, err := accounts.Touches(t.Context(), s.app.board.Store(), row.ID, accounts.Latest)
	if err != nil || len(list) != 1 || !list[0].Higher || list[0].Band != 3 || list[0].Body != "a student" || list[0].Who != "ana" {
		t.Errorf("stored %+v, %v", list, err)
	}
}

// TestTouchesOfAFixedTimeAreOfThatTime notes one in a workspace whose time stands.
func TestTouchesOfAFixedTimeAreOfThatTime(t *testing.T) {
	t.Parallel()
	asOf := value.FromTime(noon.Add(-time.Hour))
	s := start(t, sampleTrials(t), func(o *Options) { o.AsOf = asOf })
	s.size(200, 40)
	row, _ := s.app.convert.SelectedRow()
	s.press("c")
	s.sees("called now")
	list, err := accounts.Touches(t.Context(), s.app.board.Store(), row.ID, asOf)
	if err != nil || len(list) != 1 || list[0].At != asOf {
		t.Errorf("stored %+v, %v", list, err)
	}
}

func TestCopyOffersHowToReach(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	row, _ := s.app.convert.SelectedRow()
	s.press("y", "n", "Y", "y", "e")
	if len(s.clips) != 3 || s.clips[0] != row.Name || s.clips[1] != row.ID || s.clips[2] != "leo@"+row.ID+".test" {
		t.Errorf("copied %q", s.clips)
	}
	s.sees("Sent the address to the terminal's clipboard: leo@" + row.ID + ".test")
	s.app.writeClipboard = func(string) error { return nil }
	s.press("y", "i")
	s.sees("Copied the id: " + row.ID)
	s.press("w")
	if len(s.mails) != 1 || s.mails[0] != "leo@"+row.ID+".test" {
		t.Errorf("wrote to %q", s.mails)
	}
	s.sees("The mail program was asked to write to leo@" + row.ID + ".test")
	s.mailErr = errors.New("no display")
	s.press("w")
	s.sees("Write to leo@" + row.ID + ".test  (no display)")
}

// TestNotesAreReadChangedAndDeleted has a note that no line can show.
func TestNotesAreReadChangedAndDeleted(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	row, _ := s.app.convert.SelectedRow()
	long := strings.Repeat("they compare us with two others ", 20) + "and decide on Monday"
	for _, body := range []string{"short one", long, "two\nlines"} {
		if _, err := accounts.AddTouch(t.Context(), s.app.board.Store(), accounts.Touch{Account: row.ID, At: value.FromTime(noon), Kind: accounts.Noted, Body: body}); err != nil {
			t.Fatal(err)
		}
	}
	s.press("enter", "G") // the trial
	s.press("g")
	for range 3 {
		s.press("pgdown")
		if strings.Contains(s.screen(), "and decide on Monday") {
			break
		}
	}
	s.press("e")
	s.sees("Touches of "+row.Name, "note: two lines", "note: short one")
	s.press("down", "enter")
	s.sees("change the text", "delete it", "decide on Monday")
	s.misses("deci…")
	s.press("d")
	s.sees("Deleted the note on " + row.Name)
	s.press("e", "enter", "e")
	s.sees("Cannot change the text: its text is too long for a line; use trialist touch edit")
	s.press("esc", "e", "down", "enter", "e")
	s.sees("short one")
	s.press("!", "enter")
	s.sees("Changed the text of the note on " + row.Name)
	s.press("e")
	s.sees("note: short one!")
	s.press("esc", "u")
	s.sees("Undid: changed the text of the note on " + row.Name)
	s.press("u")
	s.sees("Undid: deleted the note on " + row.Name)
	list, err := accounts.Touches(t.Context(), s.app.board.Store(), row.ID, accounts.Latest)
	if err != nil || len(list) != 3 || list[0].Body != "short one" || list[1].Body != long {
		t.Errorf("there are %+v, %v", list, err)
	}
}

// TestPeopleStandBeforeTheTimeline opens a trial.
func TestPeopleStandBeforeTheTimeline(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	row, _ := s.app.convert.SelectedRow()
	s.sees("leo@" + row.ID + ".test") // in the preview
	s.press("enter")
	s.size(120, 80)
	screen := s.screen()
	if at := strings.Index(screen, "leo@"+row.ID+".test"); at < 0 || at > strings.Index(screen, "Timeline") {
		t.Errorf("people come late or not at all:\n%s", screen)
	}
}

func TestSnoozedAndDismissedLeaveTheList(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	first := s.selected()
	s.press("z", "3d", "enter")
	s.sees("Snoozed "+first, "20 trials", "1 snoozed")
	second := s.selected()
	if second == first {
		t.Fatal("the snoozed trial is still there")
	}
	s.press("x", "spam", "enter", "g")
	s.sees("1 snoozed, 1 dismissed")
	s.press("u") // on whichever is under the cursor now
	s.sees("Undid: dismissed " + second)
	s.press("ctrl+r")
	s.sees("Redid: dismissed "+second, "1 snoozed, 1 dismissed")
	s.press("/", "zebra", "enter")
	s.misses("1 snoozed")
	s.press("esc", "/", "snoozed", "enter")
	s.sees(first)
	s.press("b")
	s.sees("Brought " + first + " back into the list")
	s.press("esc", "g")
	if got := s.selected(); got != first {
		t.Errorf("%q is first", got)
	}
	s.press("H")
	s.sees(second, "20 trials")
	s.misses("1 dismissed")
	s.press("H")
	s.sees("1 dismissed")
	s.now = s.now.AddDate(0, 0, 4)
	again := s.app.options
	again.Cache = facts.New(s.openStore())
	s.open(again)
	s.sees("1 dismissed")
	s.misses("snoozed")
}

// TestHiddenTrialsEmptyTheList dismisses all there are.
func TestHiddenTrialsEmptyTheList(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("*", "x", "enough", "enter", "g")
	s.sees("Dismissed Amber Ferry and 19 more: enough", "What would be listed is out of the list: 20 dismissed.", "H shows them.")
	s.press("H", "u")
	s.sees("Undid: dismissed Amber Ferry and 19 more: enough", "20 trials")
	s.misses("20 dismissed")
}

// TestTouchedTodayIsMarked looks at the narrowest screen.
func TestTouchedTodayIsMarked(t *testing.T) {
	t.Parallel()
	for _, width := range []int{60, 80, 120, 200} {
		s := start(t, sampleTrials(t))
		s.size(width, 24)
		s.misses("* ")
		s.press("c", "j") // whose message goes with the next key
		s.sees("* ")
		s.now = s.now.AddDate(0, 0, 1)
		again := s.app.options
		again.Cache = facts.New(s.openStore())
		s.open(again)
		s.size(width, 24)
		s.misses("* ")
	}
}

// TestMarkedTrialsAreTouchedTogether marks 20 trials, sets an owner, restarts and undoes.
func TestMarkedTrialsAreTouchedTogether(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("o", "Bo", "enter")
	row, _ := s.app.convert.SelectedRow()
	before, err := accounts.AllTouches(t.Context(), s.app.board.Store())
	if err != nil {
		t.Fatal(err)
	}
	s.press("*", "/", "quay", "enter", "o")
	s.sees("Owner of Amber Ferry and 19 more, 18 of them hidden")
	s.press("Mia", "enter")
	s.sees("all 20 marked trials, Amber Ferry and 19 more?", "hides 18")
	s.press("y")
	s.sees("Gave Amber Ferry and 19 more to Mia, 18 of them hidden by the filter")
	again := s.app.options
	again.Cache = facts.New(s.openStore())
	s.open(again)
	if mia, err := accounts.Owners(t.Context(), s.app.board.Store()); err != nil || mia[0].Accounts != 20 {
		t.Errorf("owners are %v, %v", mia, err)
	}
	s.press("esc", "u")
	s.sees("Undid: gave Amber Ferry and 19 more to Mia")
	after, err := accounts.AllTouches(t.Context(), s.app.board.Store())
	counting := after[:0]
	for _, touch := range after {
		if !touch.Undone {
			counting = append(counting, touch)
		}
	}
	if err != nil || len(counting) != 1 || counting[0] != before[0] || before[0].Account != row.ID {
		t.Errorf("before there was %+v, then %+v, %v", before, counting, err)
	}
}
