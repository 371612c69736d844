package board_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/progress"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/convert"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// nopFrame is a frame that does nothing.
type nopFrame struct{}

func (nopFrame) Theme() theme.Theme        { return theme.New(theme.Options{}) }
func (nopFrame) Open(host.Overlay)         {}
func (nopFrame) Tell(clean.Text)           {}
func (nopFrame) KeyOf(string) clean.Text   { return "" }
func (nopFrame) Fail(error)                {}
func (nopFrame) Broadcast(tea.Msg) tea.Cmd { return nil }

// The screen of the list shows what is being read, the percentage, and the time
// left once there is an estimate.
func TestProgressIsOnTheScreen(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	b := board.New(t.Context(), board.Options{Path: "customers.db", Now: func() time.Time { return now }})
	screen := convert.New(convert.Options{Frame: nopFrame{}, Board: b})
	screen.Update(host.Resized{Width: 80, Height: 22})
	shows := func(want ...string) {
		t.Helper()
		var lines []string
		for _, line := range screen.View(80, 22) {
			lines = append(lines, string(line.Text()))
		}
		for _, text := range want {
			if view := strings.Join(lines, "\n"); !strings.Contains(view, text) {
				t.Errorf("%q is not on the screen:\n%s", text, view)
			}
		}
	}
	_ = b.Reload() // the load is pending: its command is not run
	b.Update(b.LoadSlow())
	shows("Reading customers.db.")
	progress.Report(b.ProgressContext(t.Context()), "reading events", 0, 40)
	shows("reading events 0 %")
	ctx := b.ProgressContext(t.Context())
	for done := range 11 {
		progress.Report(ctx, "reading events", done, 40)
		now = now.Add(time.Second / 2)
	}
	shows("Reading customers.db.", "reading events 25 %, about 15 s left")
}
