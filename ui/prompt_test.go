package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// A prompt says what enter and esc do, and its question is not cut.
func TestPromptsSayTheirKeys(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for _, size := range [][2]int{{60, 16}, {80, 24}, {140, 40}} {
		s.size(size[0], size[1])
		name := s.selected()
		for key, want := range map[string]string{
			"n": "Note on " + name, "z": "Snooze " + name + " until", "x": "Dismiss " + name + ", reason",
			"M": "Met " + name + ", outcome", "o": "Owner of " + name, "#": "Go to number", "@": "Show how things stood on",
		} {
			s.press(key)
			s.sees(want, "enter done", "esc back")
			s.press("esc")
			s.misses(want)
		}
	}

	// The footer under a prompt takes clicks, as that of a screen does.
	s.press("n", "w", "a", "r", "m")
	lines := strings.Split(s.screen(), "\n")
	x, y := strings.Index(lines[len(lines)-1], "enter done"), len(lines)-1
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.misses("Note on " + s.selected() + " ")
	s.press("enter")
	s.sees("warm")
}

// Where a screen is low the prompt takes the footer, and the text is still in sight.
func TestPromptOnLowScreens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	for height := 8; height < 14; height++ {
		s.size(40, height)
		s.press("o")
		for _, letter := range "zzq" {
			s.press(string(letter))
		}
		lines := strings.Split(s.screen(), "\n")
		if len(lines) != height {
			t.Errorf("%d lines at a height of %d", len(lines), height)
		}
		cursor := s.app.View().Cursor
		if cursor == nil || cursor.Y >= height || !strings.Contains(lines[cursor.Y], "zzq") {
			t.Errorf("at a height of %d the cursor %v is not in the field:\n%s", height, cursor, s.screen())
		}
		s.press("esc")
	}
}
