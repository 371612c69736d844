package accounts_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/search"
	"trialist/store/storetest"
)

func TestTouchesOwnersAndRows(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), ingesttest.TouchedStore(t, store.Options{})
	index := search.New(facts.New(s))
	add := func(account string, kind accounts.TouchKind, n int, body string) accounts.Touch {
		touch, err := accounts.AddTouch(ctx, s, accounts.Touch{Account: account, At: storetest.Day(n), Kind: kind, Who: "ana", Body: body})
		if err != nil {
			t.Fatal(err)
		}
		return touch
	}
	add("acme", accounts.Assigned, 1, "ben")
	add("acme", accounts.Assigned, 2, "ana")
	called := add("acme", accounts.Called, 4, "wants SSO")
	early := add("acme", accounts.Noted, 3, "earlier, but written later")
	add("KESTREL", accounts.Assigned, 2, "ana")
	add("KESTREL", accounts.Assigned, 3, "")
	rowsAt := func(asOf value.Instant, want ...accounts.Row) {
		t.Helper()
		rows, err := accounts.Rows(ctx, s, []uint32{2, 0, 9, 0}, asOf)
		if err != nil || !cmp.Equal(rows, want) {
			t.Errorf("rows differ, %v:\n%s", err, cmp.Diff(want, rows))
		}
	}
	acme := accounts.Row{Slot: 0, ID: "acme", Name: "Acme Corp", Owner: "ana", LastTouch: &called}
	rowsAt(accounts.Latest, accounts.Row{Slot: 2, ID: "KESTREL", Name: "Kestrel ÉTÉ"}, acme, accounts.Row{Slot: 9}, acme)
	acme.LastTouch = &early
	rowsAt(storetest.Day(3), accounts.Row{Slot: 2, ID: "KESTREL", Name: "Kestrel ÉTÉ"}, acme, accounts.Row{Slot: 9}, acme)
	acme.LastTouch = nil
	rowsAt(storetest.Day(2), accounts.Row{Slot: 2, ID: "KESTREL", Name: "Kestrel ÉTÉ", Owner: "ana"}, acme, accounts.Row{Slot: 9}, acme)
	owned := func(name string) string {
		bits, err := index.Source(condition.Moment{AsOf: storetest.Day(9)}).Owner(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return storetest.SlotsOf(bits)
	}
	if got := owned("ANA") + "," + owned("ben") + "," + owned(""); got != "0,,12" {
		t.Errorf("ana, ben and nobody have slots %s, want 0,,12", got)
	}
	add("blue-harbor", accounts.Assigned, 5, "mia")
	add("KESTREL", accounts.Assigned, 5, "ana")
	want := []accounts.OwnerCount{{Name: "ana", Accounts: 2}, {Name: "mia", Accounts: 1}, {Name: "ben"}}
	if owners, err := accounts.Owners(ctx, s); err != nil || !cmp.Equal(owners, want) {
		t.Errorf("got owners %v, %v", owners, err)
	}
	for kind := accounts.Called; kind <= accounts.Restored; kind++ {
		if got, err := accounts.ParseTouchKind(kind.String()); err != nil || got != kind {
			t.Errorf("kind %d reads back as %d, %v", kind, got, err)
		}
	}
}

func TestUnknownAccountsNameTheClosest(t *testing.T) {
	t.Parallel()
	s := ingesttest.TouchedStore(t, store.Options{})
	for id, want := range map[string]string{
		"acne":              `no account "acne"; the closest are "acme"`,
		"kestrel":           `no account "kestrel"; the closest are "KESTREL"`,
		"blue harbor press": `no account "blue harbor press"; the closest are "blue-harbor"`,
		"harbor":            `no account "harbor"; the closest are "blue-harbor"`,
		"zzzzzzzz":          `no account "zzzzzzzz" in ` + s.Path(),
	} {
		_, err := accounts.ByID(t.Context(), s, id)
		if !errors.Is(err, store.ErrNotFound) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if _, err := accounts.AddTouch(t.Context(), s, accounts.Touch{Account: id}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("touching it: got %v, want ErrNotFound", err)
		}
	}
}
