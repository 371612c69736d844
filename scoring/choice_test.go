package scoring

import (
	"encoding"
	"fmt"
	"testing"
)

// choice is what every type with a fixed set of words offers.
type choice interface {
	fmt.Stringer
	encoding.TextMarshaler
}

func TestChoicesReadWhatTheyPrint(t *testing.T) {
	t.Parallel()
	check := func(c choice, read func(string) (choice, error), into encoding.TextUnmarshaler) {
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
	for _, c := range Sides() {
		check(c, func(s string) (choice, error) { return ParseSide(s) }, new(Side))
	}
	for _, c := range Phases() {
		check(c, func(s string) (choice, error) { return ParsePhase(s) }, new(Phase))
	}
	for _, c := range Weightings() {
		check(c, func(s string) (choice, error) { return ParseWeighting(s) }, new(Weighting))
	}
	for _, c := range Orders() {
		check(c, func(s string) (choice, error) { return ParseOrder(s) }, new(Order))
	}
}

func TestChoicesNameTheChoices(t *testing.T) {
	t.Parallel()
	_, err := ParseOrder("best")
	want := `unknown order "best": use adoption, fit, mean, left or seen`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = ParseSide("")
	if want = `unknown side "": use adoption or fit`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
