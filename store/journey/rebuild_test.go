package journey_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"

	"trialist/store"
	"trialist/store/care"
	"trialist/store/checksum"
	"trialist/store/facts"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/store/storetest"
)

// repaired is what a repair saves of a workspace that was damaged by the statements.
func repaired(t *testing.T, s *store.Store, statements ...string) (*facts.Cache, []string) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.ExecSQL(t, s.Path(), statements...)
	path := storetest.NewPath(t)
	lost, err := care.Repair(t.Context(), storetest.Open(t, s.Path(), store.Options{}), path)
	if err != nil {
		t.Fatal(err)
	}
	return facts.New(storetest.Open(t, path, store.Options{})), lost
}

// TestRepairTellsNobodyTwice loses what was told but not the outbox: it is noted anew, and
// what comes later is due as ever.
func TestRepairTellsNobodyTwice(t *testing.T) {
	t.Parallel()
	for what, damage := range map[string]string{
		"one row":  `UPDATE told SET milestone = 999 WHERE id = (SELECT min(id) FROM told)`,
		"all rows": `UPDATE told SET reached = '[9]'`,
		"gone":     `DELETE FROM told`,
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			s, cache := opened(t)
			exported, err := storejourney.Export(t.Context(), cache, choice(4), "", &file{cache: cache, dueAt: make(map[string]int)})
			if err != nil || exported.Messages != 3 {
				t.Fatalf("%+v, %v", exported, err)
			}
			cache, lost := repaired(t, s, damage)
			if !strings.Contains(strings.Join(lost, "\n"), "nobody is told them again") {
				t.Errorf("lost are %q", lost)
			}
			sound(t, cache)
			wantDue(t, cache, 4)
			log, err := storejourney.Log(t.Context(), cache.Store(), storejourney.Query{Export: exported.Number})
			if err != nil || len(log) != 3 || log[0].Past.Kind.String() != "reward" || log[0].Past.Milestone != 2 || log[2].Past.Next != 1 {
				t.Errorf("the export has %+v, %v", log, err)
			}
			if marked, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent); err != nil || len(marked) > 0 {
				t.Errorf("marked %+v, %v", marked, err)
			}
		})
	}
}

// TestAnOldKeyIsNotClaimedAgain has a workspace in which the note of what was told is gone,
// as repairs left it that did not make it anew.
func TestAnOldKeyIsNotClaimedAgain(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	one := choice(4)
	one.Among = []int{0, 1}
	if _, err := storejourney.Mark(t.Context(), cache, one, outbox.Sent); err != nil {
		t.Fatal(err)
	}
	err := s.Write(t.Context(), "lose what acme was told", func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM told WHERE account = 1`)
		return errors.Join(err, checksum.Seal(ctx, tx, checksum.Told, 1))
	})
	if err != nil {
		t.Fatal(err)
	}
	wantDue(t, cache, 4, atFirst[0], atFirst[2])
	f := &file{cache: cache, dueAt: make(map[string]int)}
	exported, err := storejourney.Export(t.Context(), cache, choice(4), "", f)
	if err != nil || exported.Messages != 1 || len(f.lines) != 1 || !strings.HasPrefix(f.lines[0], "fast ") {
		t.Errorf("%+v of %q, %v", exported, f.lines, err)
	}
	wantDue(t, cache, 4)
	sound(t, cache)
}

// TestRepairLosesATextForGood loses the text of what was told: the repair says so, and the
// workspace is sound after it.
func TestRepairLosesATextForGood(t *testing.T) {
	t.Parallel()
	s, cache := opened(t)
	if _, err := storejourney.Mark(t.Context(), cache, choice(4), outbox.Sent); err != nil {
		t.Fatal(err)
	}
	cache, lost := repaired(t, s, `UPDATE outbox SET body = 'other' WHERE id = 1`)
	if len(lost) != 1 {
		t.Errorf("lost are %q", lost)
	}
	sound(t, cache)
	wantDue(t, cache, 4)
	findings, err := care.Check(t.Context(), cache)
	if err != nil || !slices.ContainsFunc(findings, func(f care.Finding) bool {
		return f.Subject == "messages" && f.OK && strings.Contains(f.Detail, "3 told, of which the text of 1 is lost")
	}) {
		t.Errorf("found %+v, %v", findings, err)
	}
}
