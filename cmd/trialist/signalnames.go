package main

import (
	"trialist/scoring/rulebook"
)

// signalNames tells of each account which signals of a side it matches, in words.
// It remembers them, as many accounts match the same ones.
type signalNames struct {
	*rankedWorkspace
	side  rulebook.Side
	words func(names []string) string
	cache map[uint64]string // by the mask of the signals
}

// maxCachedNames is how many words are remembered: those of the accounts next to each
// other in a ranking, which match alike, rather than those of all.
const maxCachedNames = 4096

func newSignalNames(v *rankedWorkspace, side rulebook.Side, words func([]string) string) *signalNames {
	return &signalNames{rankedWorkspace: v, side: side, words: words, cache: make(map[uint64]string)}
}

// of is the words for the account in the slot.
func (m *signalNames) of(slot int) string {
	mask := m.ranking.SignalMask(m.side, slot)
	words, ok := m.cache[mask]
	if !ok {
		if len(m.cache) == maxCachedNames {
			clear(m.cache)
		}
		words = m.words(m.matched(m.side, slot))
		m.cache[mask] = words
	}
	return words
}
