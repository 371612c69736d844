package tables_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
	"trialist/store/tables"
)

func TestNamesByFrequency(t *testing.T) {
	t.Parallel()
	s := ingesttest.TouchedStore(t, store.Options{})
	ingesttest.ImportRows(t, s, storetest.SourceRows{
		Customers: []record.CustomerRow{
			{Account: "acme", Attributes: []value.Attribute{storetest.Number("size", 3), storetest.Text("plan", "a")}},
			{Account: "KESTREL", Attributes: []value.Attribute{storetest.Number("size", 3), storetest.Text("plan", "b")}},
			{Account: "KESTREL", Attributes: []value.Attribute{storetest.Text("size", "large"), {Name: "plan"}}},
			{Account: "blue-harbor", Attributes: []value.Attribute{storetest.Number("size", 3)}},
		},
		Events: []storetest.Event{
			{Account: "acme", Name: "login", At: storetest.Day(1), Count: 5},
			{Account: "acme", Name: "send", At: storetest.Day(1)},
			{Account: "KESTREL", Name: "send", At: storetest.Day(1)},
		},
	})
	ingesttest.ImportRows(t, s, storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "login", At: storetest.Day(1), Count: 7}, {Account: "acme", Name: "login", At: storetest.Day(2)}}})
	names, err := tables.AttributeNames(t.Context(), s, eval.AccountScope)
	want := []tables.NameCount{
		{Name: "size", Count: 3, Kinds: [5]int{value.Text: 1, value.Number: 2}},
		{Name: "domain", Count: 2, Kinds: [5]int{value.Text: 2}},
		{Name: "plan", Count: 1, Kinds: [5]int{value.Text: 1}},
	}
	if err != nil || !cmp.Equal(names, want) || names[0].Kind() != value.Number {
		t.Errorf("got attributes %+v, %v, want %+v", names, err, want)
	}
	names, err = tables.EventNames(t.Context(), s)
	want = []tables.NameCount{{Name: "login", Count: 8}, {Name: "send", Count: 2}}
	if err != nil || !cmp.Equal(names, want) {
		t.Errorf("got events %+v, %v, want %+v", names, err, want)
	}
}
