package feed

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/export"
	"trialist/store/feed/field"
)

// awkward is texts that a file could turn into something else.
var awkward = []string{
	"a", "Acme", "=1+1", "+49 30 123", "-5", "@x", "'", "'tis", "'=1", "''=1", "123", "'123", "1.50", "007", "1e5", "1e+20", "99999999999999999999",
	"yes", "No", "true", "y", "NULL", "null", "\\N", "'NULL", "2026-01-02", "2026-01-02T03:04:05.678Z", "1/2/2026", "13.2.2026 10:00", "1772600767",
	"a,b", "a;b|c\td", "say \"hi\"", "\"", "\"\"", "line\nbreak", "line\r\nbreak", "cr\rhere", "é😀", "x\u200by", "＝1", "1001.0", "1.2E+11", "=\"1\"", "sep=;", "{", "[1]", "#", "a\\", "id",
}

// awkwardNames is attribute names that a header could be mistaken for.
var awkwardNames = append([]string{
	"plan", "Plan", "id", "ID", "account_id", "name", "Name", "event", "time", "timestamp", "count", "contact_id", "user_id", "email", "Email", "status", "Status",
	"created_at", "signup_date", "trial_start", "converted", "domain", "attribute", "attribute:x", "attribute:", "text", "column 3", "plan 2", "a.b",
}, awkward...)

func randomValue(r *rand.Rand, kind int) value.Value {
	if r.IntN(5) == 0 {
		return value.Value{}
	}
	switch kind {
	case 0:
		return value.YesNoValue(r.IntN(2) == 0)
	case 1:
		return value.DateValue(value.FromTime(time.Date(1950+r.IntN(200), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(1000)*1e6, time.UTC)))
	case 2:
		numbers := []float64{0, 1, -1, 0.1, 0.1 + 0.2, 1e15, 1e20, 1e-7, -123456.789, 999999999999999, r.NormFloat64(), r.NormFloat64() * 1e300, float64(r.IntN(1000))}
		return value.NumberValue(numbers[r.IntN(len(numbers))])
	case 3:
		return randomValue(r, 1+r.IntN(2))
	}
	if r.IntN(4) == 0 {
		return randomValue(r, 3)
	}
	return value.TextValue(awkward[r.IntN(len(awkward))])
}

// randomAttributes is names and, for rows of them, values, which may mix kinds.
func randomAttributes(r *rand.Rand, rows int) (names []string, values [][]value.Attribute) {
	seen := map[string]bool{}
	kinds := map[string]int{}
	for range r.IntN(8) {
		name := awkwardNames[r.IntN(len(awkwardNames))]
		if name == "" || seen[value.FoldName(name)] {
			continue // spellings of a name are one
		}
		seen[value.FoldName(name)] = true
		names = append(names, name)
		kinds[name] = r.IntN(5)
		switch name {
		case "email", "status", "domain":
			kinds[name] = -1 // text only
		case "converted":
			kinds[name] = 0 // dates would be converted_at
		}
	}
	values = make([][]value.Attribute, rows)
	for i := range values {
		for _, name := range names {
			v := value.TextValue(awkward[r.IntN(len(awkward))])
			if kinds[name] >= 0 {
				v = randomValue(r, kinds[name])
			}
			values[i] = append(values[i], value.Attribute{Name: name, Value: v})
		}
	}
	return names, values
}

func pick(r *rand.Rand) string { return awkward[r.IntN(len(awkward))] }

