package care

import (
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestDoctorFindsDamage(t *testing.T) {
	t.Parallel()
	for what, damage := range map[string]string{
		"events":     `UPDATE log_pages SET logs = x'0102ff00'`,
		"accounts":   `UPDATE accounts SET attributes = x'0101'`,
		"contacts":   `UPDATE contacts SET attributes = x'09'`,
		"signals":    `INSERT INTO rulebooks VALUES (1, '{}', 0, '', '')`,
		"references": `PRAGMA foreign_keys = OFF; INSERT INTO memberships (contact, account) VALUES (1, 999)`,
		"nothing":    `SELECT 1`,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			path := ingesttest.ClosedWorkspace(t)
			s, err := store.Open(t.Context(), path, store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			ingesttest.ImportRows(t, s, storetest.SourceRows{Contacts: []record.ContactRow{{Contact: "ana", Account: "acme"}}})
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			storetest.ExecSQL(t, path, damage)
			findings, err := Check(t.Context(), facts.New(storetest.Open(t, path, store.Options{})))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				found := f.Subject == what || f.Subject == "checksums" && what != "nothing"
				if f.OK == found {
					t.Errorf("after damage to %q got %+v", what, f)
				}
			}
		})
	}
}
