package ui

import (
	"os"
	"strings"
	"testing"
	"time"
)

func TestAnotherFileInThePlaceOfTheWorkspaceIsTold(t *testing.T) {
	t.Parallel()
	s := start(t, harbour(t))
	look := func(until time.Time, told bool) secondPassed {
		return changes(t.Context(), s.app.watcher, func() time.Time { return s.now }, until, told)
	}
	if m := look(s.now, false); m.changed || m.replaced != nil {
		t.Errorf("at first %+v", m)
	}
	if err := os.Rename(s.path, s.path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	m := look(s.now.Add(time.Hour), false)
	if m.replaced == nil || m.changed {
		t.Fatalf("after another took its place %+v", m)
	}
	s.size(200, 40)
	s.send(m)
	s.sees("was replaced by another file")
	if !s.app.replaced {
		t.Error("it would be told every second")
	}
	if m := look(s.now, true); m.replaced == nil { // with the minute it is told again
		t.Errorf("a minute later %+v", m)
	}
	if err := os.Rename(s.path+".old", s.path); err != nil {
		t.Fatal(err)
	}
	s.send(look(s.now, true))
	s.press("j")
	if s.app.replaced || strings.Contains(s.screen(), "was replaced") {
		t.Error("it is told though the file is back")
	}
}
