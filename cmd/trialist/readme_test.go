package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialist/ui"
)

var update = flag.Bool("update", false, "write the table of keys into the README")

// The table of keys stands between these two lines of the README.
const (
	keysBegin = "<!-- keys: go test ./cmd/trialist -run Readme -update -->\n"
	keysEnd   = "<!-- end of keys -->\n"
)

// TestReadmeListsTheKeys compares the table of keys in the README with the key
// bindings.
func TestReadmeListsTheKeys(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "..", "README.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), keysBegin)
	listed, after, closed := strings.Cut(rest, keysEnd)
	if !ok || !closed {
		t.Fatalf("the README has no table of keys between %q and %q", keysBegin, keysEnd)
	}
	table := ui.KeyTable()
	if listed == table {
		return
	}
	if !*update {
		t.Errorf("the keys have changed; run go test ./cmd/trialist -run Readme -update")
		return
	}
	if err := os.WriteFile(path, []byte(before+keysBegin+table+keysEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
