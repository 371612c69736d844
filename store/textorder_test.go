package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTextsAreVisitedInOrder reads more texts than there are in memory at once, also
// such as cannot be joined.
func TestTextsAreVisitedInOrder(t *testing.T) {
	t.Parallel()
	for name, odd := range map[string]string{"plain": "z", "a separator": "z\x01z", "a zero byte": "z\x00z"} {
		for _, n := range []int{0, 1, orderBlock - 1, orderBlock, orderBlock + 1, 2 * orderBlock} {
			db := newTexts(t, n, odd)
			var got []string
			err := EachInOrder(t.Context(), db, "t", "a", func(id int64, text []byte) error {
				got = append(got, fmt.Sprintf("%s %d", text, id))
				return nil
			})
			var want []string
			rows := eachTextRow(t.Context(), db, func(id int64, text []byte) error {
				want = append(want, fmt.Sprintf("%s %d", text, id))
				return nil
			}, `SELECT id, a FROM t`)
			slices.SortFunc(want, func(a, b string) int {
				return strings.Compare(a[:strings.LastIndex(a, " ")], b[:strings.LastIndex(b, " ")])
			})
			if err != nil || rows != nil || !slices.Equal(got, want) {
				t.Errorf("%s, %d texts: %d visited, %v, %v", name, n, len(got), err, rows)
			}
			stop := errors.New("stop")
			err = EachInOrder(t.Context(), db, "t", "a", func(int64, []byte) error { return stop })
			if n > 0 && !errors.Is(err, stop) {
				t.Errorf("the error of a visit is %v", err)
			}
		}
	}
}

// TestOrderOfJoinedTextsIsLookedAt joins texts as SQLite may: in any order.
func TestOrderOfJoinedTextsIsLookedAt(t *testing.T) {
	t.Parallel()
	for joined, want := range map[string]bool{
		"3\x01a\x011\x01b\x012\x01c": true, "3\x01a\x011\x01c\x012\x01b": false, "3\x01a\x011\x01a": false, "3\x01": false,
	} {
		b := textsWithIDs{joined: []byte(joined), rows: (strings.Count(joined, "\x01") + 1) / 2, valid: true}
		if got := b.inOrder(); got != want {
			t.Errorf("%q is in order: %t", joined, got)
		}
	}
}

// newTexts makes a table t with n texts in an indexed column a, one of them odd.
func newTexts(t *testing.T, n int, odd string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	for _, statement := range []string{
		`CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT`,
		fmt.Sprintf(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %d)
			INSERT INTO t SELECT i, 'x' || (i * 7919 %% 100003) FROM n WHERE %d > 0`, max(1, n), n),
		`CREATE UNIQUE INDEX t_by_a ON t (a)`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.Exec(`UPDATE t SET a = ? WHERE id = ?`, odd, n/2+1); err != nil {
		t.Fatal(err)
	}
	return db
}
