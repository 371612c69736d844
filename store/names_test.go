package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

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
