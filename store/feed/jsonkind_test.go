package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"trialist/store/feed/input"
)

// jsonForms write objects in each of the ways that files hold them.
var jsonForms = map[string]func(objects []string) []byte{
	"lines":      func(objects []string) []byte { return []byte(strings.Join(objects, "\n")) },
	"array":      func(objects []string) []byte { return []byte("[" + strings.Join(objects, ",") + "]") },
	"array rows": func(objects []string) []byte { return []byte("[\n" + strings.Join(objects, ",\n") + "\n]\n") },
	"spread": func(objects []string) []byte {
		return []byte("[\n" + strings.ReplaceAll(strings.Join(objects, ",\n"), ",\"", ",\n  \"") + "\n]\n")
	},
	"wrapped": func(objects []string) []byte {
		return []byte(`{"data":[` + strings.Join(objects, ",") + `],"more":false}`)
	},
}

// TestKindOfJSONSeesTheWholeFile has the evidence of what the rows are behind the head
// only, in every form of JSON, packed and not.
func TestKindOfJSONSeesTheWholeFile(t *testing.T) {
	t.Parallel()
	var repeating, named, late []string
	for i, size := 0, 0; size < 3*input.HeadSize; i++ {
		behind := size > input.HeadSize+input.HeadSize/4
		account, activity := fmt.Sprint("once", i), "signed up"
		if behind {
			account, activity = fmt.Sprint("a", i%50), "logged in"
		}
		object := fmt.Sprintf(`{"account_id":%q,"activity":%q,"created_at":"2026-11-%02d","things":[{"account_id":"no","event":"no"},{"sku":%d}]}`, account, activity, i%28+1, i)
		repeating = append(repeating, object)
		size += len(object)
		if behind {
			named = append(named, fmt.Sprintf(`{"account_id":"","company_id":"c%d","event":"login","time":"2026-11-%02d","times":%d}`, i%20, i%28+1, 2))
		} else {
			named = append(named, fmt.Sprintf(`{"account_id":"a%d","company_id":"c%d","event":"login","time":"2026-11-%02d"}`, i, i%20, i%28+1))
		}
		object = fmt.Sprintf(`{"account_id":"x%d","plan":"Team","note":"%s"}`, i, strings.Repeat("n", 60))
		if behind && i%2500 == 2499 { // too rare for a window
			object = fmt.Sprintf(`{"account_id":"x%d","plan":"Team","Trial Start":"2026-11-%02d"}`, i, i%28+1)
		}
		late = append(late, object)
	}
	for form, write := range jsonForms {
		for _, packed := range []bool{false, true} {
			open := func(objects []string) *File {
				content := write(objects)
				if packed {
					content = gzipped(t, content)
				}
				f, err := Open(writeFile(t, "long.json", content), Options{})
				if err != nil {
					t.Fatalf("%s, packed %v: %v", form, packed, err)
				}
				return f
			}
			f := open(repeating)
			if f.Kind != "events" || !strings.Contains(printUses(f), `"account_id" is account`) {
				t.Errorf("%s, packed %v: ids that repeat are of %s, %s", form, packed, f.Kind, printUses(f))
			}
			closeFile(t, f)
			f = open(named)
			if got := printUses(f); !strings.Contains(got, `"company_id" is account`) || !strings.Contains(got, `"times" is count`) {
				t.Errorf("%s, packed %v: an account that is mostly blank is taken: %s", form, packed, got)
			}
			closeFile(t, f)
			f = open(late)
			if got := printUses(f); !strings.Contains(got, `"Trial Start" is trial_started_at`) {
				t.Errorf("%s, packed %v: a key that comes late is not recognised: %s", form, packed, got)
			}
			closeFile(t, f)
		}
	}
}

// TestListsAreTold checks what is said of values that are lists, and that a column of
// nothing else is not used.
func TestListsAreTold(t *testing.T) {
	t.Parallel()
	objects := []string{
		`{"account_id":"a","items":[{"sku":1},{"sku":2}],"tags":["x","y"],"mixed":[1,{"b":2}],"none":[],"deep":[[1],[2]]}`,
		`{"account_id":"b","items":[{"sku":3}],"tags":["z"],"mixed":["q"],"none":[],"deep":[[3]],"inner":{"items":[{"c":1}]}}`,
		`{"account_id":"c","items":[],"tags":[],"mixed":null}`,
	}
	for form, write := range jsonForms {
		f := openText(t, string(write(objects)), Options{})
		rows := rowsOf(t, f)
		var said bytes.Buffer
		for _, note := range f.Notes() {
			fmt.Fprintln(&said, note.Text, note.Count)
		}
		for _, want := range []string{
			`column "items": 2 lists, of 3 objects in all, were not kept 2`,
			`column "tags": 2 lists were kept as one text each, with commas between their values 2`,
			`column "mixed": 1 list of 1 object was not kept 1`,
			`column "mixed": 2 lists were kept as one text each, with commas between their values 2`,
			`column "deep": 2 lists, of 3 objects in all, were not kept 2`,
			`column "inner.items": 1 list of 1 object was not kept 1`,
		} {
			if !strings.Contains(said.String(), want+"\n") {
				t.Errorf("%s: %q is not said in\n%s", form, want, said.String())
			}
		}
		uses := printUses(f)
		for _, want := range []string{`"items" is ignored`, `"deep" is ignored`, `"inner.items" is ignored`, `"tags" is attribute`} {
			if !strings.Contains(uses, want) {
				t.Errorf("%s: %s is not among %s", form, want, uses)
			}
		}
		if !strings.Contains(rows, "x, y") || strings.Contains(rows, "sku") {
			t.Errorf("%s: rows are\n%s", form, rows)
		}
	}
}
