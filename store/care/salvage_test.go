package care

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
)

// TestSalvageOpensWhatOpenRefuses damages what a workspace needs to be opened, in every
// way that can be put right. All that has customers must be in the repaired one, and
// what is lost be named.
func TestSalvageOpensWhatOpenRefuses(t *testing.T) {
	t.Parallel()
	change := func(at int, to ...byte) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			t.Helper()
			file, err := os.ReadFile(path)
			if err == nil {
				copy(file[at:], to)
				err = os.WriteFile(path, file, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	run := func(statement string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			t.Helper()
			storetest.ExecSQL(t, path, "PRAGMA writable_schema = 1; "+statement)
		}
	}
	for name, test := range map[string]struct {
		damage func(t *testing.T, path string)
		says   string // a part of a note or of what is lost
		lost   int
	}{
		"magic":                 {change(3, 'j'), "header", 0},
		"size of a page":        {change(16, 0x30), "header", 0},
		"kind of log":           {change(18, 66), "header", 0},
		"fractions":             {change(21, 65), "header", 0},
		"format of the schema":  {change(47, 20), "header", 0},
		"encoding":              {change(59, 3), "header", 0},
		"application":           {change(68, 0), "header", 0},
		"number of pages":       {change(28, 1), "header", 0},
		"version below 0":       {change(60, 0x80), "says that it is of schema", 0},
		"later version":         {change(60, 1), "says that it is of schema", 0},
		"statement of a table":  {run(`UPDATE sqlite_schema SET sql = replace(sql, 'CREATE TABLE', 'CREATE UABLE') WHERE name = 'accounts'`), "entry of the table accounts", 0},
		"name of a table":       {run(`UPDATE sqlite_schema SET name = 'accountr' WHERE name = 'accounts'`), "entry of the table accounts", 0},
		"kind of entry":         {run(`UPDATE sqlite_schema SET type = 'tabme' WHERE name = 'settings'`), "entry of the table settings", 0},
		"statement of an index": {run(`UPDATE sqlite_schema SET sql = replace(sql, 'INDEX', 'INDEY') WHERE name = 'accounts_by_external'`), "entry of the index", 0},
		"no entry":              {run(`DELETE FROM sqlite_schema WHERE tbl_name = 'touches'`), "the touches cannot be read", 1},
		"no checksums":          {run(`DELETE FROM sqlite_schema WHERE name = 'checksums'`), "without being checked", -1},
		"a page of checksums":   {run(`UPDATE checksums SET sums = CAST(x'00' || substr(sums, 2) AS BLOB) WHERE id >> 40 = 1`), "the checksums of 128 of the ids and names", 1},
		"settings":              {run(`UPDATE settings SET value = 'Asia/Tokyp'`), "the settings are damaged", 1},
		"rulebook":              {run(`UPDATE rulebooks SET body = '{'`), "the saved signals are damaged", 1},
		"generation":            {run(`DELETE FROM generation`), "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := salvageWorkspace(t)
			test.damage(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s, notes, err := store.Salvage(t.Context(), path, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			into := storetest.NewPath(t)
			lost, err := Repair(t.Context(), s, into)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if err != nil || test.lost >= 0 && len(lost) != test.lost || !strings.Contains(strings.Join(append(notes, lost...), "\n"), test.says) {
				t.Fatalf("lost %q, %v, and says %q, want %q", lost, err, notes, test.says)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the damaged workspace was changed (%v)", err)
			}
			saved := openSound(t, into)
			coral, err := accounts.ByID(t.Context(), saved, "coral")
			if err != nil || coral.Name != "Coral" || len(coral.Events) != 1 || len(coral.Contacts) != 1 {
				t.Errorf("got %+v, %v", coral, err)
			}
			touches, err := accounts.Touches(t.Context(), saved, "coral", accounts.Latest)
			if err != nil || slices.ContainsFunc(lost, func(l string) bool { return strings.HasPrefix(l, "the touches cannot") }) == (len(touches) == 1) {
				t.Errorf("got touches %v, %v", touches, err)
			}
		})
	}
}

// salvageWorkspace makes a workspace with something in the tables that matter.
func salvageWorkspace(t *testing.T) string {
	t.Helper()
	path := storetest.NewPath(t)
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{{Account: "acme", Name: "Acme"}, {Account: "coral", Name: "Coral"}},
		Contacts:  []record.ContactRow{{Contact: "ana", Account: "coral"}},
		Events:    []storetest.Event{{Account: "coral", Name: "login", At: storetest.Day(1), Contact: "ana"}},
	})
	if _, err := accounts.AddTouch(t.Context(), s, accounts.Touch{Account: "coral", Kind: accounts.Noted, Body: "called"}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(t.Context(), "time_zone", "Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	book := rulebook.Default()
	if _, err := rulebooks.Save(t.Context(), s, book, 0, rulebooks.Commit{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSalvageRefusesWhatIsNoWorkspace(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "text": strings.Repeat("no workspace ", 1000)} {
		path := storetest.NewPath(t)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := store.Salvage(t.Context(), path, t.TempDir()); !errors.Is(err, store.ErrNotWorkspace) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
