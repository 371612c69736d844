package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWhatHasJustHappenedCounts imports an event of a moment ago, which mostly is of
// the minute that has begun and not passed. It must count at once.
func TestWhatHasJustHappenedCounts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, events := filepath.Join(dir, "w.db"), filepath.Join(dir, "events.csv")
	at := time.Now().UTC().Truncate(time.Second).Format(time.RFC3339)
	if err := os.WriteFile(events, []byte("account_id,event,timestamp\nalder,login,"+at+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := trialist(t, db, "import", events); strings.Contains(said, "after as-of") {
		t.Errorf("what has happened is in the future:\n%s", said)
	}
	if got := trialist(t, db, "show", "alder", "--json"); !strings.Contains(got, `"last_seen": "`+at+`"`) {
		t.Errorf("an event of %s is not seen:\n%s", at, got)
	}
}
