package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/tables"
	"trialist/ui/clean"
	"trialist/ui/form"
	"trialist/ui/host"
	"trialist/ui/words"
)

// formSession is a session with an open form, and what the form returned.
type formSession struct {
	*session
	form     *form.Form
	accepted []rulebook.Signal
}

// forms is the context that the dashboard gives to forms.
func (s *session) forms() form.Context {
	return form.Context{Frame: s.app, Board: s.app.board, Card: s.app.card}
}

// editSignal opens the form of a signal.
func editSignal(t *testing.T, w *fixture, s rulebook.Signal) *formSession {
	t.Helper()
	f := &formSession{session: start(t, w)}
	f.run(form.EditSignal(f.forms(), "New signal", s, func(s rulebook.Signal) tea.Cmd {
		f.accepted = append(f.accepted, s)
		return nil
	}))
	f.form = f.app.topOverlay().(*form.Form)
	return f
}

// editCondition opens the form of a condition.
func editCondition(t *testing.T, w *fixture, c condition.Condition) *formSession {
	t.Helper()
	f := &formSession{session: start(t, w)}
	f.run(form.EditCondition(f.forms(), "On trial", c, func(c condition.Condition) tea.Cmd {
		f.accepted = append(f.accepted, rulebook.Signal{When: c})
		return nil
	}))
	f.form = f.app.topOverlay().(*form.Form)
	return f
}

// tabTo presses tab until the cursor is in a field.
func (f *formSession) tabTo(kind form.FieldKind, rule int) {
	f.t.Helper()
	ref := form.FieldRef{Kind: kind, Rule: rule}
	if kind < form.SubjectField || kind == form.SentenceField {
		ref.Rule = 0
	}
	for range 200 {
		if f.form.Field().Kind == kind && (f.form.Field().Rule == rule || kind < form.SubjectField || kind == form.SentenceField) {
			return
		}
		f.press("tab")
	}
	f.t.Fatalf("tab does not reach %v", ref)
}

// chooseSubject presses right until the current rule has a subject.
func (f *formSession) chooseSubject(subject string) {
	f.t.Helper()
	for range 40 {
		if f.form.Condition().Rules[f.form.Field().Rule].Subject.String() == subject {
			return
		}
		f.press("right")
	}
	f.t.Fatalf("no rule is about %q", subject)
}

func parseCondition(t *testing.T, sentence string) condition.Condition {
	t.Helper()
	c, err := condition.Parse(sentence)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFormAddsASignalByKeysAlone(t *testing.T) {
	t.Parallel()
	const sentence = `event "Invited teammate" happened at least 2 times in the last 3 days`
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.press("Team lately", "tab", "tab", "right", "tab", "+", "+", "tab", "tab", "tab", "tab")
	if f.form.Field() != (form.FieldRef{Kind: form.RuleNameField, Rule: 0}) {
		t.Fatalf("the tabs led to %v", f.form.Field())
	}
	f.press("invi", "enter", "right", "tab", "2", "tab", "right", "tab", "backspace", "3")

	want := 0 // trials with two invitations in the last three days
	for i := range 20 {
		invited := 0
		for j := 2; j <= 3; j++ {
			if (i*7+j*3)%5 < 3 && time.Duration(i*5+j+1)*time.Hour < 72*time.Hour {
				invited++
			}
		}
		if invited >= 2 {
			want++
		}
	}
	if want == 0 || want == 20 {
		t.Fatalf("%d of 20 shows nothing", want)
	}
	f.sees(fmt.Sprintf("%d of 20 trials, %d %%", want, (200*want+20)/40), sentence)
	f.press("ctrl+s")
	if len(f.accepted) != 1 {
		t.Fatalf("%d signals were handed over\n%s", len(f.accepted), f.screen())
	}
	got := f.accepted[0]
	if got.When.String() != parseCondition(t, sentence).String() || got.Name != "Team lately" || got.Phase != rulebook.Discovery || got.Weight != 7 {
		t.Errorf("got %+v when %s", got, got.When)
	}
	if f.app.topOverlay() != nil {
		t.Error("the form is still open")
	}
}

func TestFormReadsAWholeSentence(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Name: "Near", Weight: 5, Enabled: true})
	f.tabTo(form.SentenceField, 0)
	f.press(`attribute country is FR|DE or last `)
	f.sees(`at the end: expected "seen"`)
	f.press("ctrl+s")
	if len(f.accepted) > 0 {
		t.Fatal("half a sentence was handed over")
	}
	f.press(`seen is less than 2 days ago`)
	f.misses("expected")
	f.sees("(any)", "country", "FR|DE")
	f.press("enter")
	if len(f.accepted) != 1 || f.accepted[0].When.String() != "attribute country is FR|DE or last seen is less than 2 days ago" {
		t.Fatalf("got %v", f.accepted)
	}
}

