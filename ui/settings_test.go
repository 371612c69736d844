package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/rulebooks"
	"trialist/ui/host"
	"trialist/ui/settings"
	"trialist/ui/words"
)

// settingsKey is the number key of the tab.
func (s *session) settingsKey() string {
	for i, tab := range s.app.tabs {
		if tab.screen == host.Screen(s.app.settings) {
			return fmt.Sprint(i + 1)
		}
	}
	s.t.Fatal("there is no Settings tab")
	return ""
}

// The groups of the settings, in their order.
const (
	statuses = iota
	adoptionBands
	fitBands
	matrix
	weightings
	days
	display
)

// numSettings is how many settings there are.
const numSettings = 22

// openSetting opens the tab and moves the cursor to a row of a group.
func (s *session) openSetting(group, row int) {
	s.t.Helper()
	s.press(s.settingsKey(), "g")
	for range group {
		s.press("pgdown")
	}
	for range row {
		s.press("j")
	}
}

// books is the saved rulebook, as another process reads it, and the draft.
func (s *session) books() (inForce, draft rulebook.Rulebook) {
	s.t.Helper()
	inForce, _, err := rulebooks.Current(s.t.Context(), s.app.board.Store())
	if err != nil {
		s.t.Fatal(err)
	}
	return inForce, s.app.draft.Book()
}

func TestSettingsGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(matrix, 1)
	s.press("left", "space")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("settings-%dx%d", size[0], size[1]))
	}
}

func TestConvertFillsWhenTheStatusesAreChanged(t *testing.T) {
	t.Parallel()
	w := &fixture{}
	for _, name := range []string{"Amber Ferry", "Birch Quay", "Copper Lantern"} {
		w.customer(name, name, attribute("plan", value.TextValue("free trial")))
	}
	w.customer("old", "Paid Already", attribute("plan", value.TextValue("gold")))
	s := start(t, w)
	s.sees("No account has trial status", "4  not converted", "enter opens them")
	s.press("enter")
	if s.app.current() != host.Screen(s.app.settings) {
		t.Fatalf("enter did not open the settings:\n%s", s.screen())
	}
	s.press("enter")
	s.sees("An account is trial when")
	s.press("shift+tab", "shift+tab", "ctrl+u")
	s.send(tea.PasteMsg{Content: `attribute plan is "free trial"`})
	s.press("ctrl+s")
	s.sees(`attribute plan is "free trial"`, "was 0", "0 → 3 trials", "was 4")
	s.press("1")
	s.sees("No account has trial status")
	s.press(s.settingsKey(), "ctrl+s")
	s.sees("As saved", "3 trials")
	s.press("1")
	s.sees("Amber Ferry", "Birch Quay", "Copper Lantern", "3 trials")
	s.misses("No account has trial status")
	if inForce, _ := s.books(); inForce.Lifecycle.Trial.String() != `attribute plan is "free trial"` {
		t.Errorf("saved %q", inForce.Lifecycle.Trial)
	}
}

func TestTickingACellChangesWhoIsQualified(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	before := s.app.board.QualifiedCount()
	yields := rank.ConversionByCell(s.app.board.Population, s.app.board.Book.Card)
	s.openSetting(matrix, 3)
	s.press("left", "left", "left", "left", "right", "right") // the column of High
	trials := yields[0][2].Trials
	if trials == 0 {
		t.Fatal("the cell holds nobody, so that nothing can change")
	}
	s.press("space")
	s.sees(fmt.Sprintf("%d → %d qualified", before, before+trials), string(words.Count(trials, "trial", "trials")), "newly ticked")
	if s.app.board.QualifiedCount() != before {
		t.Error("the list changed before anything was saved")
	}
	s.press("ctrl+s")
	if got := s.app.board.QualifiedCount(); got != before+trials {
		t.Errorf("%d are qualified, want %d", got, before+trials)
	}
	s.press("1")
	s.sees(fmt.Sprintf("%d qualified", before+trials))
}

func TestMatrixShowsWhatBecameOfTheFinished(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	for i := range 4 {
		id := fmt.Sprintf("done-%d", i)
		end := attribute("trial_ends_at", value.DateValue(value.FromTime(noon)-30*value.Day))
		if i == 0 {
			w.customer(id, id, end, attribute("converted_at", value.DateValue(value.FromTime(noon)-40*value.Day)))
		} else {
			w.customer(id, id, end)
		}
	}
	s := start(t, w)
	s.openSetting(matrix, 3)
	s.press("left", "left", "left")
	// The two customers that are not on trial are in the cell too.
	s.sees("2 of 6 finished converted", "33 %", "–")
}

