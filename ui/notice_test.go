package ui

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestALongNoticeIsWhole shows an error that is wider than a small screen. All of it
// must be there, as its end says what to do, and be gone with the next key.
func TestALongNoticeIsWhole(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(60, 16)
	before := s.screen()
	const line = "touch: nothing was saved: /home/ana/.local/share/trialist/workspace.db was replaced by another file; quit and start again to see it"
	s.app.Fail(errors.New(line))
	shown := strings.Join(strings.Fields(s.screen()), " ")
	if want := "T" + line[1:]; !strings.Contains(shown, want) {
		t.Errorf("the notice is not whole:\n%s", s.screen())
	}
	if n := strings.Count(s.screen(), "\n"); n != 15 {
		t.Errorf("the screen has %d lines", n+1)
	}
	s.press("j", "k")
	if s.screen() != before {
		t.Errorf("it does not end with a key:\n%s", s.screen())
	}
	s.app.Fail(errors.New(strings.Repeat("more than fits ", 100)))
	if lines := strings.Split(s.screen(), "\n"); len(lines) != 16 || !strings.HasSuffix(lines[15], "…") || !strings.Contains(lines[0], "Convert") {
		t.Errorf("a notice without end is\n%s", s.screen())
	}
}

func TestNoticesEnd(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	due := func(after time.Duration) {
		s.now = s.now.Add(after)
		running := s.ticks
		s.ticks = nil
		for _, timer := range running {
			if timer.after <= noticeTime && timer.after > draftDelay && timer.after != pollInterval {
				s.send(timer.send(s.now))
				continue
			}
			s.ticks = append(s.ticks, timer)
		}
	}
	s.press("u")
	s.sees("There is nothing of yours to undo")
	due(noticeTime / 2)
	s.sees("There is nothing of yours to undo")
	s.press("j", "u")
	due(noticeTime / 2) // the timer of the first notice
	s.sees("There is nothing of yours to undo")
	due(noticeTime)
	s.misses("There is nothing of yours to undo")
	s.app.Fail(errors.New("the disk is gone"))
	due(10 * noticeTime)
	s.sees("The disk is gone")
	s.press("j")
	s.misses("The disk is gone")
}
