package main

import (
	"trialist/scoring/rulebook"
)

// matchedWords tells of each account which signals of a side it matches, in words.
// It remembers them, as many accounts match the same ones.
type matchedWords struct {
	*view
	side  rulebook.Side
	words func(names []string) string
	seen  map[uint64]string // by the mask of the signals
}

// mostWords is how many words are remembered: those of the accounts next to each
// other in a ranking, which match alike, rather than those of all.
const mostWords = 4096

func newMatchedWords(v *view, side rulebook.Side, words func([]string) string) *matchedWords {
	return &matchedWords{view: v, side: side, words: words, seen: make(map[uint64]string)}
}

// of is the words for the account in the slot.
func (m *matchedWords) of(slot int) string {
	mask := m.ranking.SignalMask(m.side, slot)
	words, ok := m.seen[mask]
	if !ok {
		if len(m.seen) == mostWords {
			clear(m.seen)
		}
		words = m.words(m.matched(m.side, slot))
		m.seen[mask] = words
	}
	return words
}