// fullSide is the sample trials with as many enabled adoption signals as there can
// be.
func fullSide(t *testing.T) *fixture {
	t.Helper()
	w := sampleTrials(t)
	for i := len(w.signals) - 2; i < rulebook.MaxBits; i++ {
		w.signals = append(w.signals, newSignal(t, rulebook.Adoption, fmt.Sprintf("Step %d", i), 1, "active days is more than 1 ever"))
	}
	return w
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	t.Parallel()
	fine := newSignal(t, rulebook.Adoption, "Fine", 5, "event login happened more than 1 time in the last 7 days")
	tests := map[string]struct {
		fixture *fixture
		keys    []string
		at      form.FieldKind
		wrong   func(*rulebook.Signal) // the same mistake, for the scorecard to reject
	}{
		"no name":        {sampleTrials(t), []string{"ctrl+u"}, form.NameField, func(s *rulebook.Signal) { s.Name = "" }},
		"taken":          {sampleTrials(t), []string{"ctrl+u", "company SIZE"}, form.NameField, func(s *rulebook.Signal) { s.Name = "company SIZE" }},
		"65th":           {fullSide(t), nil, form.SideField, func(s *rulebook.Signal) {}},
		"no rules":       {sampleTrials(t), []string{"tab", "tab", "tab", "tab", "tab", "tab", "ctrl+x"}, form.JoinField, func(s *rulebook.Signal) { s.When.Rules = nil }},
		"window of 0":    {sampleTrials(t), []string{"shift+tab", "shift+tab", "shift+tab", "ctrl+u", "0"}, form.CountField, func(s *rulebook.Signal) { s.When.Rules[0].Window.Count = 0 }},
		"half a time":    {sampleTrials(t), []string{"down", "down", "down", "right", "tab", "tab", "tab", "ctrl+u", "1.5"}, form.ValueField, func(s *rulebook.Signal) { s.When.Rules[0].Number = 1.5 }},
		"a rule unnamed": {sampleTrials(t), []string{"ctrl+n"}, form.RuleNameField, func(s *rulebook.Signal) { s.When.Rules[0].Name = "" }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := editSignal(t, tt.fixture, fine)
			if name == "half a time" {
				f.tabTo(form.SubjectField, 0)
				tt.keys = []string{"tab", "tab", "tab", "ctrl+u", "1.5"}
			}
			f.press(tt.keys...)
			f.press("ctrl+s")
			bad := fine
			bad.When = parseCondition(t, fine.When.String())
			tt.wrong(&bad)
			_, err := f.app.board.Book.Card.Add(bad)
			if err == nil {
				t.Fatal("the card would take it")
			}
			if len(f.accepted) > 0 {
				t.Fatalf("it was handed over:\n%s", f.screen())
			}
			if f.form.Field().Kind != tt.at {
				t.Errorf("the cursor went to %d, want %d", f.form.Field().Kind, tt.at)
			}
			f.sees("✗ " + err.Error())
			f.press("esc", "x")
		})
	}
}

