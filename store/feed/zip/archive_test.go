package zip

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"trialist/store/feed/zip/ziptest"
)

func open(tb testing.TB, packed []byte) *Archive {
	tb.Helper()
	a, err := Open(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

func TestDataLeavesOutWhatHoldsNoRows(t *testing.T) {
	t.Parallel()
	a := open(t, ziptest.Pack(t, "b.csv", "x", "dir/", "", "dir/a.JSONL.gz", "x", "__MACOSX/._b.csv", "x", "dir/.DS_Store", "x", "logo.png", "x", "ReadMe.txt", "x", "noend", "x", "../up\x1b[31m.csv", "x", `win\c.tsv`, "x"))
	files, others, err := a.DataFiles()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, f.Name)
	}
	if want := []string{"b.csv", "dir/a.JSONL.gz", "noend", "up_[31m.csv", "win/c.tsv"}; !slices.Equal(got, want) {
		t.Errorf("files are %q, want %q", got, want)
	}
	if want := []string{"logo.png", "ReadMe.txt"}; !slices.Equal(others, want) {
		t.Errorf("others are %q, want %q", others, want)
	}
}

func TestWhatCannotBeUnpackedIsSaid(t *testing.T) {
	t.Parallel()
	packed := ziptest.Pack(t, "a.csv", strings.Repeat("a,b\n", 1000))
	read := func(a *Archive) error {
		files, _, err := a.DataFiles()
		if err != nil || len(files) == 0 {
			return err
		}
		r, err := files[0].Open()
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, r)
		return err
	}
	for name, test := range map[string]struct {
		archive func() *Archive
		want    string
	}{
		"bomb": {func() *Archive {
			a := open(t, packed)
			a.left, a.limit = 3999, 1<<20
			return a
		}, "unpacks to more than 1 MB"},
		"password": {func() *Archive {
			a := open(t, packed)
			a.reader.File[0].Flags |= 1
			return a
		}, "protected by a password"},
		"method": {func() *Archive {
			a := open(t, packed)
			a.reader.File[0].Method = 99
			return a
		}, "packed in a way that is not understood"},
		"damage": {func() *Archive {
			a := open(t, packed)
			a.reader.File[0].CRC32++
			return a
		}, "is damaged"},
		"many files": {func() *Archive {
			var files []string
			for range maxFiles + 1 {
				files = append(files, "a.csv", "")
			}
			return open(t, ziptest.Pack(t, files...))
		}, "zip file of 1001 files"},
	} {
		if err := read(test.archive()); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
	if err := read(open(t, packed)); err != nil {
		t.Error(err)
	}
	if _, err := Open(bytes.NewReader(packed[:len(packed)-30]), int64(len(packed)-30)); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("a file that was cut: %v", err)
	}
}
