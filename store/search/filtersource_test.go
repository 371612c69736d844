package search

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	s := ingesttest.TouchedStore(t, store.Options{})
	index := New(facts.New(s))
	for needle, want := range map[string]string{
		"acme": "0", "ACME": "0", "harbor": "1", "Press": "1", "e": "012", "été": "2", "kestrel": "2", "corp acme": "",
		"": "012", "\x00": "", "example\x00": "", "none such": "", "a": "01",
	} {
		bits, err := index.Source(condition.Moment{}).Text(t.Context(), needle)
		if err != nil {
			t.Fatal(err)
		}
		if got := storetest.SlotsOf(bits); got != want {
			t.Errorf("Text(%q) = %q, want %q", needle, got, want)
		}
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: "late", Name: "Harbor Master"}}})
	if bits, err := index.Source(condition.Moment{}).Text(t.Context(), "harbor"); err != nil || storetest.SlotsOf(bits) != "13" {
		t.Errorf("after an import got %q, %v, want 13", storetest.SlotsOf(bits), err)
	}
}