func TestWeightsStayInRange(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 9, Enabled: true})
	f.tabTo(form.WeightField, 0)
	f.press("+")
	f.misses("must be")
	for key, weight := range map[string]int{"+": 11, "0-": 9} {
		f.press("0")
		f.press(key)
		if weight > rulebook.MaxWeight {
			_, err := rulebook.NewScorecard().Add(rulebook.Signal{Name: "x", Weight: weight})
			f.sees(err.Error())
			weight = rulebook.MaxWeight
		}
		if f.form.Result().Weight != weight {
			t.Errorf("%s made it %d", key, f.form.Result().Weight)
		}
	}
	f.press("1", "left")
	f.sees("a weight must be 1 to 10, not 0")
}

func TestPickerOffersWhatTheDataHas(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.tabTo(form.RuleNameField, 0)
	counts, err := tables.EventNames(t.Context(), f.app.board.Store())
	if err != nil {
		t.Fatal(err)
	}
	if len(counts) < 3 || counts[0].Count <= counts[2].Count {
		t.Fatalf("%v have no order to speak of", counts)
	}
	screen, at := f.screen(), 0
	for _, n := range counts {
		found := strings.Index(screen[at:], n.Name)
		if found < 0 {
			t.Fatalf("%s is not on offer, or not in its place:\n%s", n.Name, screen)
		}
		at += found
	}
	f.sees(string(words.Number(counts[0].Count)))
	f.press("PROJ")
	f.sees("Created project")
	f.misses("Imported contacts")
	f.misses("Invited teammate")
	f.press("zz", "tab")
	f.sees(`No event is called "PROJzz"`)
	f.press("shift+tab", "ctrl+u", "down", "enter")
	if got := f.form.Condition().Rules[0].Name; got != counts[1].Name {
		t.Errorf("took %q, want %q", got, counts[1].Name)
	}
	f.misses("No event is called")
}

func TestStatusConditionsMayUseNamesBeforeAnImportHasThem(t *testing.T) {
	t.Parallel()
	f := editCondition(t, sampleTrials(t), parseCondition(t, "attribute churned_at is in the past or attribute status is gone"))
	f.sees("churned_at")
	f.misses("No attribute")
	other := editCondition(t, sampleTrials(t), parseCondition(t, "attribute left_at is in the past"))
	other.sees(`No attribute of accounts is called "left_at"`)
	whole := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Fit, "Left", 5, "attribute churned_at is in the past"))
	whole.sees(`No attribute of accounts is called "churned_at"`)
}

func TestComparisonsThatHardlyAnyValueCanAnswerAreSaid(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Fit, "Country", 5, "attribute country is more than 5"))
	f.sees(`values of attribute "country" is a number`)
	fits := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Fit, "Size", 5, "attribute employees is more than 5"))
	fits.misses("values of attribute")
}

func TestOperatorsFitTheData(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.tabTo(form.SubjectField, 0)
	f.chooseSubject("attribute")
	for name, want := range map[string]struct{ has, lacks condition.Operator }{
		"employees": {condition.MoreThan, condition.Before}, "country": {condition.Is, condition.MoreThan}, "trial_ends_at": {condition.Before, condition.MoreThan},
	} {
		f.tabTo(form.RuleNameField, 0)
		f.press("ctrl+u", name, "tab")
		f.tabTo(form.OperatorField, 0)
		var operators []condition.Operator
		for now := f.form.Condition().Rules[0].Operator; !slices.Contains(operators, now); now = f.form.Condition().Rules[0].Operator {
			operators = append(operators, now)
			f.press("right")
		}
		if !slices.Contains(operators, want.has) || slices.Contains(operators, want.lacks) {
			t.Errorf("%s may be asked %v", name, operators)
		}
	}
}

func TestCountsOfOtherConditionsAreGrey(t *testing.T) {
	t.Parallel()
	f := editCondition(t, sampleTrials(t), parseCondition(t, "attribute country is FR"))
	f.sees("5 of 22 accounts, 23 %")
	f.tabTo(form.ValueField, 0)
	f.press("end")
	typed := func(letter rune) tea.Cmd {
		_, cmd := f.app.Update(tea.KeyPressMsg{Code: letter, Text: string(letter)})
		return cmd
	}
	f.run(typed('|'))
	f.sees("5 of 22 accounts")
	first := typed('D')
	f.run(typed('E'))
	f.run(typed('|'))
	f.run(typed('x'))
	f.sees("5 of 22 accounts") // the previous count, until there is a new one
	f.run(first)
	f.sees("10 of 22 accounts", "attribute country is FR|DE|x")
	if got := f.answers["form.counted"]; got != 3 {
		t.Errorf("%d conditions were counted, want the one at first, the next, and the newest", got)
	}
}

