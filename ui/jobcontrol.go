package ui

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// jobControl has the dashboard end, stop and go on as signals ask it to, with the
// terminal restored whenever it is not in front. Bubble Tea handles only SIGINT,
// SIGTERM and its own key for stopping; anything else would leave the terminal raw,
// or come back to a screen that others have drawn on.
type jobControl struct {
	program *tea.Program
	signals chan os.Signal
	ended   chan struct{} // closed once the program has ended
}

// newJobControl starts to catch signals. Those that the process was started to
// ignore, as by nohup, stay ignored.
func newJobControl() *jobControl {
	j := &jobControl{signals: make(chan os.Signal, 4), ended: make(chan struct{})}
	for _, s := range append([]os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}, jobSignals()...) {
		if !signal.Ignored(s) {
			signal.Notify(j.signals, s)
		}
	}
	return j
}

// serve does what signals ask until the program has ended.
func (j *jobControl) serve() {
	for {
		select {
		case s := <-j.signals:
			j.handle(s)
		case <-j.ended:
			return
		}
	}
}

func (j *jobControl) handle(s os.Signal) {
	switch {
	case isStop(s):
		j.stop()
	case isContinue(s):
		// After SIGSTOP, of which nothing is told, the shell has had the terminal.
		_ = j.program.ReleaseTerminal() // so that what is restored is told apart from what is there
		j.takeTerminal()
	default:
		j.program.Quit()
	}
}

// continuePatience is how long the signal that continued the process may take to be
// told.
const continuePatience = 250 * time.Millisecond

// stop gives the terminal back and stops the process until it is continued. Where
// there is nobody to continue it, it does nothing, as the system then does.
func (j *jobControl) stop() {
	if !startedByShell() {
		return
	}
	if err := j.program.ReleaseTerminal(); err != nil {
		return
	}
	stopProcessGroup()
	var next os.Signal
	select {
	case next = <-j.signals:
	case <-time.After(continuePatience):
	}
	j.takeTerminal()
	if next != nil && !isContinue(next) {
		j.handle(next)
	}
}

// releasePause is how long what paints is given to end after the terminal was
// released. Bubble Tea does not wait until it has stopped its ticker: when that comes
// after the ticker was started again, nothing is painted any more.
const releasePause = 150 * time.Millisecond

// takeTerminal takes the terminal again, which was released, and draws everything.
func (j *jobControl) takeTerminal() {
	time.Sleep(releasePause)
	if err := j.program.RestoreTerminal(); err != nil {
		j.program.Quit()
		return
	}
	j.program.Send(tea.ResumeMsg{})
}

// filter lets the key for stopping go the way of the signal, as otherwise the signal
// that it sends would be caught here.
func (j *jobControl) filter(next func(tea.Model, tea.Msg) tea.Msg) func(tea.Model, tea.Msg) tea.Msg {
	return func(model tea.Model, msg tea.Msg) tea.Msg {
		if _, ok := msg.(tea.SuspendMsg); !ok {
			return next(model, msg)
		}
		for _, s := range jobSignals() {
			if isStop(s) {
				select {
				case j.signals <- s:
				default: // as many wait already
				}
			}
		}
		return nil
	}
}

// close ends the serving. Signals stay caught until release is called: a second one
// to end must not end the last write.
func (j *jobControl) close() (release func()) {
	close(j.ended)
	return func() { signal.Stop(j.signals) }
}
