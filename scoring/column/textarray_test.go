package column

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

func TestTextArrayMatchesAsSingleTextsDo(t *testing.T) {
	t.Parallel()
	syllables := []string{"a", "ab", "B", "gmail", "GMAIL", "@", ".", "ß", "İ", "K", "k", "S", "s", "京", "x y"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 7))
		text := func(most int) string {
			var b strings.Builder
			for range 1 + r.IntN(most) {
				b.WriteString(syllables[r.IntN(len(syllables)-r.IntN(2)*7)])
			}
			return b.String()
		}
		var w textArray
		var texts []string
		for range 1 + r.IntN(3*foldBlock) {
			texts = append(texts, text(6))
			if seed%3 == 0 {
				texts[len(texts)-1] = value.Fold(texts[len(texts)-1])
			}
			w.add([]byte(texts[len(texts)-1]))
		}
		if w.hasUnfolded && seed%3 == 0 {
			t.Errorf("seed %d: folded texts count as unfolded", seed)
		}
		for _, op := range []condition.Operator{condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith, condition.IsSet, condition.LessThan, condition.InPast} {
			rule := condition.Rule{Subject: condition.AttributeSubject, Name: "x", Operator: op}
			for range 1 + r.IntN(3) {
				rule.Texts = append(rule.Texts, text(3))
			}
			test := condition.CompilePredicate(rule, condition.Moment{})
			answers := make([]bool, len(texts))
			from := r.IntN(len(texts))
			w.matchPredicate(&test, from, len(texts), answers)
			for i, text := range texts {
				if want := i >= from && test.MatchesText(text); answers[i] != want {
					t.Fatalf("seed %d: whether %q %v %q is %t", seed, text, op, rule.Texts, answers[i])
				}
			}
		}
	}
}

func BenchmarkNearlyUniqueTexts(b *testing.B) {
	const rows = 100_000
	for _, spelled := range []string{"someone.%d@company%d.example", "Someone.%d@Company%d.example"} {
		c := New(rows)
		for row := range rows {
			c.SetText(row, fmt.Appendf(nil, spelled, row%977, row))
		}
		b.Run(spelled[:7], func(b *testing.B) {
			test := condition.CompilePredicate(condition.Rule{Operator: condition.DoesNotContain, Texts: []string{"gmail", "hotmail", "outlook"}}, condition.Moment{})
			for b.Loop() {
				c.Match(&test, rows)
			}
		})
	}
}