func TestNearMissesAndImpossibleConditionsAreTold(t *testing.T) {
	t.Parallel()
	f := editCondition(t, sampleTrials(t), parseCondition(t, `event "Invited teammate" happened more than 1 time ever`))
	f.sees("have 1 instead of more than 1")
	f.tabTo(form.SentenceField, 0)
	f.press("ctrl+u", "last seen is in the future")
	f.sees("It can never match: last seen is in the future")
}

func TestFormAsksBeforeItLosesWhatWasTyped(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.press("q", "esc")
	f.sees("not in the draft yet")
	f.press("esc")
	if f.app.topOverlay() != host.Overlay(f.form) {
		t.Fatal("it is lost already")
	}
	f.press("ctrl+c")
	if f.quit {
		t.Fatal("ctrl+c lost it")
	}
	f.press("esc", "esc", "x")
	if f.app.topOverlay() != nil || len(f.accepted) > 0 {
		t.Error("the form is still open")
	}
	f = editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.press("tab", "tab", "esc")
	if f.app.topOverlay() != nil {
		t.Error("it asks although nothing was filled in")
	}
}

func TestTemplates(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 3, Enabled: true})
	f.press("ctrl+t")
	for _, template := range rulebook.Templates() {
		f.sees(template.Title)
	}
	f.press("2", "created", "enter", "ctrl+s")
	if len(f.accepted) != 1 || f.accepted[0].Name != "Created project, 5 times" ||
		f.accepted[0].When.String() != `event "Created project" happened at least 5 times ever` {
		t.Fatalf("got %+v\n%s", f.accepted, f.screen())
	}
	f = editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 3, Enabled: true})
	f.press("ctrl+t", "9", "enter", "ctrl+s")
	f.sees(`there is already a signal named "Company size" on the fit side`)
	f.press(" of today", "ctrl+s")
	if len(f.accepted) != 1 || f.accepted[0].Side != rulebook.Fit || f.accepted[0].When.String() != "attribute employees is more than 50" {
		t.Fatalf("got %+v\n%s", f.accepted, f.screen())
	}
}

func TestRulesComeAndGo(t *testing.T) {
	t.Parallel()
	f := editCondition(t, sampleTrials(t), parseCondition(t, "attribute country is FR and attribute plan is set and last seen is set"))
	f.tabTo(form.RuleNameField, 1)
	f.press("ctrl+x")
	f.sees("Removed: attribute plan is set")
	f.press("ctrl+n")
	f.sees("Rule 3 added")
	f.chooseSubject("active days")
	f.tabTo(form.JoinField, 0)
	f.press("space", "ctrl+s")
	if want := "attribute country is FR or last seen is set or active days is more than 0 ever"; len(f.accepted) != 1 || f.accepted[0].When.String() != want {
		t.Errorf("got %v, want %s", f.accepted, want)
	}
}

func TestYesAndNoAreChosen(t *testing.T) {
	t.Parallel()
	w := sampleTrials(t)
	w.customer("vip-1", "Very Important", append(onTrial(3), attribute("vip", value.YesNoValue(true)))...)
	f := editCondition(t, w, parseCondition(t, "attribute employees is more than 5"))
	f.tabTo(form.RuleNameField, 0)
	f.press("ctrl+u", "vip", "enter")
	f.sees("attribute vip is yes", "1 of 23 accounts")
	f.press("right", "ctrl+s")
	if len(f.accepted) != 1 || f.accepted[0].When.String() != "attribute vip is no" {
		t.Errorf("got %v", f.accepted)
	}
}

