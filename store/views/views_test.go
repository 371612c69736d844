package views_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/storetest"
	"trialist/store/views"
)

func TestEdit(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	all, err := views.Load(ctx, s)
	if err != nil || !cmp.Equal(all, view.Defaults()) {
		t.Fatalf("at first %v, %v", all, err)
	}
	added := view.View{Name: "Hot", Filter: `segment:"Hot" !"a\b"`, Sort: view.Sort{By: view.Name, Reverse: true}, Columns: []view.Column{view.Name, view.Owner}}
	want := append(view.Defaults()[1:], added)
	got, err := views.Edit(ctx, s, func(all []view.View) ([]view.View, error) { return append(slices.Clone(all[1:]), added), nil })
	if err != nil || !cmp.Equal(got, want) {
		t.Fatalf("edited %v, %v", got, err)
	}
	if got, err = views.Load(ctx, storetest.Open(t, path, store.Options{})); err != nil || !cmp.Equal(got, want) {
		t.Errorf("read again %s, %v", cmp.Diff(want, got), err)
	}
	var wrong *value.FieldError
	_, err = views.Edit(ctx, s, func(all []view.View) ([]view.View, error) {
		return append(slices.Clone(all), view.View{Name: "hot", Sort: view.DefaultSort()}), nil
	})
	if !errors.As(err, &wrong) || wrong.Field != "views[4].name" {
		t.Errorf("a second one of the same name: %v", err)
	}
	if got, err = views.Load(ctx, s); err != nil || !cmp.Equal(got, want) {
		t.Errorf("after a failure %v, %v", got, err)
	}
}

func TestDamagedViewsAreSaidToBe(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	if _, err := views.Edit(ctx, s, func(all []view.View) ([]view.View, error) { return all[:1], nil }); err != nil {
		t.Fatal(err)
	}
	storetest.ExecSQL(t, path, `UPDATE views SET body = replace(body, '@me', 'ana')`)
	if _, err := views.Load(ctx, s); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}
