package store

import (
	"errors"
	"io"
	"strings"
	"testing"

	"modernc.org/sqlite"

	"trialist/scoring/record"
)

// TestDriverErrorStaysInTheChain has a workspace refuse a write. The line is for
// people, its sort for callers, and what the driver said for logs.
func TestDriverErrorStaysInTheChain(t *testing.T) {
	t.Parallel()
	s := open(t, newPath(t), Options{})
	_, refused := s.reader.ExecContext(t.Context(), `DELETE FROM imports`)
	err := s.describe("import", refused)
	var driver *sqlite.Error
	if !errors.As(err, &driver) || !errors.Is(err, ErrReadOnly) || errors.Is(err, ErrFull) {
		t.Errorf("%v lost its sort or what the driver said", err)
	}
	if again := s.describe("export", err); again.Error() != err.Error() || !strings.HasPrefix(err.Error(), "import: "+s.Path()) {
		t.Errorf("the line is %q, and then %q", err, again)
	}
	if err := errorf(ErrDamaged, "cannot be read (%w)", io.ErrUnexpectedEOF); !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err, ErrDamaged) {
		t.Errorf("%v lost its sort or its cause", err)
	}
}

// TestCheckpointFailsAfterImport takes the connection away while the import
// holds it, so that the commit goes through and the checkpoint after it does
// not. What was imported is there, and so is a warning.
func TestCheckpointFailsAfterImport(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var warnings []error
	s := open(t, path, Options{Warn: func(err error) { warnings = append(warnings, err) }})
	rows := sourceRows{customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}}}
	audit, err := s.Import(t.Context(), rows.reader(), ImportOptions{Progress: func(Progress) { _ = s.writer.Close() }})
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