func TestCutsAreRefusedInTheWordsOfTheDomain(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(adoptionBands, 1)
	s.press(">", ">", ">", ">", ">")
	wrong := rulebook.Cuts{25, 75, 75}.Validate().Error()
	s.sees(wrong[1:], "‹  70 ›")
	s.press("enter", "ctrl+u", "9x", "enter")
	s.sees("is not a whole number")
	s.press("enter", "ctrl+u", "60", "enter", "-")
	if _, draft := s.books(); draft.Card.AdoptionCuts != (rulebook.Cuts{25, 59, 75}) {
		t.Errorf("the draft has %v", draft.Card.AdoptionCuts)
	}
	s.openSetting(fitBands, 0)
	s.press("enter", "ctrl+u", "101", "enter")
	s.sees("25, 50, 101")
	want := rank.Summarize(s.app.board.Population, s.app.draft.Book().Card)
	s.sees(fmt.Sprintf("%d qualified", want.Qualified))
}

func TestWeightingAndUndo(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(weightings, 1)
	s.sees("75 and 25", "66.7 and 33.3")
	s.press("enter")
	if _, draft := s.books(); draft.Card.Weighting != rulebook.Proportional {
		t.Error("enter did not choose the weighting")
	}
	s.sees("Draft, 1 change")
	s.openSetting(statuses, 6)
	s.press("+", ">", "up", "right")
	s.sees("was 14", "Draft, 3 changes")
	s.press("u", "u", "u", "u")
	inForce, draft := s.books()
	if changes := rulebook.Diff(inForce, draft); len(changes) > 0 {
		t.Errorf("after undo there is still %v", changes)
	}
	s.press("ctrl+r", "esc", "x")
	s.sees("As saved")
}

func TestHeldKeysCountOnce(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(fitBands, 0)
	before := s.answers["settings.measured"]
	var cmds []tea.Cmd
	for range 20 {
		_, cmd := s.app.Update(tea.KeyPressMsg{Code: '+', Text: "+"})
		cmds = append(cmds, cmd)
	}
	s.run(tea.Batch(cmds...))
	if got := s.answers["settings.measured"] - before; got != 2 {
		t.Errorf("%d questions were asked, want the first and the last", got)
	}
}

func TestThemeIsKeptAndGivesWayToTheFlag(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(display, 0)
	s.press("right", "right")
	s.sees("(light)", "As saved")
	if s.app.theme.Dark {
		t.Error("the light theme is dark")
	}
	s.press("j", "right")
	if s.app.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is still taken")
	}
	later := newApp(t.Context(), s.app.options)
	later.Update(settings.LoadPreferences(t.Context(), s.app.options.Cache.Store())())
	if later.theme.Dark || !later.mouseDisabled() {
		t.Error("what was chosen is forgotten")
	}
	flagged := start(t, sampleTrials(t), func(o *Options) { o.Theme = "dark"; o.Cache = s.app.options.Cache })
	flagged.openSetting(display, 0)
	flagged.sees("as --theme says")
	flagged.press("right")
	flagged.sees("it is as --theme says")
	if !flagged.app.theme.Dark {
		t.Error("the setting went before the flag")
	}
}

func TestTimeZoneIsDraftedSavedAndUndone(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(60, 16)
	s.openSetting(days, 0)
	s.sees("Time zone", "UTC (unset)", "days counted")
	s.press("enter", "Mars/Olympus", "enter")
	s.sees("is not a time zone", "Mars/Olympus") // what was typed is still there to be mended
	s.press("ctrl+u", "Asia/Tokyo", "enter")
	s.sees("Asia/Tokyo", "was UTC (unset)", "Draft, 1 change")
	s.press("u")
	s.sees("UTC (unset)", "As saved")
	s.press("ctrl+r", "ctrl+s")
	s.sees("As saved", "Asia/Tokyo")
	if zone, set, err := s.openStore().TimeZone(t.Context()); err != nil || !set || zone.Name() != "Asia/Tokyo" {
		t.Errorf("the workspace has the zone %s, set %t, %v", zone.Name(), set, err)
	}
	if got := s.app.board.Zone().Name(); got != "Asia/Tokyo" {
		t.Errorf("the dashboard counts days in %s", got)
	}
	s.size(100, 24)
	s.press("H")
	s.sees("JST  ana", "UTC (unset) to Asia/Tokyo")
	s.press("esc")
	s.size(60, 16)
	s.openSetting(days, 0)
	s.press("enter", "ctrl+u", "enter", "ctrl+s")
	if _, set, err := s.openStore().TimeZone(t.Context()); err != nil || set {
		t.Errorf("the zone is still set, %v", err)
	}
}

