package rulebook

import (
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

func TestWithWord(t *testing.T) {
	t.Parallel()
	parse := func(sentence string) condition.Condition {
		t.Helper()
		c, err := condition.Parse(sentence)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	tests := []struct{ paying, attribute, word, want string }{
		{"attribute status is won", "status", "Dormant", "attribute status is won|Dormant"},
		{"attribute plan is gold", "status", "Tier 2", `attribute plan is gold or attribute status is "Tier 2"`},
		{"attribute status is won or attribute vip is yes", "Status", "yes", `attribute status is won|"yes" or attribute vip is yes`},
		{"attribute converted is yes", "converted", "maybe", "attribute converted is yes or attribute converted is maybe"},
		{"attribute status is won and attribute vip is yes", "status", "Dormant", ""},
	}
	for _, tt := range tests {
		life := DefaultLifecycle()
		life.Paying = parse(tt.paying)
		with, err := life.WithWord(Paying, WordCount{Attribute: tt.attribute, Word: tt.word})
		if tt.want == "" {
			if err == nil || !strings.Contains(err.Error(), "and") {
				t.Errorf("%s: took the word, %v", tt.paying, err)
			}
			continue
		}
		if err != nil || with.Paying.String() != tt.want || !parse(tt.want).Equal(with.Paying) {
			t.Errorf("%s with %s: %s, %v; want %s", tt.paying, tt.word, with.Paying, err, tt.want)
		}
		if !with.Understands(tt.attribute, value.TextValue(tt.word)) {
			t.Errorf("%s is not understood by %s", tt.word, with.Paying)
		}
		if life.Paying.String() != tt.paying {
			t.Errorf("the lifecycle itself became %s", life.Paying)
		}
	}
}
