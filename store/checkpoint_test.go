package store_test

import (
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest"
	"trialist/store/storetest"
)

// TestCheckpointFailsAfterImport closes the connection for others while the import
// holds it, so that the commit succeeds and the checkpoint after it fails. The data
// is imported, and there is a warning.
func TestCheckpointFailsAfterImport(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	var warnings []error
	s := storetest.Open(t, path, store.Options{Warn: func(err error) { warnings = append(warnings, err) }})
	rows := storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}}}
	audit, err := ingest.Run(t.Context(), s, rows.Reader(), ingest.Options{Progress: func(ingest.Progress) { _ = s.Writer().Close() }})
	if err != nil || audit.New != 1 {
		t.Errorf("the import says %d new and %v", audit.New, err)
	}
	if len(warnings) != 1 || strings.Contains(warnings[0].Error(), "nothing was saved") || !strings.Contains(warnings[0].Error(), "all is saved") {
		t.Errorf("warned of %v", warnings)
	}
	if _, err := accounts.SlotOf(t.Context(), storetest.Open(t, path, store.Options{}), "acme"); err != nil {
		t.Errorf("what was imported is gone: %v", err)
	}
}
