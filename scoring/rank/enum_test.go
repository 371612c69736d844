package rank_test

import (
	"encoding"
	"fmt"
	"testing"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// enum is what every type with a fixed set of words offers.
type enum interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func TestEnumsParseWhatTheyPrint(t *testing.T) {
	t.Parallel()
	check := func(c enum, read func(string) (enum, error), into encoding.TextUnmarshaler) {
		t.Helper()
		for _, text := range []string{c.String(), " " + string(rune(c.String()[0]-'a'+'A')) + c.String()[1:]} {
			if got, err := read(text); err != nil || got != c {
				t.Errorf("%q: %v, %v", text, got, err)
			}
		}
		text, err := c.MarshalText()
		if err != nil || string(text) != c.String() {
			t.Errorf("%v is marshalled as %q, %v", c, text, err)
		}
		if err := into.UnmarshalText(text); err != nil || fmt.Sprint(into) != c.String() {
			t.Errorf("%q is unmarshalled as %v, %v", text, into, err)
		}
	}
	for _, c := range rulebook.Sides() {
		check(c, func(s string) (enum, error) { return rulebook.ParseSide(s) }, new(rulebook.Side))
	}
	for _, c := range rulebook.Phases() {
		check(c, func(s string) (enum, error) { return rulebook.ParsePhase(s) }, new(rulebook.Phase))
	}
	for _, c := range rulebook.Weightings() {
		check(c, func(s string) (enum, error) { return rulebook.ParseWeighting(s) }, new(rulebook.Weighting))
	}
	for _, c := range rank.Orders() {
		check(c, func(s string) (enum, error) { return rank.ParseOrder(s) }, new(rank.Order))
	}
}

func TestEnumErrorsNameTheChoices(t *testing.T) {
	t.Parallel()
	_, err := rank.ParseOrder("best")
	want := `unknown order "best": use adoption, fit, mean, left or seen`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = rulebook.ParseSide("")
	if want = `unknown side "": use adoption or fit`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
