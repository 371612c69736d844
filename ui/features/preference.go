package features

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/store"
)

// preferenceKey is where the ids of the chosen signals are kept, for each user.
const preferenceKey = "features.signals"

// chosenRead is the answer to readChosen.
type chosenRead struct{ ids []int64 }

// readChosen reads the signals that the user chose in an earlier session. An error does
// no harm: the grid then starts with the first signals.
func readChosen(ctx context.Context, s *store.Store, who string) tea.Cmd {
	return func() tea.Msg {
		kept, _ := s.Preference(ctx, who, preferenceKey)
		var ids []int64
		for text := range strings.SplitSeq(kept, ",") {
			if id, err := strconv.ParseInt(text, 10, 64); err == nil {
				ids = append(ids, id)
			}
		}
		return chosenRead{ids}
	}
}

// chosenKept is the answer to keepChosen.
type chosenKept struct{ err error }

// keepChosen keeps the chosen signals for the next session.
func keepChosen(ctx context.Context, s *store.Store, who string, ids []int64) tea.Cmd {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	return func() tea.Msg {
		return chosenKept{s.SetPreference(ctx, who, preferenceKey, strings.Join(texts, ","))}
	}
}

// takeChosen takes over the signals of an earlier session, unless the user chose
// others meanwhile. Signals that are gone are left out.
func (s *Screen) takeChosen(ids []int64) {
	if s.chosen != nil {
		return
	}
	var there []int64
	for _, id := range ids {
		if _, ok := s.board.Book.Card.Signal(id); ok {
			there = append(there, id)
		}
	}
	if len(there) > 0 {
		s.chosen = there
	}
}

// choose makes these the signals of the grid, and keeps them.
func (s *Screen) choose(signals []rulebook.Signal) tea.Cmd {
	s.chosen = []int64{}
	for _, signal := range signals {
		s.chosen = append(s.chosen, signal.ID)
	}
	if s.readOnly {
		return nil
	}
	return keepChosen(s.board.Context(), s.board.Store(), s.who, s.chosen)
}