func TestTimeZoneSetElsewhereIsAConflict(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(days, 0)
	s.press("enter", "Asia/Tokyo", "enter")
	if err := s.openStore().SetTimeZone(t.Context(), "America/New_York"); err != nil {
		t.Fatal(err)
	}
	s.press("ctrl+s")
	s.sees("saved in between", "time zone: UTC (unset) to America/New_York", "time zone: UTC (unset) to Asia/Tokyo")
	s.press("m")
	if zone, _, err := s.openStore().TimeZone(t.Context()); err != nil || zone.Name() != "Asia/Tokyo" {
		t.Errorf("the workspace has the zone %s, %v", zone.Name(), err)
	}
}

func TestTimeZoneSetElsewhereIsShown(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(days, 0)
	if err := s.openStore().SetTimeZone(t.Context(), "America/New_York"); err != nil {
		t.Fatal(err)
	}
	s.second()
	s.sees("America/New_York", "As saved")
	s.openSetting(weightings, 1)
	s.press("enter", "ctrl+s")
	if zone, _, err := s.openStore().TimeZone(t.Context()); err != nil || zone.Name() != "America/New_York" {
		t.Errorf("saving something else left the zone %s, %v", zone.Name(), err)
	}
}

func TestTimeZoneOfADraftSurvivesACrash(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(days, 0)
	s.press("enter", "Asia/Tokyo", "enter")
	s.pauseTyping()
	drafted, found, err := rulebooks.ClaimDraft(t.Context(), s.openStore(), "ana", -1, allEnded)
	if err != nil || !found || !drafted.ChangesTimeZone || drafted.Book.TimeZone != "Asia/Tokyo" {
		t.Errorf("kept %q, found %t, %v", drafted.Book.TimeZone, found, err)
	}
}

func TestWordNotUnderstoodIsTakenIntoACondition(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	for i := range 3 {
		w.customer(fmt.Sprintf("d%d", i), "", attribute("status", value.TextValue([]string{"Dormant", "dormant", "Tier 2"}[i])))
	}
	s := start(t, w)
	s.size(60, 16)
	s.openSetting(statuses, 8)
	s.sees("Not understood", `"Dormant" 2`, "3", "enter say what it means")
	s.press("enter")
	s.sees("What a word means", `status "Dormant", 2 accounts`, "means trial", "means churned")
	s.press("down", "enter")
	s.sees("An account is paying when")
	s.press("ctrl+s")
	s.sees("Draft, 1 change", `"Tier 2" 1`)
	s.misses("Dormant")
	inForce, draft := s.books()
	if want := `"closed won"|Dormant`; !strings.HasSuffix(draft.Lifecycle.Paying.String(), want) {
		t.Errorf("the draft has %s", draft.Lifecycle.Paying)
	}
	if len(rulebook.Diff(inForce, rulebook.Default())) != 0 && strings.Contains(inForce.Lifecycle.Paying.String(), "Dormant") {
		t.Error("it is in force before it was saved")
	}
	if got := s.app.board.Counts[rulebook.Paying]; got != 1 {
		t.Fatalf("%d pay before it was saved", got)
	}
	s.press("ctrl+s")
	if got := s.app.board.Counts[rulebook.Paying]; got != 3 {
		t.Errorf("%d pay after it was saved, want 3", got)
	}
	s.press("enter", "tier", "down", "down", "down", "enter", "ctrl+s", "ctrl+s")
	s.openSetting(statuses, 8)
	s.sees("no word of status")
	s.press("enter")
	s.sees("every word is understood")
}

func TestSettingsForReadingOnly(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	s.openSetting(adoptionBands, 2)
	s.press("+")
	s.sees("Draft, 1 change, to try only")
	s.press("ctrl+s")
	s.sees("open for reading only")
	s.press("u", "G", "up", "right")
	s.sees("(dark)")
	if value, err := s.app.board.Store().Setting(t.Context(), "theme"); err != nil || value != "" {
		t.Errorf("stored %q, %v", value, err)
	}
}

func TestSettingsClicks(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(140, 40)
	s.press(s.settingsKey())
	lines := strings.Split(s.screen(), "\n")
	for y, line := range lines {
		x := strings.Index(line, "Partial ")
		if x < 0 || !strings.Contains(line, "%") && !strings.Contains(line, "–") {
			continue
		}
		x = len([]rune(line[:x])) + 18
		s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
		if _, draft := s.books(); !draft.Card.Qualified[1][0] {
			t.Fatalf("two clicks did not tick the cell:\n%s", s.screen())
		}
		return
	}
	t.Fatalf("no row of the matrix on\n%s", s.screen())
}

