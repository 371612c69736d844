package value_test

import (
	"slices"
	"testing"

	"trialist/scoring/value"
)

func TestEditDistance(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 0, 0},
		{"", "abc", 3, 3},
		{"login", "lgoin", 2, 2},
		{"kitten", "sitting", 5, 3},
		{"kitten", "sitting", 2, 3},
		{"straße", "strasse", 2, 2},
		{"a", "b", 0, 1},
		{"abc", "xyzabc", 2, 3},
	}
	for _, tt := range tests {
		if got := value.EditDistance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("%q to %q within %d: got %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
		if got := value.EditDistance(tt.b, tt.a, tt.limit); got != tt.want {
			t.Errorf("%q to %q within %d: got %d, want %d", tt.b, tt.a, tt.limit, got, tt.want)
		}
	}
}

func TestClosestNames(t *testing.T) {
	t.Parallel()
	known := []string{"Invited teammate", "Imported contacts", "login"}
	tests := []struct {
		name string
		want []string
	}{
		{"Imported contact", []string{"Imported contacts"}},
		{"  IMPORTED CONTACTS ", []string{"Imported contacts"}},
		{"contacts", []string{"Imported contacts"}},
		{"lgoin", []string{"login"}},
		{"exported everything", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if got := value.ClosestNames(tt.name, known); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
