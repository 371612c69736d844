package listing

import (
	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
)

// signalNames returns the joined names of the signals of one side that an account
// matches. It caches them by mask, as many accounts match the same signals.
type signalNames struct {
	*session.RankedWorkspace
	side  rulebook.Side
	words func(names []string) string
	cache map[uint64]string // joined names by mask of the matched signals
}

// maxCachedNames bounds the cache; when it is full it starts anew. Neighbours in a
// ranking match alike, so a small cache suffices.
const maxCachedNames = 4096

func newSignalNames(v *session.RankedWorkspace, side rulebook.Side, words func([]string) string) *signalNames {
	return &signalNames{RankedWorkspace: v, side: side, words: words, cache: make(map[uint64]string)}
}

// of returns the joined names for the account in the slot.
func (m *signalNames) of(slot int) string {
	mask := m.Ranking.SignalMask(m.side, slot)
	words, ok := m.cache[mask]
	if !ok {
		if len(m.cache) == maxCachedNames {
			clear(m.cache)
		}
		words = m.words(matchedNames(m.RankedWorkspace, m.side, slot))
		m.cache[mask] = words
	}
	return words
}
