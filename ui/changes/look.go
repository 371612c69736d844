package changes

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/looks"
	"trialist/ui/clean"
)

// kept is the answer of keeping a look.
type kept struct {
	previous *looks.Look // what it was before; nil where there was none, or it was put back
	back     bool        // it was put back
	err      error
}

// look is what the board shows, kept at an instant.
func (s *Screen) look(at value.Instant) looks.Look {
	return looks.Look{Who: s.who, At: at, Book: s.board.Book, Population: s.board.Population}
}

// keepReason is why the mark cannot be moved.
func (s *Screen) keepReason() clean.Text {
	switch {
	case s.readOnly:
		return "the workspace is open for reading only"
	case !s.board.Ready() || s.board.Population == nil:
		return "nothing was read yet"
	case s.board.InPast():
		return s.board.PastReason(s.frame.KeyOf("everywhere.now"))
	case s.saving:
		return "it is being kept"
	case s.since != lastLook:
		return "that is for the changes since your last look; s chooses them"
	}
	return ""
}

// keep moves the mark to what is shown.
func (s *Screen) keep() tea.Cmd {
	s.saving = true
	return keepLook(s.board.Context(), s.board.Store(), s.board.DataID, s.look(value.FromTime(s.board.Now())), kept{previous: s.result.look})
}

// keepLook is the command that keeps a look.
func keepLook(ctx context.Context, file *store.Store, data store.SnapshotID, look looks.Look, answer kept) tea.Cmd {
	return func() tea.Msg {
		answer.err = looks.Save(ctx, file, data, look)
		return answer
	}
}

// takeBackReason is why the mark cannot be moved back.
func (s *Screen) takeBackReason() clean.Text {
	switch {
	case s.board.InPast():
		return s.board.PastReason(s.frame.KeyOf("everywhere.now"))
	case s.saving:
		return "it is being kept"
	case s.previous == nil:
		return "nothing was noted as seen since the start"
	}
	return ""
}

// takeBack moves the mark to where it was before.
func (s *Screen) takeBack() tea.Cmd {
	s.saving = true
	return keepLook(s.board.Context(), s.board.Store(), s.board.DataID, *s.previous, kept{back: true})
}

func (s *Screen) handleKept(m kept) tea.Cmd {
	s.saving = false
	if m.err != nil {
		s.frame.Fail(m.err)
		return nil
	}
	s.previous, s.since = m.previous, lastLook
	s.looks++
	switch {
	case m.back:
		s.frame.Tell("Not seen: what changed since the look before is listed again")
	case m.previous == nil:
		s.frame.Tell("Seen: what changes from now on will be listed")
	default:
		s.frame.Tell("Seen: what changes from now on will be listed. u takes it back")
	}
	return s.compare()
}

// Close keeps what is shown where the user has never looked before, so that the next
// time there is something to compare with. Where that fails, it is done the next time.
// It is called when no more messages are handled.
func (s *Screen) Close(ctx context.Context) {
	b := s.board
	if s.readOnly || b.InPast() || b.Underway() || s.result.look != nil || b.Population == nil || len(b.Population.Status) == 0 {
		return
	}
	if _, err := looks.Load(ctx, b.Store(), s.who); errors.Is(err, store.ErrNotFound) {
		_ = looks.Save(ctx, b.Store(), b.DataID, s.look(b.AsOf))
	}
}
