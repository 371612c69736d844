package search

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// searchModel is accounts as a test remembers them, by slot.
type searchModel []record.CustomerRow

// linearSearch is the slots that a search should find.
func (all searchModel) linearSearch(needle string) []int {
	var slots []int
	for slot, c := range all {
		domain := ""
		for _, a := range c.Attributes {
			if a.Name == value.Domain {
				domain = a.Value.String()
			}
		}
		for _, text := range []string{c.Account, c.Name, domain} {
			text = strings.ReplaceAll(text, string(separator), separatorSymbol)
			if strings.Contains(value.Fold(text), value.Fold(needle)) {
				slots = append(slots, slot)
				break
			}
		}
	}
	return slots
}

// randomNames are enough for several chunks, with letters of many scripts, names
// that fold to shorter ones, empty ones, very long ones and bytes that are none.
func randomNames(random *rand.Rand, n int) searchModel {
	alphabet := []rune("aAbBkK\u212asS\u017féÉßıİ東京\x01\x00 -.")
	word := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteRune(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	all := make(searchModel, n)
	for i := range all {
		c := record.CustomerRow{Line: i + 2, Account: fmt.Sprintf("Id-%x", i), Name: word(6)}
		switch random.IntN(400) {
		case 0:
			c.Name = strings.Repeat(word(40)+"x", 200)
		case 1:
			c.Name = "a\xff\xc3" + word(3)
		}
		switch random.IntN(4) {
		case 0:
			c.Attributes = append(c.Attributes, storetest.Text(value.Domain, "\x01"+word(4)))
		case 1:
			c.Attributes = append(c.Attributes, storetest.Number(value.Domain, float64(random.IntN(100))))
		}
		if random.IntN(2) == 0 {
			c.Attributes = append(c.Attributes, storetest.Text("zone", word(5)))
		}
		all[i] = c
	}
	return all
}

// searches is needles that are typed, letter by letter and back, and others.
func (all searchModel) searches(random *rand.Rand) []string {
	needles := []string{"", "a", "ak", "aks", "ak", "K", "\u212a", "\u017f", "É", "京", "東京", "id-1", "ID-1f", "x", " ", "\xff", "nowhere", "1", "7"}
	for range 15 {
		name := []rune(all[random.IntN(len(all))].Name)
		if len(name) == 0 {
			continue
		}
		from := random.IntN(len(name))
		for to := from + 1; to <= min(from+4, len(name)); to++ {
			needles = append(needles, string(name[from:to]))
		}
	}
	// Nothing that is typed has the separator, which some of the names do.
	return slices.DeleteFunc(needles, func(s string) bool { return strings.ContainsRune(s, separator) })
}

// expectFound fails unless every search finds what it should.
func (all searchModel) expectFound(t *testing.T, x *Index, needles ...string) {
	t.Helper()
	source := x.Source(condition.Moment{AsOf: storetest.Day(20)})
	for _, needle := range needles {
		bits, err := source.Text(t.Context(), needle)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := slices.Collect(bits.All()), all.linearSearch(needle); !slices.Equal(got, want) {
			t.Errorf("%q finds %d accounts, want %d", needle, len(got), len(want))
		}
	}
}

func TestSearchFindsWhatLookingAtEachFinds(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	index := New(facts.New(s))
	all := randomNames(random, 2*chunkSlots+100)
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all})
	all.expectFound(t, index, all.searches(random)...)
}

func TestSearchStaysInsideOneText(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	index := New(facts.New(s))
	all := searchModel{
		{Line: 2, Account: "north", Name: "wind"},
		{Line: 3, Account: "mill", Name: "er\x01son", Attributes: []value.Attribute{storetest.Text(value.Domain, "example.test")}},
		{Line: 4, Account: "sun"},
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all})
	all.expectFound(t, index, "thwi", "windmill", "er\u2401s", "wind", "miller", "er", "son", "erson", "sonexample", "testsun", ".test")
	bits, err := index.Source(condition.Moment{}).Text(t.Context(), "wind\x01")
	if err != nil || bits.Count() != 0 {
		t.Errorf("the end of a text was found: %d, %v", bits.Count(), err)
	}
}

func TestSearchFollowsImports(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 8))
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	index := New(facts.New(s))
	all := randomNames(random, chunkSlots+50)
	for i := range all {
		all[i].Attributes = nil // nobody has a domain yet
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all})
	all.expectFound(t, index, "a", "id-1", "renamed", "new.test")
	renamed := all[3]
	renamed.Name = "Renamed"
	all[3] = renamed
	before := index.latest
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{renamed}})
	all.expectFound(t, index, "a", "id-1", "renamed", "new.test")
	if after := index.latest; &after.chunks[1].ends[0] != &before.chunks[1].ends[0] {
		t.Error("texts that did not change were read again")
	}
	for i := range chunkSlots {
		all = append(all, record.CustomerRow{
			Line: i + 2, Account: fmt.Sprint("late-", i), Name: "Renamed", Attributes: []value.Attribute{storetest.Text(value.Domain, "New.test")},
		})
	}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all[chunkSlots+50:]})
	all.expectFound(t, index, "a", "id-1", "renamed", "new.test", "late-77")
	ingesttest.ImportRows(t, s, storetest.SourceRows{Events: []storetest.Event{{Account: "nobody yet", Name: "Logged in", At: storetest.Day(3)}}})
	all = append(all, record.CustomerRow{Account: "nobody yet"})
	all.expectFound(t, index, "renamed", "nobody", "a")
	all[len(all)-1].Name = "Renamed"
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all[len(all)-1:]})
	all.expectFound(t, index, "renamed", "nobody")
}

func TestSearchReadsOnly(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	all := searchModel{{Line: 2, Account: "1", Name: "Blue Harbor"}, {Line: 3, Account: "2", Name: "Kestrel"}}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all})
	index := New(facts.New(storetest.Open(t, s.Path(), store.Options{ReadOnly: true})))
	if err := index.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	all.expectFound(t, index, "blue", "kes", "2", "")
}

func TestSearchCanBeGivenUp(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	index := New(facts.New(s))
	all := searchModel{{Line: 2, Account: "1", Name: "Blue Harbor"}}
	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: all})
	if _, err := index.cache.Snapshot(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := index.Load(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	all.expectFound(t, index, "blue")
}