func TestFormIsFilledInWithTheMouse(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Name: "Fine", Weight: 5, Enabled: true})
	click := func(text string) {
		t.Helper()
		for y, line := range strings.Split(f.screen(), "\n") {
			if x := strings.Index(line, text); x >= 0 {
				f.send(tea.MouseClickMsg{X: clean.Text(line[:x]).Width() + 1, Y: y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("%q is not on the screen:\n%s", text, f.screen())
	}
	click("activation")
	click("fit")
	if s := f.form.Result(); s.Side != rulebook.Fit || s.Phase != rulebook.Activation {
		t.Errorf("got %s and %s", s.Side, s.Phase)
	}
	f.tabTo(form.RuleNameField, 0)
	click("Imported contacts")
	f.sees(`event "Imported contacts" happened more than 0 times ever`)
}

// TestUpAndDownReachEveryLine goes down from the first field to the last, and back
// up.
func TestUpAndDownReachEveryLine(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Adoption, "Fine", 5, "event login happened more than 1 time in the last 7 days or attribute country is FR"))
	typed := []form.FieldKind{form.NameField, form.RuleNameField, form.ValueField, form.CountField, form.SentenceField}
	for _, width := range []int{60, 80, 140} {
		f.size(width, 16)
		f.press("pgup")
		for _, key := range []string{"down", "up"} {
			lines := 0
			for range 40 {
				was := f.form.Field()
				f.press(key)
				if f.form.Field() == was {
					break
				}
				lines++
				if _, _, ok := f.form.TextCursor(width, 16); !ok && slices.Contains(typed, f.form.Field().Kind) {
					t.Errorf("%d wide: the cursor is out of sight in %v", width, f.form.Field())
				}
			}
			if lines < 5 || key == "down" && f.form.Field().Kind != form.SentenceField || key == "up" && f.form.Field().Kind != form.NameField {
				t.Errorf("%d wide: %d times %s led to %v", width, lines, key, f.form.Field())
			}
		}
	}
}

func TestFormIsNeverDrawnPastTheEdge(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*fixture{"harbour": sampleTrials(t), "hostile": hostile(t), "empty": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSignal(t, rulebook.Adoption, "Fine", 5, `event "login to something with a long name" happened more than 1 time in the last 7 days or attribute country is FR`)
			f := editSignal(t, w, s)
			turn := 0
			for state, keys := range map[string][]string{
				"fresh": nil, "picker": {"ctrl+n", "tab", "tab", "shift+tab"}, "wrong": {"ctrl+s"}, "sentence": {"pgdown", "!"}, "menu": {"ctrl+t"}, "keys": nil,
			} {
				f.size(120, 36)
				f.press(keys...)
				if state == "keys" {
					f.send(tea.KeyPressMsg{Code: tea.KeyF1})
				}
				for width := turn % 2; width <= 200; width += 2 {
					height := (width*23 + turn*17) % 61
					f.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
					checkView(t, state, f.app.View(), width, height)
				}
				if f.app.topOverlay() != host.Overlay(f.form) {
					f.press("esc")
				}
				turn++
			}
		})
	}
}

func TestFormBindings(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Adoption, "Fine", 5, "event login happened more than 1 time in the last 7 days"))
	for range 20 {
		seen := make(map[string]clean.Text)
		for _, b := range f.form.Bindings() {
			if b.Desc == "" || b.Run == nil {
				t.Errorf("%v has no words or does nothing", b.Keys)
			}
			for _, key := range b.Keys {
				if other, twice := seen[key]; twice {
					t.Errorf("%s does %s and %s", key, other, b.Desc)
				}
				seen[key] = b.Desc
			}
		}
		f.press("tab")
	}
	f.send(tea.KeyPressMsg{Code: tea.KeyF1})
	f.sees("add a rule", "start from a template")
}

func TestFormGoldens(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
	f.press("Team lately")
	f.tabTo(form.RuleNameField, 0)
	f.press("invi", "enter", "tab", "ctrl+u", "1", "tab", "right", "ctrl+n", "right", "tab")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		f.size(size[0], size[1])
		f.golden(fmt.Sprintf("form-%dx%d", size[0], size[1]))
	}
}

