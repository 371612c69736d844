package feed

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/store/feed/cell"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
)

// disableFastPath has a file read without the short cuts of events. It is false where
// there are none.
func disableFastPath(f *File) bool {
	d, ok := f.decoder.(interface{ DisableFastPath() bool })
	return ok && d.DisableFastPath()
}

// FuzzShortCuts reads anything as events, with short cuts and without.
func FuzzShortCuts(f *testing.F) {
	seedFiles(f)
	f.Fuzz(func(t *testing.T, text []byte, how byte) {
		o := Options{As: field.Events, Dates: date.DayFirst, head: 1 + int(how)}
		open := func() *File {
			o.Stdin = bytes.NewReader(text)
			file, err := Open("-", o)
			if err != nil {
				t.Skip(err)
			}
			t.Cleanup(func() { closeFile(t, file) })
			return file
		}
		short, long := open(), open()
		if !disableFastPath(long) {
			t.Skip("there is no short cut")
		}
		got, err := printRows(short)
		want, wanted := printRows(long)
		if got != want || (err == nil) != (wanted == nil) || err != nil && err.Error() != wanted.Error() {
			t.Errorf("%q\nreads by the short cut as\n%s%v\nwant\n%s%v", text, got, err, want, wanted)
		}
	})
}

// TestPlainObjectsAreReadAsOthers reads files with odd values here and there twice,
// the second time without the short cut.
func TestPlainObjectsAreReadAsOthers(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 9))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	odd := []string{
		`""`, `" "`, `"a"`, `"NULL"`, `null`, `true`, `false`, `0`, `-1`, `12`, `012`, `1.5`, `1e3`, `123456789012345678901`, `"= 1"`, `"'text"`, `" spaced "`,
		`"\u00e9t\u00e9"`, `"say \"hi\""`, `"back\\slash"`, `{"in":"side"}`, `["a","b"]`, `[]`, `{}`, `"été"`, strings.Repeat("7", cell.MaxID), strings.Repeat("7", cell.MaxID+1), `tru`, `nullx`, `"open`, `[1`, `{"a"}`, "\"\xff\"", `"tab	in"`,
	}
	deep := strings.Repeat("[", 30) + strings.Repeat("]", 30)
	for file := range 60 {
		var text strings.Builder
		for range 300 {
			fields := []string{
				`"account_id":` + pick(`"acc_9e3779b1"`, `"acme-corp"`, `4217`, `"Zürich AG"`),
				`"event":` + pick(`"Logged in"`, `"Viewed dashboard"`),
				`"timestamp":` + pick(`"2026-11-01T10:00:00Z"`, `"2026-11-01 10:00:00"`, `1793527200`, `1793527200000`),
			}
			if file%3 > 0 {
				fields = append(fields, `"user_id":`+pick(`"user@example.com"`, `42`), `"count":`+pick(`1`, `3`, `"2"`), `"id":"0123456789"`)
			}
			if file%4 > 1 {
				fields = append(fields, `"properties":`+pick(`{"browser":"firefox","n":1,"list":[1,"a",{"b":null}]}`, `{}`, `true`, `"x"`, deep))
			}
			random.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
			for i := range fields {
				switch random.IntN(80) {
				case 0, 1:
					key, _, _ := strings.Cut(fields[i], ":")
					fields[i] = key + ":" + pick(odd...)
				case 2:
					fields[i] = fields[random.IntN(len(fields))] // twice, and another is missing
				case 3:
					fields[i] = pick("", "\"lone\"", " "+fields[i]+" ", strings.Replace(fields[i], ":", " : ", 1), strings.ToUpper(fields[i]))
				}
			}
			text.WriteString(pick("{", "{", "{", "{ ") + strings.Join(fields, pick(",", ", ")) + pick("}", "}", "}", "}", "}", "} ", "", "}}", "} x") + "\n")
		}
		o := Options{As: field.Events}
		general := openText(t, text.String(), o)
		if !disableFastPath(general) {
			t.Fatal("the file has no short cut to compare")
		}
		if got, want := rowsOf(t, openText(t, text.String(), o)), rowsOf(t, general); got != want {
			t.Fatalf("file %d reads differently by the short cut: %s", file, cmp.Diff(want, got))
		}
	}
}
