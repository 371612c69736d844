package input

import (
	"os"
	"strings"
	"testing"
)

// TestNothingIsLeftOfAStream checks that the copy of a stream is gone when the text is
// closed, at the latest.
func TestNothingIsLeftOfAStream(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a,b\n", HeadSize)
	in, err := Open("-", Options{Stdin: strings.NewReader(long)})
	if err != nil {
		t.Fatal(err)
	}
	if in.file == nil || in.Size != int64(len(long)) {
		t.Fatalf("a stream of %d bytes is of %d, in the file %v", len(long), in.Size, in.file)
	}
	name := in.file.Name()
	if err := in.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Errorf("%s is still there", name)
	}
}