func TestFormEditsLevels(t *testing.T) {
	t.Parallel()
	signal := newSignal(t, rulebook.Adoption, "Logins", 5, `event "Created project" happened more than 0 times ever`)
	f := editSignal(t, sampleTrials(t), signal)
	f.tabTo(form.OperatorField, 0)
	f.press("right") // at least
	f.tabTo(form.ValueField, 0)
	f.size(60, 16)
	f.sees("a number, or two to four levels such as 1|5|20")
	f.size(120, 36)
	f.press("1|2|5")
	f.sees(`event "Created project" happened at least 1|2|5 times ever`, "at least 5 times", "Levels", "12 reach it")
	f.press("ctrl+u", "1|5|2")
	f.sees("the levels of a list must stand in order, up or down")
	f.press("ctrl+u", "5|2|1", "ctrl+s")
	if len(f.accepted) != 1 || f.accepted[0].When.String() != `event "Created project" happened at least 1|2|5 times ever` {
		t.Fatalf("got %+v\n%s", f.accepted, f.screen())
	}
}

func TestFormMakesADisqualifier(t *testing.T) {
	t.Parallel()
	signal := newSignal(t, rulebook.Fit, "Rival", 5, "attribute country is FR")
	f := editSignal(t, sampleTrials(t), signal)
	f.tabTo(form.SideField, 0)
	f.press("right")
	f.sees("(disqualifier)", "a trial for which it holds is never qualified")
	f.misses("Weight")
	f.size(60, 16)
	f.sees("a trial for which it holds is never qualified")
	f.press("ctrl+s")
	if len(f.accepted) != 1 || !f.accepted[0].Disqualifier {
		t.Fatalf("got %+v\n%s", f.accepted, f.screen())
	}
}

// What is wrong with the sentence is on screen to its end, also on a small one.
func TestFormShowsAllThatIsWrong(t *testing.T) {
	t.Parallel()
	f := editSignal(t, sampleTrials(t), newSignal(t, rulebook.Adoption, "Fine", 5, `event "Created project" happened at least 1 time ever`))
	f.size(60, 16)
	f.tabTo(form.SentenceField, 0)
	f.press("ctrl+u", "attr")
	f.sees("✗ at \"attr\": expected", "seen\"")
	f.press("ctrl+u", `event "Created project" happened at least 1,4 times`)
	f.sees("levels are written 1|4")
}

// Where the sentence is wrong the cursor stays in it: the rules below are not what was
// written.
func TestFormStaysAtAWrongSentence(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("a", "Levels", "pgdown")
	s.send(tea.PasteMsg{Content: `event "Created project" happened at least 1|5|5 times ever`})
	s.press("ctrl+s")
	s.sees("levels of a list")
	const mended = `event "Created project" happened at least 1|5 times ever`
	s.press("ctrl+u", mended, "ctrl+s")
	_, draft := s.books()
	if signal, ok := draft.Card.ByName("Levels"); !ok || signal.When.String() != mended {
		t.Errorf("the draft has %q", signal.When)
	}
}

func TestFormTitleOfANewSignal(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.press("a")
	s.sees("New adoption signal")
	s.press("tab", "right")
	s.sees("New fit signal")
	s.press("right")
	s.sees("New disqualifier")
}

func TestNewSignalIsNamedForItsSide(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.size(100, 30)
	s.press("a")
	s.sees("New adoption signal", "Phase")
	s.press("tab", "right")
	s.sees("New fit signal")
	s.misses("New adoption signal")
	s.misses("Phase")
	s.press("left")
	s.sees("New adoption signal", "Phase")
}

func TestSavingAWrongFormGoesToTheField(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{140, 40}, {60, 16}} {
		f := editSignal(t, sampleTrials(t), rulebook.Signal{Weight: 5, Enabled: true})
		f.size(size[0], size[1])
		f.press("Mine", "pgdown", "ctrl+s")
		if at := f.form.Field(); at.Kind != form.RuleNameField {
			t.Errorf("%v: the cursor is in %+v", size, at)
		}
		f.sees("an event needs a name")
		if len(f.accepted) > 0 {
			t.Errorf("%v: it was accepted", size)
		}
	}
}
