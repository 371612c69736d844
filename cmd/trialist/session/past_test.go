package session

import (
	"io"
	"path/filepath"
	"testing"

	"trialist/store"
)

// TestPastIsAskedFor opens a workspace with and without an as-of of its own.
func TestPastIsAskedFor(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "w.db")
	for _, test := range []struct {
		own, asked string
		want       bool
	}{
		{"", "", false},
		{"", "now", false},
		{"", "2024-02-15", true},
		{"", "2999-02-15", false},
		{"2024-02-15T00:00:00Z", "", false}, // as a demo that was made long ago
		{"2024-02-15T00:00:00Z", "now", false},
		{"2024-02-15T00:00:00Z", "2024-02-15", false},
		{"2024-02-15T00:00:00Z", "2024-02-14", true},
	} {
		g := NewGlobals(io.Discard)
		s, err := g.OpenAt(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.SetSetting(t.Context(), SettingAsOf, test.own); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		g.AsOf = test.asked
		if s, err = g.OpenAt(t.Context(), path, store.Options{}); err != nil {
			t.Fatal(err)
		}
		if s.AsOfPast != test.want {
			t.Errorf("--as-of %q where the workspace has %q: in the past is %t", test.asked, test.own, s.AsOfPast)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
