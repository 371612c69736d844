package ui

import (
	"strings"
	"testing"
)

// TestPaletteKnowsOtherWords searches for words that no action has in its name, from
// every tab. What is found is not only what does something on that tab.
func TestPaletteKnowsOtherWords(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(100, 60)
	for i, tab := range s.app.tabs {
		s.press(s.app.tabKey(i))
		for word, found := range map[string]string{
			"html": "Go to Proof", "save": "Go to Proof", "write": "Go to Proof", "disqual": "Go to Signals", "levels": "Go to Signals",
			"competitor": "Go to Signals", "suggest": "Go to Signals", "outbox": "Go to the outbox", "past": "Show how things stood on a day",
			"time": "Show how things stood on a day", "back to now": "Show how things stand now", "enrich": "Go to Convert", "looker": "Go to the statuses",
		} {
			s.press(":", word)
			if !strings.Contains(s.screen(), found) {
				t.Errorf("on %s, %q does not find %q:\n%s", tab.name, word, found, s.screen())
			}
			s.press("esc")
		}
	}
	s.press("1", ":", "html", "enter")
	if s.app.current() != s.app.proof {
		t.Error("the proof is not opened")
	}
	s.press("1", ":", "outbox", "enter")
	s.sees("Outbox")
	s.press("1", ":", "thresholds", "down", "enter")
	if s.app.current() != s.app.settings {
		t.Error("the settings are not opened")
	}
}

// TestHelpKnowsOtherWords searches in the help.
func TestHelpKnowsOtherWords(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("?", "phone")
	s.sees("note a call")
}
