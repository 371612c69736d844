package store

import "database/sql"

// Writer is the connection that writes, for tests that break it.
func (s *Store) Writer() *sql.DB { return s.writer }

// HoldCheckpoints keeps the log as it is.
func (s *Store) HoldCheckpoints() { s.checkpoints.moving.Lock() }

// ReleaseCheckpoints ends [Store.HoldCheckpoints].
func (s *Store) ReleaseCheckpoints() { s.checkpoints.moving.Unlock() }

// HasLog reports whether the log has anything.
func (s *Store) HasLog() bool { return !s.logIsEmpty() }

// ApplicationID marks a workspace.
const ApplicationID = applicationID

// MigrationSteps are the statements of the steps, and whether code follows them.
func MigrationSteps() (statements []string, code []bool, err error) {
	steps, err := migrations()
	for _, step := range steps {
		statements, code = append(statements, step.statements), append(code, step.code != nil)
	}
	return statements, code, err
}
