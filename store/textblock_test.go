package store

import (
	"bytes"
	"database/sql"
	"fmt"
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
			err = TextColumns{"t", []string{"a", "b"}}.EachRow(t.Context(), db, 8, 10, func(values [][]byte) {
				fmt.Fprintf(&got, "%q %s, ", values[0], values[1])
			})
			if err != nil || got.String() != want.String() {
				t.Errorf("got %s, %v, want %s", got.String(), err, want.String())
			}
		})
	}
}

// TestJoinedRowsAreVisitedInOrder joins rows as SQLite may: in any order.
func TestJoinedRowsAreVisitedInOrder(t *testing.T) {
	t.Parallel()
	b := textBlock{joined: []byte("10\x01c\x019\x01a\x0111\x01d"), fields: 2}
	if !b.parse(3) {
		t.Fatal("the rows are not understood")
	}
	b.sort()
	var got []byte
	b.visit(func(values [][]byte) { got = append(got, values[0]...) })
	if !bytes.Equal(got, []byte("acd")) {
		t.Errorf("visited in the order %s", got)
	}
	if b = (textBlock{joined: []byte("10\x01c"), fields: 2}); b.parse(2) {
		t.Error("rows that are missing are not noticed")
	}
}
