package ui

import (
	"fmt"
	"os"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store/facts"
)

// BenchmarkView handles a key and draws the whole screen, near the top and at the
// end of the list of the workspace that TRIALIST_BENCH names.
func BenchmarkView(b *testing.B) {
	path := os.Getenv("TRIALIST_BENCH")
	if path == "" {
		b.Skip("TRIALIST_BENCH names no workspace")
	}
	s := &session{t: b, path: path, now: time.Now()}
	s.open(Options{Cache: facts.New(s.openStore()), Path: path, AsOf: value.Never, Now: func() time.Time { return s.now }, Who: "time"})
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 200, Height: 60}} {
		b.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(b *testing.B) {
			_, _ = s.app.Update(size)
			keys := []string{"down", "down", "pgdown", "end", "up", "home"}
			for i := 0; b.Loop(); i++ {
				_, _ = s.app.Update(tea.KeyPressMsg(special[keys[i%len(keys)]]))
				if s.app.View().Content == "" {
					b.Fatal("nothing drawn")
				}
			}
		})
	}
}
