package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/view"
	"trialist/store/views"
	"trialist/ui/convert"
)

// reopen closes the dashboard and opens the workspace again.
func (s *session) reopen(change ...func(*Options)) {
	s.t.Helper()
	if err := s.app.close(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	o := s.app.options
	for _, f := range change {
		f(&o)
	}
	o.left = convert.LoadLeft(context.Background(), o.Cache.Store(), o.Who)
	s.open(o)
}

func TestTheListIsAsItWasLeft(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("/", "country:FR", "enter", "s", "7", "s", "7", "t", "x", "enter", "<", "<")
	before := s.screen()
	if !strings.Contains(before, "country:FR") || strings.Contains(before, "   #") {
		t.Fatalf("not what was asked for:\n%s", before)
	}
	s.reopen()
	if after := s.screen(); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	s.reopen(func(o *Options) { o.Who = "bo" })
	s.misses("country:FR")
	s.sees("By adoption")
	s.reopen(func(o *Options) { o.Who = "ana" })
	if after := s.screen(); after != before {
		t.Errorf("another user has changed it to\n%s", after)
	}
}

func TestNothingIsKeptOfAReadOnlyWorkspace(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	s.press("/", "country:FR", "enter")
	s.reopen()
	s.misses("country:FR")
	s.press("v", "a")
	s.sees("the workspace is open for reading only")
}

func TestAFilterThatIsLeftAndHasNoMeaningAnyMore(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	if err := s.app.board.Store().SetPreference(t.Context(), "ana", "list", `{"filter":"segment:Gone","sort":"size"}`); err != nil {
		t.Fatal(err)
	}
	s.app.convert.ShowFilter("")
	s.openAgain()
	s.sees("segment:Gone", `no segment is named "Gone"`, "Amber Ferry")
}

// openAgain opens the workspace as another process would, which ends without closing.
func (s *session) openAgain() {
	o := s.app.options
	o.left = convert.LoadLeft(context.Background(), o.Cache.Store(), o.Who)
	s.open(o)
}

func TestViews(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("o", "ana", "enter", "v")
	s.sees("Mine", "owner:@me", "Qualified and uncontacted", "Ends within 3 days", "Slipping", "rename a view")
	s.press("1")
	s.sees(" Mine ", "1 of 20 trials")
	s.press("v", "3")
	s.sees(" Ends within 3 days ", "/ left<=3", "Left ▲")
	s.misses(" Mine ")

	s.press("esc", "s", "7", "v", "a", "Alphabet", "enter")
	s.sees("Saved as view Alphabet", " Alphabet ")
	s.press("s", "2")
	s.misses(" Alphabet ")
	s.press("v", "5")
	s.sees(" Alphabet ", "By name")
	s.press("v", "r", "5")
	s.sees("Name of the view  Alphabet")
	s.press("etic", "enter")
	s.sees("View Alphabet is Alphabetetic now", " Alphabetetic ")
	s.press("v", "a", "mine", "enter")
	s.sees("Save as view  mine", "there is a view of that name already") // what was typed stays
	s.press("esc")
	s.press("/", "country:FR", "enter", "v", "e", "5")
	s.sees("View Alphabetetic is as the list now")
	s.press("v", "d", "1")
	s.sees("Delete the view Mine?")
	s.press("x")
	s.sees("Deleted the view Mine")
	got, err := views.Load(t.Context(), s.openStore())
	if err != nil {
		t.Fatal(err)
	}
	last := got[len(got)-1]
	if len(got) != 4 || got[0].Name != "Qualified and uncontacted" || last.Name != "Alphabetetic" || last.Filter != "country:FR" || last.Sort != (view.Sort{By: view.Name}) {
		t.Errorf("the views are %+v", got)
	}
}

// TestEscLeavesAView opens views over a list that is sorted and filtered, leaves them
// there and after a restart, and goes to the usual list.
func TestEscLeavesAView(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	usual := s.screen()
	s.press("v", "3", "j", "v", "2") // one view after another
	s.sees(" Qualified and uncontacted ")
	s.press("esc")
	if got := s.screen(); got != usual {
		t.Errorf("after leaving views the usual list is\n%s\nwant\n%s", got, usual)
	}
	s.press("s", "7", "/", "country:FR", "enter", "g")
	before := s.screen()
	s.press("v", "3")
	s.sees(" Ends within 3 days ", "Left ▲")
	s.reopen()
	s.sees(" Ends within 3 days ", "Left ▲")
	s.press("esc")
	if got := s.screen(); got != before {
		t.Errorf("after leaving a view\n%s\nwant\n%s", got, before)
	}
	s.press("v")
	s.sees("0  the usual list: all trials, by adoption")
	s.press("0")
	s.reopen()
	if got := s.screen(); got != usual {
		t.Errorf("the usual list is\n%s\nwant\n%s", got, usual)
	}
	s.press("s", "7", "esc")
	s.sees("By name") // no view, and so a choice of one's own
}

func TestMineNeedsToKnowWhoOneIs(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.Who = "" })
	s.press("v", "1")
	s.sees("it is not known who you are", "Amber Ferry")
}

