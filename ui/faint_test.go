package ui

import (
	"image/color"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// styledRun is a style of a frame and the text that is drawn in it.
var styledRun = regexp.MustCompile(`\x1b\[([0-9;]+)m([^\x1b]*)`)

// TestNothingThatIsReadIsFaint checks that the colour of rules and borders, which is
// too faint to be read, is not that of a text.
func TestNothingThatIsReadIsFaint(t *testing.T) {
	t.Parallel()
	for _, background := range []color.Color{color.Black, color.White} {
		s := start(t, sampleTrials(t))
		s.size(140, 40)
		s.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
		s.send(tea.BackgroundColorMsg{Color: background})
		faint := styledRun.FindStringSubmatch(s.app.theme.Faint.Line("x").Render(1))[1]
		seen := false
		for _, state := range slices.Sorted(maps.Keys(states)) {
			s.press(states[state]...)
			for _, run := range styledRun.FindAllStringSubmatch(s.app.View().Content, -1) {
				if !strings.HasPrefix(run[1], faint) {
					continue
				}
				seen = true
				if strings.ContainsFunc(run[2], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
					t.Errorf("%s: %q is faint", state, run[2])
				}
			}
			for range 4 {
				s.press("esc", "x")
			}
			s.app.overlays, s.app.activeTab = nil, 0
			s.app.convert.ShowFilter("")
		}
		if !seen {
			t.Error("nothing at all is faint; is the test still right?")
		}
	}
}
