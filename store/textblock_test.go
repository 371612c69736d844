package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestTextColumnsAreReadAsTheyAreStored reads texts of every sort, among them those
// that look like the marks between joined texts.
func TestTextColumnsAreReadAsTheyAreStored(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"nothing":     nil,
		"plain":       {"a", "", "é", "12:3"},
		"empty":       {"", "", ""},
		"separator":   {"a", "b\x01c", "d"},
		"rows inside": {"a", "b\x014\x01c\x01d", "d"},
		"zero byte":   {"a", "b\x00c", "\x00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, err := sql.Open("sqlite", "file::memory:")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			db.SetMaxOpenConns(1)
			if _, err := db.Exec(`CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER NOT NULL) STRICT`); err != nil {
				t.Fatal(err)
			}
			var want strings.Builder
			for i, text := range texts {
				if _, err := db.Exec(`INSERT INTO t VALUES (?, ?, ?)`, i+8, text, i%2); err != nil {
					t.Fatal(err)
				}
				if i+8 > 8 && i+8 <= 10 {
					fmt.Fprintf(&want, "%q %d, ", text, i%2)
				}
			}
			var got strings.Builder
			err = TextColumns{"t", []string{"a", "b"}}.EachRow(t.Context(), db, 8, 10, func(id int64, values [][]byte) error {
				if string(values[0]) != texts[id-8] {
					return fmt.Errorf("%q is no text of %d", values[0], id)
				}
				return nil
			}, func(values [][]byte) {
				fmt.Fprintf(&got, "%q %s, ", values[0], values[1])
			})
			if err != nil || got.String() != want.String() {
				t.Errorf("got %s, %v, want %s", got.String(), err, want.String())
			}
		})
	}
}

// TestRowsThatDoNotFitAreReadAgain visits rows whose check fails, as where SQLite joined
// them in another order, in the order of their ids, and tells what never fits.
func TestRowsThatDoNotFitAreReadAgain(t *testing.T) {
	t.Parallel()
	db := newTexts(t, 20, "z")
	columns := TextColumns{"t", []string{"a"}}
	asked, got := 0, 0
	err := columns.EachRow(t.Context(), db, 0, 20, func(id int64, _ [][]byte) error {
		if asked++; asked == 7 {
			return errors.New("it is another row")
		}
		return nil
	}, func([][]byte) { got++ })
	if err != nil || asked != 27 || got != 20 {
		t.Errorf("%d rows asked about, %d visited, %v; want 27 and 20", asked, got, err)
	}
	damaged := errors.New("it is damaged")
	err = columns.EachRow(t.Context(), db, 0, 20, func(id int64, _ [][]byte) error {
		if id == 7 {
			return damaged
		}
		return nil
	}, func([][]byte) {})
	if !errors.Is(err, damaged) {
		t.Errorf("a row that does not fit gives %v", err)
	}
}

// TestMissingRowsAreNoBlock visits what there is where an id has no row.
func TestMissingRowsAreNoBlock(t *testing.T) {
	t.Parallel()
	db := newTexts(t, 20, "z")
	if _, err := db.Exec(`DELETE FROM t WHERE id = 3`); err != nil {
		t.Fatal(err)
	}
	var got []int64
	var last int64
	err := TextColumns{"t", []string{"a"}}.EachRow(t.Context(), db, 0, 6, func(id int64, _ [][]byte) error {
		last = id
		return nil
	}, func([][]byte) { got = append(got, last) })
	if err != nil || !slices.Equal(got, []int64{1, 2, 4, 5, 6}) {
		t.Errorf("visited %v, %v", got, err)
	}
}

func TestJoinedTextsAreSplitWhereTheyAreWhole(t *testing.T) {
	t.Parallel()
	for joined, want := range map[string]int{"": 1, "a": 1, "a\x01b": 2, "\x01": 2, "a\x01b\x01": 3} {
		for count := 1; count < 4; count++ {
			if got := canBeSplit([]byte(joined), count); got != (count == want) {
				t.Errorf("%q can be split into %d: %t", joined, count, got)
			}
		}
	}
	if canBeSplit([]byte("a\x00b"), 1) {
		t.Error("a zero byte is not noticed")
	}
}
