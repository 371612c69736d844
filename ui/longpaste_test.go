package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestAPasteThatIsCutSaysSo pastes more than a field takes into a field of every kind.
func TestAPasteThatIsCutSaysSo(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string][]string{
		"the filter":              {"/"},
		"a menu":                  {"?"},
		"a prompt":                {"n"},
		"the name of a signal":    {"3", "e"},
		"the condition as text":   {"3", "e", "shift+tab"},
		"the name of a segment":   {"6", "a"},
		"when a segment holds":    {"6", "a", "tab"},
		"the name of a workflow":  {"6", "w", "a"},
		"an action of a workflow": {"6", "w", "a", "tab", "tab", "tab", "tab", "tab"},
		"the subject":             {"4", "p", "enter"},
		"the body":                {"4", "p", "enter", "tab"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range [][2]int{{120, 36}, {60, 16}} {
				s := start(t, sampleTrials(t))
				s.size(size[0], size[1])
				s.press(keys...)
				if _, cursor := s.app.draw(); cursor == nil {
					t.Fatalf("there is no text field:\n%s", s.screen())
				}
				s.send(tea.PasteMsg{Content: strings.Repeat("word ", 12_000)})
				if flat := strings.Join(strings.Fields(s.screen()), " "); !strings.Contains(flat, "had no room") {
					t.Errorf("at %d cells it is cut without a word:\n%s", size[0], s.screen())
				}
				s.press("home", "x")
				if flat := strings.Join(strings.Fields(s.screen()), " "); !strings.Contains(strings.ToLower(flat), "no room for more") {
					t.Errorf("at %d cells a key does nothing without a word:\n%s", size[0], s.screen())
				}
			}
		})
	}
}
