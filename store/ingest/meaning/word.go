package meaning

import "trialist/scoring/value"

// Word is what a word of a status says has happened.
type Word uint8

// What the words mean. A word that says nothing of that is OtherWord. Words is how many
// meanings there are.
const (
	OtherWord Word = iota
	EndedWord
	ChurnedWord
	PayingWord
	TrialWord
	Words
)

// meanings are by word, as [value.StatusWord] spells it. No word has two.
var meanings = func() map[string]Word {
	all := make(map[string]Word)
	for meaning, words := range map[Word][]string{
		EndedWord: value.EndedWords(), ChurnedWord: value.ChurnedWords(), PayingWord: value.PayingWords(), TrialWord: value.TrialWords(),
	} {
		for _, word := range words {
			all[value.StatusWord(word)] = meaning
		}
	}
	return all
}()

// WordOf is what a status means, however it is spelled.
func WordOf(text string) Word { return meanings[value.StatusWord(text)] }
