package care

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestAnyDamageIsRepaired cuts a workspace short and overwrites it at random. Whatever it
// was, the doctor has an answer, and what is repaired is well.
func TestAnyDamageIsRepaired(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows storetest.SourceRows
	for i := range 600 {
		account := fmt.Sprintf("account-%d", i)
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: account, Name: strings.Repeat("n", i%90), Attributes: []value.Attribute{storetest.Number("size", float64(i))}})
		rows.Contacts = append(rows.Contacts, record.ContactRow{Contact: account + "@x.example", Account: account})
		rows.Events = append(rows.Events, storetest.Event{Account: account, Name: "login", At: storetest.Day(i % 20), Contact: account + "@x.example"})
	}
	ingesttest.ImportRows(t, s, rows)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(24) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, 1))
			file := append([]byte(nil), sound...)
			if seed%4 == 0 {
				file = file[:4096*(2+rng.IntN(len(file)/4096-2))]
			} else {
				for range 1 + rng.IntN(int(seed)) {
					at := 4096 + rng.IntN(len(file)-4096-256)
					for i := range 1 + rng.IntN(255) {
						file[at+i] = byte(rng.Uint32())
					}
				}
			}
			damaged := storetest.NewPath(t)
			if err := os.WriteFile(damaged, file, 0o600); err != nil {
				t.Fatal(err)
			}
			testRepaired(t, damaged)
		})
	}
}

// testRepaired examines and repairs a damaged workspace, as the command does.
func testRepaired(t *testing.T, damaged string) {
	t.Helper()
	well := true
	s, err := store.Open(t.Context(), damaged, store.Options{ReadOnly: true})
	switch {
	case err == nil:
		findings, err := Check(t.Context(), facts.New(s))
		if err != nil {
			t.Errorf("examined: %v", err)
		}
		for _, f := range findings {
			well = well && f.OK
		}
	case errors.Is(err, store.ErrDamaged):
		well = false
		if s, _, err = store.Salvage(t.Context(), damaged, t.TempDir()); err != nil {
			t.Fatal(err)
		}
	default:
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // only read
	into := storetest.NewPath(t)
	lost, err := Repair(t.Context(), s, into)
	if err != nil {
		t.Fatalf("repair: %v", err)
	}
	if well && len(lost) > 0 { // what was overwritten may be what nothing uses
		t.Errorf("lost %q, which was well", lost)
	}
	openSound(t, into)
}
