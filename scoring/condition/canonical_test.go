package condition

import (
	"testing"

	"trialist/scoring/value"
)

func TestEqual(t *testing.T) {
	t.Parallel()
	is := func(texts ...string) Rule { return Rule{Name: "x", Operator: Is, Texts: texts} }
	stray := is("a")
	stray.Number, stray.Day, stray.Window = 3, value.Day, Window{Last, 3, Days}
	tests := []struct {
		name string
		c, d Condition
		want bool
	}{
		{"the same", Condition{Rules: []Rule{is("a")}}, Condition{Rules: []Rule{is("a")}}, true},
		{"fields not used", Condition{Rules: []Rule{stray}}, Condition{Rules: []Rule{is("a")}}, true},
		{"any of one", Condition{Any: true, Rules: []Rule{is("a")}}, Condition{Rules: []Rule{is("a")}}, true},
		{"any of two", Condition{Any: true, Rules: []Rule{is("a"), is("b")}}, Condition{Rules: []Rule{is("a"), is("b")}}, false},
		{"order", Condition{Rules: []Rule{is("a"), is("b")}}, Condition{Rules: []Rule{is("b"), is("a")}}, false},
		{"alternatives", Condition{Rules: []Rule{is("a", "b")}}, Condition{Rules: []Rule{is("a")}}, false},
		{"empty", Condition{}, Condition{Any: true}, true},
		{"fewer", Condition{}, Condition{Rules: []Rule{is("a")}}, false},
	}
	for _, test := range tests {
		if got := test.c.Equal(test.d); got != test.want {
			t.Errorf("%s: equal is %v, want %v", test.name, got, test.want)
		}
		if same := test.c.String() == test.d.String(); same != test.want {
			t.Errorf("%s: the same sentence is %v, want %v", test.name, same, test.want)
		}
	}
	c := Condition{Rules: []Rule{is("a")}}
	c.Canonical().Rules[0].Texts[0] = "changed"
	if c.Rules[0].Texts[0] != "a" {
		t.Error("the canonical form shares its texts")
	}
}

func TestDependsOnClock(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{
		"event login happened more than 0 times ever":                             false,
		"event login happened more than 0 times during the trial":                 false,
		"event login happened more than 0 times in the first 3 days of the trial": false,
		"event login happened more than 0 times in the last 3 hours":              true,
		"active days is more than 3 in the last 1 month":                          true,
		"attribute x is before 2026-01-01":                                        false,
		"attribute x is in the past":                                              true,
		"attribute x is set or attribute x is in the next 3 days":                 true,
		"last seen is less than 3 days ago":                                       true,
		"last seen is set":                                                        false,
		"last seen is set in the last 3 days":                                     true,
		"attribute x is 3":                                                        false,
	}
	for sentence, want := range tests {
		c, err := Parse(sentence)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.DependsOnClock(); got != want {
			t.Errorf("%s depends on the clock: %v, want %v", sentence, got, want)
		}
	}
}