func TestColumns(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	header := func() string { return strings.Split(s.screen(), "\n")[3] }
	s.size(160, 30)
	s.press("p", "t")
	s.sees("Columns", "✓ Rank, and how it moved", "The mean of both scores")
	s.press("j", "j", "space") // the name stays
	s.sees("without names rows cannot be told apart")
	s.press("G")
	for range 20 {
		s.press("j")
	}
	s.press("k", "k", "k", "space") // the mean, before the last three
	for range 8 {
		s.press("K")
	}
	s.press("enter")
	if got := strings.Fields(header()); strings.Join(got, " ") != "# Trial Mean Adoption ▼ Fit Journey Left Seen Trend Owner Last touch" {
		t.Errorf("the titles are %q", got)
	}
	s.press("t", "r", "enter")
	if strings.Contains(header(), "Mean") {
		t.Errorf("the usual columns are %q", header())
	}
	s.press("t", "space", "esc")
	if !strings.Contains(header(), "#") {
		t.Errorf("esc left %q", header())
	}
}

func TestEveryColumnSortsAndAgainReverses(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(160, 30)
	s.press("p")
	click := func(title string) {
		line := strings.Split(s.screen(), "\n")[3]
		s.send(tea.MouseClickMsg{X: len([]rune(line[:strings.Index(line, title)])), Y: 3, Button: tea.MouseLeft})
	}
	for title, by := range map[string]view.Column{
		"Trial": view.Name, "Fit": view.Fit, "Journey": view.Journey, "Left": view.DaysLeft, "Seen": view.LastSeen, "Owner": view.Owner, "Last touch"[:8]: view.LastTouch,
	} {
		click(title)
		if got := s.app.board.ShownSort(); got != (view.Sort{By: by}) {
			t.Errorf("%s sorts by %v", title, got)
		}
		click(title)
		if got := s.app.board.ShownSort(); got != (view.Sort{By: by, Reverse: true}) {
			t.Errorf("%s again sorts by %v", title, got)
		}
	}
	click("Trial")
	if got := s.selected(); got != "Amber Ferry" {
		t.Errorf("the first name is %q", got)
	}
	click("Trial")
	if got := s.selected(); got != "Tidewater Grain" {
		t.Errorf("the last name is %q", got)
	}
	click("Trend")
	s.sees("Trials cannot be sorted by their trend")
}

func TestGoToANumber(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	line := func() string {
		for _, line := range strings.Split(s.screen(), "\n") {
			if strings.HasPrefix(line, "▌") {
				return line
			}
		}
		return ""
	}
	s.press(":", "17", "enter")
	if got := line(); !strings.HasPrefix(got, "▌ 17") {
		t.Errorf("went to %q", got)
	}
	s.press("#", "3", "enter")
	if got := line(); !strings.HasPrefix(got, "▌  3") {
		t.Errorf("went to %q", got)
	}
	s.press(":", "21", "enter")
	s.sees("The list goes from 1 to 20")
	s.press("#", "x", "enter")
	s.sees("Not a number: x")
	s.press("/", "zebra", "enter", ":", "2", "enter")
	s.sees("The filter hides number 2")
}

func TestPanesResize(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	border := func() int { return slices.Index([]rune(strings.Split(s.screen(), "\n")[10]), '│') }
	at := border()
	s.press("<")
	if got := border(); got != at-2 {
		t.Errorf("the border went from %d to %d", at, got)
	}
	s.press(">", ">")
	if got := border(); got != at+2 {
		t.Errorf("the border went from %d to %d", at, got)
	}
	x := at + 2
	s.send(tea.MouseClickMsg{X: x, Y: 10, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: x - 9, Y: 12, Button: tea.MouseLeft})
	s.send(tea.MouseReleaseMsg{X: x - 9, Y: 12, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: x + 5, Y: 12, Button: tea.MouseLeft})
	if got := border(); got != x-9 {
		t.Errorf("dragged to %d, want %d", got, x-9)
	}
	for range 100 {
		s.press("<")
	}
	s.press(">")
	if got := border(); got < 40 || got > 60 {
		t.Errorf("the border is at %d after keys without effect", got)
	}
	s.size(100, 40)
	rule := func() int {
		lines := strings.Split(s.screen(), "\n")
		for y := 5; y < len(lines); y++ {
			if strings.HasPrefix(strings.TrimSpace(lines[y]), "─────") {
				return y
			}
		}
		return -1
	}
	y := rule()
	s.send(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
	s.send(tea.MouseMotionMsg{X: 5, Y: y - 3, Button: tea.MouseLeft})
	s.send(tea.MouseReleaseMsg{X: 5, Y: y - 3})
	if got := rule(); got != y-3 {
		t.Errorf("the rule is at %d, want %d", got, y-3)
	}
}

func TestTheWheelScrollsWhatIsUnderIt(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(120, 14)
	name := s.selected()
	preview := func() string { return strings.SplitN(strings.Split(s.screen(), "\n")[3], "│", 2)[1] }
	first := preview()
	s.send(tea.MouseWheelMsg{X: 110, Y: 8, Button: tea.MouseWheelDown})
	if preview() == first || s.selected() != name {
		t.Errorf("the wheel over the preview left %q at %q", s.selected(), preview())
	}
	s.send(tea.MouseWheelMsg{X: 110, Y: 8, Button: tea.MouseWheelUp})
	if preview() != first {
		t.Errorf("back up is %q, want %q", preview(), first)
	}
	s.send(tea.MouseWheelMsg{X: 110, Y: 8, Button: tea.MouseWheelDown})
	s.press("j")
	if !strings.Contains(preview(), s.selected()) {
		t.Errorf("the next trial begins with %q", preview())
	}
	s.send(tea.MouseWheelMsg{X: 20, Y: 8, Button: tea.MouseWheelDown})
	if strings.Contains(s.screen(), "\n   1 ") {
		t.Error("the wheel over the list did not scroll it")
	}
}
