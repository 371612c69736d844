package store_test

import (
	"testing"

	"trialist/store"
	"trialist/store/storetest"
)

func TestPreferences(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	set := func(who, key, value string) {
		t.Helper()
		if err := s.SetPreference(ctx, who, key, value); err != nil {
			t.Fatal(err)
		}
	}
	left := func(who, key, want string) {
		t.Helper()
		if got, err := s.Preference(ctx, who, key); err != nil || got != want {
			t.Errorf("%s of %q is %q, %v; want %q", key, who, got, err, want)
		}
	}
	left("ana", "list", "")
	set("ana", "list", "a")
	set("bo", "list", "b")
	set("ana", "list", "c")
	set("", "list", "d")
	left("ana", "list", "c")
	left("bo", "list", "b")
	left("", "list", "d")
	set("bo", "list", "")
	left("bo", "list", "")

	storetest.ExecSQL(t, path, `UPDATE preferences SET value = 'x' WHERE who = 'ana'`)
	left("ana", "list", "") // damaged
	left("", "list", "")
	set("bo", "list", "e")
	left("bo", "list", "e")
	left("ana", "list", "") // dropped
}
