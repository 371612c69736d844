package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
)

func TestOpenRefusesWhatIsNoWorkspace(t *testing.T) {
	t.Parallel()
	put := func(t testing.TB, b []byte) string {
		path := storetest.NewPath(t)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct {
		name     string
		path     func(t testing.TB) string
		options  store.Options
		want     error
		contains string
	}{
		{"missing, read-only", storetest.NewPath, store.Options{ReadOnly: true}, store.ErrMissing, "trialist import FILE or trialist demo"},
		{"missing, must exist", storetest.NewPath, store.Options{MustExist: true}, store.ErrMissing, "no workspace at"},
		{"directory", func(t testing.TB) string { return t.TempDir() }, store.Options{}, store.ErrNotWorkspace, "is a directory"},
		{"text", func(t testing.TB) string { return put(t, bytes.Repeat([]byte("id,name\n"), 500)) }, store.Options{}, store.ErrNotWorkspace, "--db"},
		{"short text", func(t testing.TB) string { return put(t, []byte("id,name\n")) }, store.Options{}, store.ErrNotWorkspace, "--db"},
		{"empty, read-only", func(t testing.TB) string { return put(t, nil) }, store.Options{ReadOnly: true}, store.ErrNotWorkspace, "is empty"},
		{"another program's", func(t testing.TB) string {
			path := storetest.NewPath(t)
			storetest.ExecSQL(t, path, `CREATE TABLE notes (id INTEGER)`)
			return path
		}, store.Options{}, store.ErrNotWorkspace, "another program"},
		{"newer", func(t testing.TB) string {
			path := ingesttest.ClosedWorkspace(t)
			storetest.ExecSQL(t, path, `PRAGMA user_version = 99`)
			return path
		}, store.Options{}, store.ErrNewer, "schema 99"},
		{"negative schema", func(t testing.TB) string {
			path := ingesttest.ClosedWorkspace(t)
			storetest.ExecSQL(t, path, `PRAGMA user_version = -2147483640`)
			return path
		}, store.Options{}, store.ErrDamaged, "of schema -2147483640, which no trialist makes"},
		{"negative schema, read-only", func(t testing.TB) string {
			path := ingesttest.ClosedWorkspace(t)
			storetest.ExecSQL(t, path, `PRAGMA user_version = -1`)
			return path
		}, store.Options{ReadOnly: true}, store.ErrDamaged, "go back to a backup"},
		{"older number on newer tables", func(t testing.TB) string {
			path := ingesttest.ClosedWorkspace(t)
			storetest.ExecSQL(t, path, `PRAGMA user_version = 0`)
			return path
		}, store.Options{}, store.ErrDamaged, "its tables are of another"},
		{"link to nothing", func(t testing.TB) string {
			path := storetest.NewPath(t)
			if err := os.Symlink("nowhere.db", path); err != nil {
				t.Skip(err)
			}
			return path
		}, store.Options{}, store.ErrMissing, "is a link to a file that does not exist"},
		{"damaged", func(t testing.TB) string {
			path := ingesttest.ClosedWorkspace(t)
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			copy(b[100:], bytes.Repeat([]byte{0xff}, 4000)) // the schema's page
			return put(t, b)
		}, store.Options{}, store.ErrDamaged, "go back to a backup"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := test.path(t)
			before, _ := os.ReadFile(path)
			s, err := store.Open(t.Context(), path, test.options)
			if err == nil {
				_ = s.Close()
			}
			if !errors.Is(err, test.want) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if line := err.Error(); !strings.Contains(line, test.contains) || !strings.Contains(line, path) || strings.Contains(line, "\n") {
				t.Errorf("got %q, want one line with the path and %q", line, test.contains)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file has changed")
			}
		})
	}
}

func TestOpenMakesAPrivateFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "er", "what? 100% #1.db")
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}}})
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700, path + "-wal": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %v, want %v", name, got, want)
		}
	}
}

func TestReadOnlyChangesNothing(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, path, store.Options{ReadOnly: true})
	if got := matchingIDs(t, s, storetest.Day(2), "event login happened more than 0 times ever"); len(got) != 1 {
		t.Errorf("got %v, want acme", got)
	}
	writes := map[string]error{}
	_, writes["import"] = ingest.Run(t.Context(), s, storetest.SourceRows{}.Reader(), ingest.Options{})
	_, writes["touch"] = accounts.AddTouch(t.Context(), s, accounts.Touch{Account: "acme"})
	_, writes["save"] = rulebooks.Save(t.Context(), s, rulebook.Default(), 0, rulebooks.Commit{})
	writes["setting"] = s.SetSetting(t.Context(), "theme", "dark")
	for name, err := range writes {
		if !errors.Is(err, store.ErrReadOnly) || !strings.Contains(err.Error(), "--readonly") {
			t.Errorf("%s: got %v, want ErrReadOnly", name, err)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file has changed")
	}
}

