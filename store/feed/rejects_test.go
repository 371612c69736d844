package feed

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/store/feed/rejects"
)

// rejectsOf writes the rejected rows of the files, each called by its number.
func rejectsOf(t *testing.T, texts ...string) string {
	t.Helper()
	var out bytes.Buffer
	table := rejects.NewTable(&out)
	for i, text := range texts {
		f := openText(t, text, Options{})
		var b record.Batch
		for {
			b.Reset()
			err := f.Next(&b)
			for _, reject := range b.Rejects {
				table.Add(rejects.Source{Path: string(rune('a'+i)) + ".csv", Names: f.Names, NamesLine: f.NamesLine}, reject)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	check(t, table.Flush())
	return out.String()
}

// TestRejectsAreMended rejects rows, mends them where they stand, and reads them:
// they are the rows of the file that was right from the start.
func TestRejectsAreMended(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ wrong, right, from, to string }{
		{"id;company;trial_start\n1.2E+11;\"Alpha; \"\"A\"\"\";2026-11-02\n=b;Beta;2026-11-03\nc;Gamma\nNo;soon\n", "id;company;trial_start\na;\"Alpha; \"\"A\"\"\";2026-11-02\n", "1.2E+11;", "a;"},
		{"Trials\nid,trial_start\n1.2E+11,2026-11-02\n", "id,trial_start\n-5,2026-11-02\n", "1.2E+11,", "-5,"},
		{`{"id":"1.2E+11","trial_start":"2026-11-02","note":"=1"}` + "\n", `{"id":"a","trial_start":"2026-11-02","note":"=1"}` + "\n", "1.2E+11", "a"},
		{"id,event,time\na,login,soon\nb,login,2026-11-02\n", "id,event,time\na,login,2026-11-02\n", "soon", "2026-11-02"},
	} {
		bad := rejectsOf(t, test.wrong)
		if !strings.HasPrefix(bad, "file,line,reason,row\na.csv,") {
			t.Errorf("rejects are\n%s", bad)
		}
		var mended strings.Builder
		for line := range strings.Lines(bad) {
			if !strings.Contains(line, "ends within") && !strings.Contains(line, "the rest of") {
				mended.WriteString(strings.ReplaceAll(line, test.from, test.to))
			}
		}
		f := openText(t, mended.String(), Options{})
		want := openText(t, test.right, Options{})
		if got, want := withoutLines(rowsOf(t, f)), withoutLines(rowsOf(t, want)); got != want || len(f.Notes()) == 0 {
			t.Errorf("of\n%s\nread %s %s\nwant %s", mended.String(), f.Kind, got, want)
		}
		semicolons := strings.NewReplacer("file,line,reason,row", "file;line;reason;row").Replace(mended.String())
		if !rejects.Is([]byte(semicolons)) {
			t.Error("as another program saves it, it is not recognised")
		}
	}
	two := rejectsOf(t, "id,trial_start\n1.2E+11,\n", "id,trial_start\n1.2E+11,\n")
	_, err := Open("-", Options{Stdin: strings.NewReader(two)})
	if want := "standard input: holds rejected rows of several files, a.csv and b.csv; put those of each into a file of its own"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
