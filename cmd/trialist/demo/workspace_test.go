package demo

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"trialist/store"
	"trialist/store/storetest"
)

// TestOlderDemo opens the demo of an earlier trialist: it is brought up to date, and is
// left as it is where it is to be read only.
func TestOlderDemo(t *testing.T) {
	t.Parallel()
	const version = 3
	steps, err := filepath.Glob("../../../store/migrations/*.sql")
	if err != nil || len(steps) <= version {
		t.Fatal(steps, err)
	}
	var statements []string
	for _, step := range steps[:version] {
		text, err := os.ReadFile(step)
		if err != nil {
			t.Fatal(err)
		}
		statements = append(statements, string(text))
	}
	path := storetest.NewPath(t)
	storetest.ExecSQL(t, path, append(statements, "INSERT INTO settings VALUES ('"+settingDemo+"', '1')",
		fmt.Sprintf("PRAGMA application_id = 1953655923; PRAGMA user_version = %d", version))...)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := checkDemo(t.Context(), path, true); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("to be read only: %v", err)
	}
	if err := checkDemo(t.Context(), path, false); err != nil {
		t.Error(err)
	}
	if err := checkDemo(t.Context(), path, true); err != nil {
		t.Errorf("brought up to date: %v", err)
	}
}
