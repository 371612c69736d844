package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/words"
)

// notice is a line in the footer. It ends with the next key or click, and one that
// is no error also after noticeTime.
type notice struct {
	text    clean.Text
	isError bool
	since   time.Time
}

// noticeTime is how long a notice stays that is no error. It is ample to read a line.
const noticeTime = 10 * time.Second

// noticeDue says that a notice may have been on screen long enough.
type noticeDue struct{}

// Tell shows a line in the footer.
func (a *app) Tell(text clean.Text) { a.notice = notice{text: text, since: a.board.Now()} }

// Fail shows what went wrong in the footer.
func (a *app) Fail(err error) {
	a.notice = notice{text: words.Capitalize(clean.Of(err.Error())), isError: true}
}

// waitForNotice starts the timer that ends the notice, unless there is none to end or
// the timer is running. There is one timer at most.
func (a *app) waitForNotice() tea.Cmd {
	if a.notice.text == "" || a.notice.isError || a.noticeTimer {
		return nil
	}
	a.noticeTimer = true
	left := noticeTime - a.board.Now().Sub(a.notice.since)
	return a.board.Tick(max(left, 0), func(time.Time) tea.Msg { return noticeDue{} })
}

// handleNoticeDue ends the notice, unless it is a newer one than the timer was
// started for.
func (a *app) handleNoticeDue() {
	a.noticeTimer = false
	if n := a.notice; !n.isError && a.board.Now().Sub(n.since) >= noticeTime {
		a.notice = notice{}
	}
}