func TestSettingsStayInsideTheScreen(t *testing.T) {
	t.Parallel()
	hostile := hostile(t)
	for name, w := range map[string]*fixture{"harbour": sampleTrials(t), "hostile": hostile, "empty": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, w)
			s.press(s.settingsKey())
			s.run(s.app.draft.Edit(func() rulebook.Rulebook {
				book := s.app.draft.Book()
				rule := condition.Rule{Subject: condition.AttributeSubject, Name: "\x1b]0;東京\a", Operator: condition.Is, Texts: []string{strings.Repeat("\u202e🇫🇷", 30)}}
				book.Lifecycle.Churned = condition.Condition{Rules: []condition.Rule{rule, rule, rule}}
				return book
			}()))
			for i := range numSettings {
				s.size(120, 30)
				s.press("j", "right", "+")
				for width := i % 11; width <= 200; width += 11 {
					height := (width*23 + i*17) % 61
					s.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
					checkView(t, name, s.app.View(), width, height)
				}
			}
		})
	}
}

func TestSettingUnderTheCursorIsInSight(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press(s.settingsKey())
	marker := string(s.app.theme.Glyphs.Marker)
	for _, size := range [][2]int{{140, 40}, {140, 12}, {80, 24}, {60, 16}, {44, 10}} {
		s.size(size[0], size[1])
		for _, key := range []string{"j", "k", "pgdown", "pgup"} {
			for range numSettings {
				if !strings.Contains(s.screen(), marker) {
					t.Fatalf("at %v the setting is out of sight:\n%s", size, s.screen())
				}
				s.press(key)
			}
		}
	}
}

// TestAccountsAreLeftOut leaves out those of a plan, and then nobody again.
func TestAccountsAreLeftOut(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	for _, name := range []string{"Own One", "Own Two"} {
		w.customer(name, name, attribute("plan", value.TextValue("internal")), attribute("trial_started_at", value.DateValue(value.FromTime(noon)-value.Day)))
	}
	s := start(t, w)
	trials := s.app.board.Counts[rulebook.Trial]
	s.openSetting(statuses, 0)
	s.sees("left out", "nobody: your own accounts")
	s.press("enter", "down", "enter")
	s.sees("An account is left out when")
	s.press("shift+tab", "shift+tab", "ctrl+u")
	s.send(tea.PasteMsg{Content: `attribute plan is internal`})
	s.press("ctrl+s")
	s.sees("attribute plan is internal", fmt.Sprintf("%d → %d trials", trials, trials-2))
	s.press("ctrl+s")
	if got := s.app.board.Counts[rulebook.Trial]; got != trials-2 {
		t.Errorf("%d trials are left, want %d", got, trials-2)
	}
	s.press("1")
	s.sees("2 left out")
	s.press("L")
	s.sees("2 left out", "Own One, as attribute plan is internal", "Own Two, as attribute plan is internal")
	s.press("down", "enter")
	if s.app.current() != s.app.trial {
		t.Fatal("no trial is opened from the list")
	}
	s.sees("Own Two", "left out, as attribute plan is internal")
	s.openSetting(statuses, 0)
	s.press("enter", "down", "enter")
	s.sees("nobody: your own accounts", fmt.Sprintf("%d → %d trials", trials-2, trials))
	s.press("ctrl+s", "1")
	s.misses("left out")
}

// TestProposalOfWhomToLeaveOut looks for tests from the settings, and takes what is found.
func TestProposalOfWhomToLeaveOut(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	for _, name := range []string{"Try One", "Try Two"} {
		w.customer(name, name, attribute("email", value.TextValue("test@"+name+".de")), attribute("trial_started_at", value.DateValue(value.FromTime(noon)-value.Day)))
	}
	s := start(t, w)
	trials := s.app.board.Counts[rulebook.Trial]
	s.openSetting(statuses, 0)
	s.press("enter")
	s.sees("Look for accounts that seem to be your own, or tests")
	s.press("enter")
	s.sees("An account is left out when", "attribute email starts with test@")
	s.press("ctrl+s")
	s.sees(fmt.Sprintf("%d → %d trials", trials, trials-2))
	s.press("ctrl+s", s.settingsKey())
	s.openSetting(statuses, 0)
	s.press("enter")
	s.sees("Edit the condition", "Leave nobody out")
}

// TestGoingBackKeepsADraftedTimeZone: no version has a zone of its own.
func TestGoingBackKeepsADraftedTimeZone(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.openSetting(weightings, 1)
	s.press("enter", "ctrl+s")
	s.openSetting(days, 0)
	s.press("enter", "Asia/Tokyo", "enter", "H", "enter")
	s.sees("The time zone stays Asia/Tokyo")
	s.press("esc", "H", "down", "enter", "r")
	if got := s.app.draft.Book().TimeZone; got != "Asia/Tokyo" {
		t.Errorf("the draft has the zone %q", got)
	}
}
