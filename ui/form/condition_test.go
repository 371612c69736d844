package form

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// nopFrame is a frame that does nothing.
type nopFrame struct{}

func (nopFrame) Theme() theme.Theme        { return theme.Theme{} }
func (nopFrame) Open(host.Overlay)         {}
func (nopFrame) Tell(clean.Text)           {}
func (nopFrame) KeyOf(string) clean.Text   { return "" }
func (nopFrame) Fail(error)                {}
func (nopFrame) Broadcast(tea.Msg) tea.Cmd { return nil }

// everyCondition is a condition for every subject and operator, with every window.
func everyCondition() []condition.Condition {
	var conditions []condition.Condition
	windows := []condition.Window{
		{},
		{Span: condition.Last, Count: 36, Unit: condition.Hours},
		{Span: condition.Last, Count: 2, Unit: condition.Months},
		{Span: condition.FirstOfTrial, Count: 3},
		{Span: condition.DuringTrial},
	}
	day, _ := time.Parse(time.DateOnly, "2026-01-31")
	for s := condition.AttributeSubject; s <= condition.LastSeenSubject; s++ {
		for _, o := range s.Operators() {
			for _, w := range windows {
				r := condition.Rule{
					Subject: s, Name: "Imported contacts", Operator: o, Texts: []string{"a b", `c|"d"`, " e ", "ünï", "x\ny"},
					Number: 12, Day: value.FromTime(day), Window: w,
				}
				conditions = append(conditions, condition.Condition{Rules: []condition.Rule{r.Canonical()}})
				if r.Other = "paid on"; !r.Canonical().Equal(conditions[len(conditions)-1].Rules[0]) {
					conditions = append(conditions, condition.Condition{Rules: []condition.Rule{r.Canonical()}})
				}
			}
		}
	}
	return append(conditions, condition.Condition{Any: true, Rules: []condition.Rule{conditions[0].Rules[0], conditions[40].Rules[0]}})
}

func TestEveryConditionComesBackFromTheForm(t *testing.T) {
	t.Parallel()
	seen := condition.Condition{Rules: []condition.Rule{{Subject: condition.LastSeenSubject, Operator: condition.IsSet}}}
	c := Context{Frame: nopFrame{}, Board: board.New(t.Context(), board.Options{})}
	f := &Form{frame: c.Frame, board: c.Board, original: rulebook.Signal{When: seen}, touched: make(map[FieldKind]bool)}
	for _, c := range everyCondition() {
		f.setRules(c)
		if got := f.Condition(); !got.Equal(c) {
			t.Errorf("%s came back as %s", c, got)
		}
		// Typed letter by letter, so that nothing of the original value is used.
		for i := range f.rules {
			r := &f.rules[i]
			r.name.initialText, r.texts.initialText, r.number.initialText, r.day.initialText, r.count.initialText = "-", "-", "-", "-", "-"
		}
		if got := f.Condition(); !got.Equal(c) {
			t.Errorf("%s was typed as %s", c, got)
		}
		f.setRules(seen)
		f.focusField(FieldRef{Kind: SentenceField})
		f.Update(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
		f.Update(tea.PasteMsg{Content: c.String()})
		if got := f.Condition(); !got.Equal(c) || f.sentence.parseError != "" {
			t.Errorf("%s was read as %s (%s)", c, got, f.sentence.parseError)
		}
		f.moveField(1)
	}
}
