package proof

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialist/cmd/trialist/outfile"
	"trialist/scoring/proof"
)

func TestPageIsNotWrittenOver(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "proof.html")
	if err := os.WriteFile(path, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := emptyReport().writePage(&outfile.Guard{}, path); err == nil {
		t.Error("a file that exists is replaced")
	}
	if text, _ := os.ReadFile(path); string(text) != "kept" {
		t.Errorf("the file has %q", text)
	}
	if err := emptyReport().writePage(&outfile.Guard{Force: true}, path); err != nil {
		t.Error(err)
	}
	if text, _ := os.ReadFile(path); !strings.HasSuffix(string(text), "</html>\n") {
		t.Errorf("the page is not whole: %q", text)
	}
}

// emptyReport is a report of no trials.
func emptyReport() *report {
	return &report{Report: &proof.Report{Cohort: &proof.Cohort{}}, asOf: "now"}
}
