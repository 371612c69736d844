package feed

import (
	"bytes"
	"fmt"
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
		short := openText(t, text.String(), o)
		if got, want := rowsOf(t, short), rowsOf(t, general); got != want {
			t.Fatalf("file %d reads differently by the short cut: %s", file, cmp.Diff(want, got))
		}
		if diff := cmp.Diff(general.Notes(), short.Notes()); diff != "" {
			t.Fatalf("file %d is told differently by the short cut: %s", file, diff)
		}
	}
}

// TestLateKeysAreCounted reads events with keys that are in none of the rows that the file
// was recognised by, on both paths. Each is counted, with the line of the first.
func TestLateKeysAreCounted(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 9000 {
		more := ""
		switch i {
		case 6000, 6100, 8999:
			more = `,"plan":"Grow"`
		case 6200:
			more = `,"properties":{"os":"x","late":{"deep":1}}`
		case 6300:
			more = `,"properties":{"os":"x","list":[{"inside":1}]}`
		}
		if more == "" {
			more = `,"properties":{"os":"x","list":[]}`
		}
		fmt.Fprintf(&text, `{"account_id":"a%d","event":"login","timestamp":"2026-11-01T10:00:00Z"%s}`+"\n", i, more)
	}
	want := []string{
		`key "plan", which comes late, was not used: 3 rows have it, the first on line 6001`,
		`key "properties.late.deep", which comes late, was not used: 1 row has it, on line 6201`,
	}
	for _, general := range []bool{false, true} {
		f := openText(t, text.String(), Options{As: field.Events, head: 64 << 10})
		if general {
			disableFastPath(f)
		}
		rowsOf(t, f)
		var got []string
		for _, note := range f.Notes() {
			got = append(got, note.Text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("general path %t: -want +got\n%s", general, diff)
		}
	}
}
