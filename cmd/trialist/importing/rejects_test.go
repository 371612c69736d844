package importing

import (
	"os"
	"path/filepath"
	"testing"

	"trialist/cmd/trialist/outfile"
	"trialist/scoring/record"
	"trialist/store/feed"
)

// TestRejectsOfStoredFilesAreKept rejects rows of a file that is stored and then of
// one that is not. Only the first are written, as nothing was kept of the second.
func TestRejectsOfStoredFilesAreKept(t *testing.T) {
	t.Parallel()
	for stored, want := range map[int]string{
		0: "",
		1: "file,line,reason,row\nfirst.csv,2,no account,x\n",
	} {
		dir := t.TempDir()
		rejects, err := newRejectFile(&outfile.Guard{}, filepath.Join(dir, "out.csv"))
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"first.csv", "second.csv"} {
			file := inputFile{&feed.File{}, name}
			for line := range 1 + i*20_000 {
				rejects.add(file)(record.Reject{Line: line + 2, Reason: "no account", Row: "x"})
			}
			if i < stored {
				if err := rejects.imported(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := rejects.close(); err != nil {
			t.Fatal(err)
		}
		there, err := os.ReadDir(dir)
		if err != nil || len(there) != stored {
			t.Fatalf("with %d files stored the folder has %v, %v", stored, there, err)
		}
		if stored == 0 {
			continue
		}
		if got, err := os.ReadFile(filepath.Join(dir, "out.csv")); err != nil || string(got) != want {
			t.Errorf("got %.300q, %v", got, err)
		}
	}
}
