package store

import (
	"strings"
	"testing"

	"trialist/scoring/record"
)

// TestCheckpointFailsAfterImport takes the connection away while the import
// holds it, so that the commit goes through and the checkpoint after it does
// not. What was imported is there, and so is a warning.
func TestCheckpointFailsAfterImport(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var warnings []error
	s := open(t, path, Options{Warn: func(err error) { warnings = append(warnings, err) }})
	rows := sourceRows{customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}}}
	audit, err := s.Import(t.Context(), rows.reader(), ImportOptions{Progress: func(Progress) { _ = s.Writer().Close() }})
	if err != nil || audit.New != 1 {
		t.Errorf("the import says %d new and %v", audit.New, err)
	}
	if len(warnings) != 1 || strings.Contains(warnings[0].Error(), "nothing was saved") || !strings.Contains(warnings[0].Error(), "all is saved") {
		t.Errorf("warned of %v", warnings)
	}
	if _, err := open(t, path, Options{}).SlotOf(t.Context(), "acme"); err != nil {
		t.Errorf("what was imported is gone: %v", err)
	}
}
