package store

import (
	"errors"
	"io"
	"strings"
	"testing"

	"modernc.org/sqlite"
)

// TestDriverErrorStaysInTheChain has a workspace refuse a write. The message is for
// people, the kind for callers, and the error of the driver for logs.
func TestDriverErrorStaysInTheChain(t *testing.T) {
	t.Parallel()
	s := newWorkspace(t)
	_, refused := s.reader.ExecContext(t.Context(), `DELETE FROM imports`)
	err := s.Describe("import", refused)
	var driver *sqlite.Error
	if !errors.As(err, &driver) || !errors.Is(err, ErrReadOnly) || errors.Is(err, ErrFull) {
		t.Errorf("%v lost its kind or what the driver said", err)
	}
	if again := s.Describe("export", err); again.Error() != err.Error() || !strings.HasPrefix(err.Error(), "import: "+s.Path()) {
		t.Errorf("the line is %q, and then %q", err, again)
	}
	for line, err := range map[string]error{
		"cannot be read (unexpected EOF)": Errorf(ErrDamaged, "cannot be read (%w)", io.ErrUnexpectedEOF),
		"3 cannot be read":                DamageError(io.ErrUnexpectedEOF, "%d cannot be read", 3),
	} {
		if !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err, ErrDamaged) || err.Error() != line {
			t.Errorf("%v lost its kind or its cause, or is not %q", err, line)
		}
	}
}
