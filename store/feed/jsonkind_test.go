package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/record"
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

// TestMixturesAreToldApart checks that customers and events in one file are not read as
// customers, wherever the events stand and however few they are: they are read as two files
// where both are among the first rows, and asked otherwise.
func TestMixturesAreToldApart(t *testing.T) {
	t.Parallel()
	const event = `{"account_id":"a1","event":"login","time":"2026-11-21"}`
	var customers []string
	for i := range 5000 {
		customers = append(customers, fmt.Sprintf(`{"account_id":"a%d","name":"A","trial_started_at":"2026-11-%02d"}`, i, i%28+1))
	}
	const asked = `is an event, as it has "event" and "time", and the object on line %d is none; save customers and events as files of their own`
	for name, test := range map[string]struct {
		objects []string
		o       Options
		asked   int // the line of an object that is none; 0 where it is not asked
		events  int // rows of a file of their own
	}{
		"an event at the end":            {append(slices.Clone(customers), event), Options{}, 1, 0},
		"an event at the start":          {append([]string{event}, customers...), Options{}, 0, 1},
		"few of each":                    {[]string{customers[0], event, customers[1], event}, Options{}, 0, 2},
		"an event that tells of a trial": {[]string{customers[0], customers[1], strings.Replace(event, `"time"`, `"trial_end":"2026-11-22","time"`, 1)}, Options{}, 1, 0},
		"one that comes late":            {append(append([]string{event}, customers...), strings.Replace(event, `"time"`, `"at":1,"trial_end"`, 1)), Options{}, -5002, 0},
		"customers only":                 {customers, Options{}, 0, 0},
		"said to be customers":           {append(slices.Clone(customers), event), Options{As: "customers"}, 0, 0},
		"an attribute called event":      {append(slices.Clone(customers), event), Options{Map: map[string]string{"event": "attribute"}}, 0, 0},
		"blank in the others":            {[]string{`{"account_id":"a","trial_started_at":"2026-11-21","event":null,"time":""}`, `{"account_id":"b","trial_started_at":"2026-11-21"}`, customers[2]}, Options{}, 0, 0},
	} {
		test.o.Stdin = strings.NewReader(strings.Join(test.objects, "\n"))
		files, err := OpenAll("-", test.o)
		var events []string
		for _, f := range files {
			b := new(record.Batch)
			for err = nil; err == nil; err = f.Next(b) {
			}
			for _, e := range b.Events() {
				events = append(events, fmt.Sprintf("%s %d", e.Account, e.Line))
			}
			if !errors.Is(err, io.EOF) {
				break
			}
		}
		for _, f := range files {
			closeFile(t, f)
		}
		if len(events) != test.events && test.asked == 0 || len(files) > 1 != (test.events > 0 || test.asked < 0) {
			t.Errorf("%s: %d files, with the events %v", name, len(files), events)
		}
		if late := fmt.Sprintf("line %d: could be an event and could be none", -test.asked); test.asked < 0 {
			if !strings.Contains(err.Error(), late) {
				t.Errorf("%s: %v, want %s", name, err, late)
			}
			continue
		}
		got := strings.Contains(err.Error(), "is an event")
		if got != (test.asked > 0) || got && !strings.Contains(err.Error(), fmt.Sprintf(asked, test.asked)) {
			t.Errorf("%s: %v", name, err)
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
