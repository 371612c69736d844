package store

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"
)

// newWorkspace is a new workspace for the length of the test.
func newWorkspace(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "workspace.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// markedConn takes the one connection that writes and marks it, so that a connection
// that replaces it can be recognised.
func markedConn(t *testing.T) (*Store, *sql.Conn) {
	t.Helper()
	s := newWorkspace(t)
	c, err := s.writer.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.ExecContext(t.Context(), `CREATE TEMP TABLE mark (x)`); err != nil {
		t.Fatal(err)
	}
	return s, c
}

// expectWriter gives the connection back, and checks whether the next write gets it.
// Either way it must be in its usual state.
func expectWriter(t *testing.T, s *Store, c *sql.Conn, same bool) {
	t.Helper()
	_ = c.Close()
	var marks, timeout, references int
	err := s.writer.QueryRowContext(t.Context(), `SELECT (SELECT count(*) FROM temp.sqlite_schema WHERE name = 'mark'),
		(SELECT timeout FROM pragma_busy_timeout), (SELECT foreign_keys FROM pragma_foreign_keys)`).Scan(&marks, &timeout, &references)
	if err != nil {
		t.Fatal(err)
	}
	if (marks == 1) != same {
		t.Errorf("the same connection comes back: %t, want %t", marks == 1, same)
	}
	if timeout != 5000 || references != 1 {
		t.Errorf("the connection waits %d ms and looks after references: %d", timeout, references)
	}
	err = s.Write(t.Context(), "write", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO settings (key, value) VALUES ('a', 'b')`)
		return err
	})
	if err != nil {
		t.Errorf("writing after it: %v", err)
	}
}

func TestTransactionsGiveBackAGoodConnection(t *testing.T) {
	t.Parallel()
	fault := errors.New("fault")
	for name, c := range map[string]struct {
		statement string
		err       error
		same      bool
	}{
		"kept":                  {`INSERT INTO settings (key, value) VALUES ('c', 'd')`, nil, true},
		"undone":                {`INSERT INTO settings (key, value) VALUES ('c', 'd')`, fault, true},
		"refused at its end":    {`INSERT INTO memberships (contact, account) VALUES (1, 999)`, nil, false},
		"that cannot be undone": {`ROLLBACK`, fault, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, conn := markedConn(t)
			err := runTransaction(t.Context(), conn, nil, func(tx *sql.Tx) error {
				if _, err := tx.ExecContext(t.Context(), c.statement); err != nil {
					t.Fatal(err)
				}
				return c.err
			})
			if c.err != nil && !errors.Is(err, c.err) || (err == nil) != (name == "kept") {
				t.Errorf("the transaction ends with %v", err)
			}
			expectWriter(t, s, conn, c.same)
		})
	}
}

func TestPanicsDoNotLeaveATransactionOpen(t *testing.T) {
	t.Parallel()
	s, conn := markedConn(t)
	func() {
		defer func() { _ = recover() }()
		_ = runTransaction(t.Context(), conn, nil, func(*sql.Tx) error { panic("fault") })
	}()
	expectWriter(t, s, conn, true)
}

func TestSettingsOfAConnectionAreTakenBack(t *testing.T) {
	t.Parallel()
	fault := errors.New("fault")
	for name, c := range map[string]struct {
		set, reset string
		err        error
		same       bool
	}{
		"taken back":          {`PRAGMA busy_timeout = 0`, `PRAGMA busy_timeout = 5000`, nil, true},
		"after an error":      {`PRAGMA busy_timeout = 0`, `PRAGMA busy_timeout = 5000`, fault, true},
		"half made":           {`PRAGMA busy_timeout = 0; SELECT nonsense`, `PRAGMA busy_timeout = 5000`, nil, false},
		"not taken back":      {`PRAGMA busy_timeout = 0`, `SELECT nonsense`, nil, false},
		"half taken back":     {`PRAGMA foreign_keys = 0; PRAGMA busy_timeout = 0`, `PRAGMA busy_timeout = 5000; SELECT nonsense`, nil, false},
		"lost and not needed": {`PRAGMA foreign_keys = 0`, `SELECT nonsense`, fault, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, conn := markedConn(t)
			ran := false
			err := withSettings(t.Context(), conn, c.set, c.reset, func() error { ran = true; return c.err })
			if wanted := name != "half made"; ran != wanted || wanted && !errors.Is(err, c.err) || !wanted && err == nil {
				t.Errorf("the work was done: %t, %v", ran, err)
			}
			expectWriter(t, s, conn, c.same)
		})
	}
}