// roundTrip writes rows of every kind, drawn by the seed, and reads them back.
func roundTrip(t *testing.T, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	rows := r.IntN(6)
	var customers, contacts, events bytes.Buffer
	var wantCustomers, wantContacts, wantEvents strings.Builder

	names, values := randomAttributes(r, rows)
	w := export.NewCustomerWriter(&customers, names, export.Options{Normalized: true})
	for i := range rows {
		row := record.CustomerRow{Account: pick(r), Name: pick(r), Attributes: values[i]}
		fmt.Fprintf(&wantCustomers, "customer %q %q%s\n", row.Account, row.Name, printValues(row.Attributes))
		check(t, w.Write(row))
	}
	check(t, w.Flush())

	names, values = randomAttributes(r, rows)
	c := export.NewContactWriter(&contacts, names, export.Options{Normalized: true})
	for i := range rows {
		row := record.ContactRow{Contact: pick(r), Attributes: values[i]}
		if r.IntN(3) > 0 {
			row.Account = pick(r)
		}
		fmt.Fprintf(&wantContacts, "contact %q of %q%s\n", row.Contact, row.Account, printValues(row.Attributes))
		check(t, c.Write(row))
	}
	check(t, c.Flush())

	e := export.NewEventWriter(&events, export.Options{})
	for range rows {
		row := record.EventRow{Account: []byte(pick(r)), Name: []byte(pick(r)), At: value.Instant(r.Int64N(4e12)), Count: 1 + uint32(r.IntN(5))}
		if r.IntN(2) == 0 {
			row.Contact = []byte(pick(r))
		}
		fmt.Fprintf(&wantEvents, "event %q %q %q %s x%d\n", row.Account, row.Contact, row.Name, row.At, row.Count)
		check(t, e.Write(row))
	}
	check(t, e.Flush())

	for _, file := range []struct {
		kind field.Kind
		text *bytes.Buffer
		want string
	}{{field.Customers, &customers, wantCustomers.String()}, {field.Contacts, &contacts, wantContacts.String()}, {field.Events, &events, wantEvents.String()}} {
		f := openText(t, file.text.String(), Options{EraseBlanks: true})
		if got := withoutLines(rowsOf(t, f)); got != file.want || f.Kind != file.kind {
			t.Fatalf("seed %d: %s of\n%s\nread back are %s\n%s\nwant\n%s\n%s", seed, file.kind, file.text, f.Kind, got, file.want, printUses(f))
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// withoutLines takes the line numbers off printed rows.
func withoutLines(rows string) string {
	var text strings.Builder
	for line := range strings.Lines(rows) {
		_, rest, _ := strings.Cut(line, " ")
		text.WriteString(rest)
	}
	return text.String()
}

func FuzzRoundTrip(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(roundTrip)
}

// FuzzRoundTripText carries one text through every place that holds one.
func FuzzRoundTripText(f *testing.F) {
	for _, text := range awkward {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = string(norm.NFC.Bytes(chars.TrimInvisible(chars.Cleanse([]byte(text)))))
		if text == "" || len(text) > 200 || strings.ContainsRune(text, utf8.RuneError) {
			return
		}
		var b bytes.Buffer
		names := []string{text, text + "x"}
		w := export.NewCustomerWriter(&b, names, export.Options{Normalized: true})
		row := record.CustomerRow{Account: text, Name: text, Attributes: []value.Attribute{{Name: text, Value: value.TextValue(text)}, {Name: names[1]}}}
		switch text {
		case "trial_started_at", "trial_ends_at", "converted_at", "churned_at":
			return // never text
		}
		check(t, w.Write(row))
		check(t, w.Flush())
		want := fmt.Sprintf("customer %q %q%s\n", text, text, printValues(row.Attributes))
		if got := withoutLines(rowsOf(t, openText(t, b.String(), Options{EraseBlanks: true}))); got != want {
			t.Errorf("%q\nread back is\n%s\nwant\n%s", b.String(), got, want)
		}
	})
}

func TestWriters(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := export.NewCustomerWriter(&b, []string{"plan", "Email", "seats", "vip", "renews"}, export.Options{})
	day := value.FromTime(time.Date(2026, time.November, 2, 10, 4, 0, 5e6, time.UTC))
	check(t, w.Write(record.CustomerRow{Account: "=acme", Name: "Acme, Ltd", Attributes: []value.Attribute{
		{Name: "vip", Value: value.YesNoValue(true)}, {Name: "renews", Value: value.DateValue(day)}, {Name: "plan", Value: value.TextValue("12")}, {Name: "seats", Value: value.NumberValue(2.5)},
	}}))
	if err := w.Write(record.CustomerRow{Account: "x", Attributes: []value.Attribute{{Name: "other"}}}); err == nil {
		t.Error("an attribute that was not announced is written")
	}
	check(t, w.Flush())
	want := "account_id,name,plan,attribute:Email,seats,vip,renews\n'=acme,\"Acme, Ltd\",'12,,2.5,yes,2026-11-02T10:04:00.005Z\n"
	if got := b.String(); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}

	b.Reset()
	e := export.NewEventWriter(&b, export.Options{Raw: true})
	check(t, e.Write(record.EventRow{Account: []byte("=acme"), Name: []byte("a\x00b \"c\""), At: day, Count: 3}))
	check(t, e.Flush())
	want = "account_id,contact_id,event,timestamp,count\n=acme,,\"ab \"\"c\"\"\",2026-11-02T10:04:00.005Z,3\n"
	if got := b.String(); got != want {
		t.Errorf("raw\n%swant\n%s", got, want)
	}

	b.Reset()
	table := export.NewTable(&b, export.Options{})
	table.Text("")
	table.End()
	table.Text("@cmd")
	table.Plain("-1.5")
	table.End()
	check(t, table.Flush())
	if got, want := b.String(), "\"\"\n'@cmd,-1.5\n"; got != want {
		t.Errorf("table\n%swant\n%s", got, want)
	}
}
