package meaning

import (
	"testing"

	"trialist/scoring/value"
)

// TestEveryWordMeansOneThing checks the words of all kinds in another spelling. A word
// of two kinds would mean now one and now the other.
func TestEveryWordMeansOneThing(t *testing.T) {
	t.Parallel()
	count := 0
	for want, words := range map[Word][]string{
		EndedWord: value.EndedWords(), ChurnedWord: value.ChurnedWords(), PayingWord: value.PayingWords(), TrialWord: value.TrialWords(),
	} {
		for _, word := range words {
			count++
			if got := WordOf("  " + word + "_"); got != want {
				t.Errorf("%q means %d, want %d", word, got, want)
			}
		}
	}
	if count < 40 {
		t.Errorf("there are %d words only", count)
	}
	for _, word := range []string{"", "-", "inactive", "nonsense"} {
		if got := WordOf(word); got != OtherWord {
			t.Errorf("%q means %d, want nothing", word, got)
		}
	}
}
