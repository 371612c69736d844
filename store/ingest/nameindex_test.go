package ingest

import (
	"fmt"
	"testing"

	"trialist/scoring/eval"
	"trialist/scoring/value"
)

func TestEventNamesKeepTheirNumbers(t *testing.T) {
	t.Parallel()
	x := newEventNameIndex()
	for range 2 { // more than there are slots, so that names take turns in some
		for i := range 2 * recentNames {
			for j, name := range []string{fmt.Sprintf("%d", i), fmt.Sprintf("Event %d of many", i)} {
				if got, want := x.getOrInsert([]byte(name)), uint32(2*i+j+1); got != want {
					t.Fatalf("%q is %d, want %d", name, got, want)
				}
			}
		}
	}
}

// TestSpellingsOfANameAreOne checks that names which differ in case or surrounding
// space are one, whichever comes first.
func TestSpellingsOfANameAreOne(t *testing.T) {
	t.Parallel()
	spellings := []string{"Login", "login", "LOGIN", " login", "Größe", "größe", "GRÖSSE"}
	for first := range spellings {
		events := newEventNameIndex()
		attributes := newAttributeNameIndex(eval.AccountScope)
		ids := map[string][2]uint32{}
		for i := range spellings {
			name := spellings[(first+i)%len(spellings)]
			row := []value.Attribute{{Name: name, Value: value.NumberValue(1)}}
			ids[name] = [2]uint32{events.getOrInsert([]byte(name)), attributes.resolve(row)[0]}
		}
		if ids["Login"] != ids["login"] || ids["LOGIN"] != ids["login"] || ids[" login"] != ids["login"] || ids["Größe"] != ids["größe"] || ids["GRÖSSE"] == ids["größe"] {
			t.Errorf("numbers are %v", ids)
		}
		if got := events.names[ids["LOGIN"][0]] + "|" + attributes.names[ids["LOGIN"][1]]; got != "login|login" {
			t.Errorf("from %q on: the name is %q", spellings[first], got)
		}
	}
}

// TestKnownNamesKeepTheirSpelling checks that a name that was there before an
// import goes on as it was.
func TestKnownNamesKeepTheirSpelling(t *testing.T) {
	t.Parallel()
	x := newEventNameIndex()
	x.put(1, "LOGIN")
	x.before = 2
	if id := x.getOrInsert([]byte("login")); id != 1 || x.names[1] != "LOGIN" {
		t.Errorf("login is %d, %q", id, x.names[1])
	}
}
