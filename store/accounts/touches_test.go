package accounts

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/condition"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/search"
	"trialist/store/storetest"
)

func TestTouchesOwnersAndRows(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), ingesttest.TouchedStore(t, store.Options{})
	index := search.New(facts.New(s))
	add := func(account string, kind TouchKind, n int, body string) Touch {
		touch, err := AddTouch(ctx, s, Touch{Account: account, At: storetest.Day(n), Kind: kind, Who: "ana", Body: body})
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
	rows, err := Rows(ctx, s, []uint32{2, 0, 9, 0})
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
		return storetest.SlotsOf(bits)
	}
	if got := owned("ANA") + "," + owned("ben") + "," + owned(""); got != "0,,12" {
		t.Errorf("ana, ben and nobody have slots %s, want 0,,12", got)
	}
	if err := RemoveTouch(ctx, s, called.ID); err != nil {
		t.Fatal(err)
	}
	if touches, err := Touches(ctx, s, "acme"); err != nil || len(touches) != 3 || touches[2].Kind != Noted {
		t.Errorf("after removing the call got %+v, %v", touches, err)
	}
	if back, err := AddTouch(ctx, s, called); err != nil || back != called {
		t.Errorf("the call came back as %+v, %v", back, err)
	}
	if owners, err := Owners(ctx, s); err != nil || !cmp.Equal(owners, []string{"ana", "ben"}) {
		t.Errorf("got owners %v, %v", owners, err)
	}
	for kind := range touchKinds {
		if got, err := ParseTouchKind(TouchKind(kind).String()); err != nil || got != TouchKind(kind) {
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
		_, err := ByID(t.Context(), s, id)
		if !errors.Is(err, store.ErrNotFound) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if _, err := AddTouch(t.Context(), s, Touch{Account: id}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("touching it: got %v, want ErrNotFound", err)
		}
	}
}
