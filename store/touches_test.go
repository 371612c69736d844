package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// touchedStore is a workspace with three customers.
func touchedStore(t testing.TB, o Options) *Store {
	t.Helper()
	s := open(t, newPath(t), o)
	importRows(t, s, sourceRows{customers: []record.CustomerRow{
		{Account: "acme", Name: "Acme Corp", Attributes: []value.Attribute{text("domain", "acme.test")}},
		{Account: "blue-harbor", Name: "Blue Harbor Press", Attributes: []value.Attribute{text("domain", "Harbor.example")}},
		{Account: "KESTREL", Name: "Kestrel ÉTÉ"},
	}})
	return s
}

func TestTouchesOwnersAndRows(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), touchedStore(t, Options{})
	index := NewIndex(NewCache(s))
	add := func(account string, kind TouchKind, n int, body string) Touch {
		touch, err := s.AddTouch(ctx, Touch{Account: account, At: day(n), Kind: kind, Who: "ana", Body: body})
		if err != nil {
			t.Fatal(err)
		}
		return touch
	}
	add("acme", Assigned, 1, "ben")
	add("acme", Assigned, 2, "ana")
	called := add("acme", Called, 4, "wants SSO")
	add("acme", Noted, 3, "earlier, but written later")
	add("KESTREL", Assigned, 2, "ana")
	add("KESTREL", Assigned, 3, "")
	rows, err := s.Rows(ctx, []uint32{2, 0, 9, 0})
	acme := Row{Slot: 0, ID: "acme", Name: "Acme Corp", Owner: "ana", LastTouch: &called}
	want := []Row{{Slot: 2, ID: "KESTREL", Name: "Kestrel ÉTÉ"}, acme, {Slot: 9}, acme}
	if err != nil || !cmp.Equal(rows, want) {
		t.Errorf("rows differ, %v:\n%s", err, cmp.Diff(want, rows))
	}
	owned := func(name string) string {
		bits, err := index.Source(condition.Moment{}).Owner(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return slotsOf(bits)
	}
	if got := owned("ANA") + "," + owned("ben") + "," + owned(""); got != "0,,12" {
		t.Errorf("ana, ben and nobody have slots %s, want 0,,12", got)
	}
	if err := s.RemoveTouch(ctx, called.ID); err != nil {
		t.Fatal(err)
	}
	if touches, err := s.Touches(ctx, "acme"); err != nil || len(touches) != 3 || touches[2].Kind != Noted {
		t.Errorf("after removing the call got %+v, %v", touches, err)
	}
	if back, err := s.AddTouch(ctx, called); err != nil || back != called {
		t.Errorf("the call came back as %+v, %v", back, err)
	}
	if owners, err := s.Owners(ctx); err != nil || !cmp.Equal(owners, []string{"ana", "ben"}) {
		t.Errorf("got owners %v, %v", owners, err)
	}
	for kind := range touchKinds {
		if got, err := ParseTouchKind(TouchKind(kind).String()); err != nil || got != TouchKind(kind) {
			t.Errorf("kind %d reads back as %d, %v", kind, got, err)
		}
	}
}

// slotsOf is the slots as digits.
func slotsOf(bits bitset.Bits) string {
	var s strings.Builder
	for slot := range bits.All() {
		s.WriteByte(byte('0' + slot))
	}
	return s.String()
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := touchedStore(t, Options{})
	index := NewIndex(NewCache(s))
	for needle, want := range map[string]string{
		"acme": "0", "ACME": "0", "harbor": "1", "Press": "1", "e": "012", "été": "2", "kestrel": "2", "corp acme": "",
		"": "012", "\x00": "", "example\x00": "", "none such": "", "a": "01",
	} {
		bits, err := index.Source(condition.Moment{}).Text(t.Context(), needle)
		if err != nil {
			t.Fatal(err)
		}
		if got := slotsOf(bits); got != want {
			t.Errorf("Text(%q) = %q, want %q", needle, got, want)
		}
	}
	importRows(t, s, sourceRows{customers: []record.CustomerRow{{Account: "late", Name: "Harbor Master"}}})
	if bits, err := index.Source(condition.Moment{}).Text(t.Context(), "harbor"); err != nil || slotsOf(bits) != "13" {
		t.Errorf("after an import got %q, %v, want 13", slotsOf(bits), err)
	}
}

func TestUnknownAccountsNameTheClosest(t *testing.T) {
	t.Parallel()
	s := touchedStore(t, Options{})
	for id, want := range map[string]string{
		"acne":              `no account "acne"; the closest are "acme"`,
		"kestrel":           `no account "kestrel"; the closest are "KESTREL"`,
		"blue harbor press": `no account "blue harbor press"; the closest are "blue-harbor"`,
		"harbor":            `no account "harbor"; the closest are "blue-harbor"`,
		"zzzzzzzz":          `no account "zzzzzzzz" in ` + s.Path(),
	} {
		_, err := s.Account(t.Context(), id)
		if !errors.Is(err, ErrNotFound) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if _, err := s.AddTouch(t.Context(), Touch{Account: id}); !errors.Is(err, ErrNotFound) {
			t.Errorf("touching it: got %v, want ErrNotFound", err)
		}
	}
}

func TestNamesByFrequency(t *testing.T) {
	t.Parallel()
	s := touchedStore(t, Options{})
	importRows(t, s, sourceRows{
		customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{number("size", 3), text("plan", "a")}},
			{Account: "KESTREL", Attributes: []value.Attribute{number("size", 3), text("plan", "b")}},
			{Account: "KESTREL", Attributes: []value.Attribute{text("size", "large"), {Name: "plan"}}},
			{Account: "blue-harbor", Attributes: []value.Attribute{number("size", 3)}},
		},
		events: []event{
			{account: "acme", name: "login", at: day(1), count: 5},
			{account: "acme", name: "send", at: day(1)},
			{account: "KESTREL", name: "send", at: day(1)},
		},
	})
	importRows(t, s, sourceRows{events: []event{{account: "acme", name: "login", at: day(1), count: 7}, {account: "acme", name: "login", at: day(2)}}})
	names, err := s.AttributeNames(t.Context(), eval.AccountScope)
	want := []NameCount{
		{Name: "size", Count: 3, Kinds: [5]int{value.Text: 1, value.Number: 2}},
		{Name: "domain", Count: 2, Kinds: [5]int{value.Text: 2}},
		{Name: "plan", Count: 1, Kinds: [5]int{value.Text: 1}},
	}
	if err != nil || !cmp.Equal(names, want) || names[0].Kind() != value.Number {
		t.Errorf("got attributes %+v, %v, want %+v", names, err, want)
	}
	names, err = s.EventNames(t.Context())
	want = []NameCount{{Name: "login", Count: 8}, {Name: "send", Count: 2}}
	if err != nil || !cmp.Equal(names, want) {
		t.Errorf("got events %+v, %v, want %+v", names, err, want)
	}
}