func TestOpenTakesUpAWorkspaceThatWasNeverFilled(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	storetest.ExecSQL(t, path, `PRAGMA journal_mode = wal`) // as a crash right after making it leaves it
	s := storetest.Open(t, path, store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}}})
}

func TestMigrateFromEveryVersion(t *testing.T) {
	t.Parallel()
	steps, code, err := store.MigrationSteps()
	if err != nil {
		t.Fatal(err)
	}
	for version := range steps {
		path := storetest.NewPath(t)
		var earlier []string
		for i, statements := range steps[:version] {
			earlier = append(earlier, statements)
			if code[i] {
				earlier = append(earlier, "DROP TABLE IF EXISTS logs") // all that it does to an empty workspace
			}
		}
		if version > 0 {
			earlier = append(earlier, "PRAGMA application_id = 1953655923")
		}
		earlier = append(earlier, fmt.Sprint("PRAGMA user_version = ", version))
		storetest.ExecSQL(t, path, earlier...)
		s := storetest.Open(t, path, store.Options{})
		id, err := store.ReadFileIdentity(context.Background(), s.Reader())
		if err != nil {
			t.Fatal(err)
		}
		if id.Version != len(steps) || id.Application != store.ApplicationID {
			t.Errorf("from version %d: got %+v, want version %d", version, id, len(steps))
		}
		ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "acme"}}})
	}
}

// TestTouchesOfEarlierVersions has touches of before they could be undone.
func TestTouchesOfEarlierVersions(t *testing.T) {
	t.Parallel()
	steps, code, err := store.MigrationSteps()
	if err != nil {
		t.Fatal(err)
	}
	const version = 12 // before checksums
	path := storetest.NewPath(t)
	var earlier []string
	for i, statements := range steps[:version] {
		earlier = append(earlier, statements)
		if code[i] {
			earlier = append(earlier, "DROP TABLE IF EXISTS logs")
		}
	}
	asOf := storetest.Day(3)
	earlier = append(earlier,
		"INSERT INTO accounts (id, external, name, known, attributes) VALUES (1, 'acme', 'Acme', 1, x'')",
		fmt.Sprintf("INSERT INTO settings VALUES ('as_of', '%v')", asOf),
		fmt.Sprintf("INSERT INTO touches VALUES (3, 1, %d, 'disqualified', 'ana', 'spam'), (5, 1, %d, 'called', 'ana', '')", storetest.Day(2), storetest.Day(9)),
		"PRAGMA application_id = 1953655923", fmt.Sprint("PRAGMA user_version = ", version))
	storetest.ExecSQL(t, path, earlier...)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, path, store.Options{})
	touches, err := accounts.Touches(t.Context(), s, "acme", asOf)
	want := []accounts.Touch{
		{ID: 3, Account: "acme", At: storetest.Day(2), Kind: accounts.Dismissed, Who: "ana", Body: "spam", Batch: 3},
		{ID: 5, Account: "acme", At: asOf, Kind: accounts.Called, Who: "ana", Batch: 5},
	}
	if err != nil || !slices.Equal(touches, want) {
		t.Errorf("got %+v, %v, want %+v", touches, err, want)
	}
	if undone, err := accounts.UndoLast(t.Context(), s, accounts.UndoScope{Who: "ana", Account: "acme"}, asOf); err != nil || undone.ID != 5 {
		t.Errorf("undid %+v, %v", undone, err)
	}
	sound(t, s)
}

// TestWorkspaceBehindALink writes again and again through a symbolic link, as SQLite
// keeps the log beside the file that it leads to.
func TestWorkspaceBehindALink(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege")
	}
	dir := t.TempDir()
	link := filepath.Join(dir, "link.db")
	if err := os.Symlink(ingesttest.ClosedWorkspace(t), link); err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, link, store.Options{})
	other := storetest.Open(t, link, store.Options{})
	for i := range 6 {
		writer := s
		if i%2 == 1 {
			writer = other
		}
		if err := writer.SetSetting(t.Context(), "test", strconv.Itoa(i)); err != nil {
			t.Fatalf("write %d: %v", i, err)
		}
		time.Sleep(30 * time.Millisecond) // the log is emptied in between
	}
}
