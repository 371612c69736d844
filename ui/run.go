package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store/facts"
)

// Options say what the dashboard shows and how.
type Options struct {
	Cache    *facts.Cache     // of the workspace
	Path     string           // of the workspace, for the title
	AsOf     value.Instant    // Never follows the clock, to the minute
	Now      func() time.Time // nil is time.Now
	Who      string           // who writes touches down; "" when not known
	Theme    string           // "dark", "light", or "" to follow the terminal
	ASCII    bool             // draw with ASCII only, for terminals without the glyphs
	NoMouse  bool             // leave the mouse to the terminal
	ReadOnly bool             // offer nothing that writes

	tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // for tests to hold still; nil is tea.Tick
}

// framesPerSecond is how often Bubble Tea looks for a new frame, also while
// nothing changes: at 60 that costs 1.0 % of a core on an idle dashboard, at 120
// 1.5 %, at 30 0.5 %. An edit takes two frames, the new weight and the new list,
// and below 60 the second would lag behind the key.
const framesPerSecond = 60

// ErrPanic says that the dashboard broke. The terminal has been restored.
var ErrPanic = errors.New("the dashboard broke because of a mistake in trialist; nothing that was saved is lost")

// Run shows the dashboard until the user quits, the context ends or the
// process is told to end; in each case the terminal is as it was before. The
// error is ErrPanic or of the terminal.
func Run(ctx context.Context, o Options) error {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	a := newApp(running, o)
	p := tea.NewProgram(a, tea.WithContext(running), tea.WithFPS(framesPerSecond), tea.WithFilter(throttleWheel(time.Now)))

	// Bubble Tea handles SIGINT and SIGTERM. A closed terminal window sends
	// SIGHUP, which would end the process with the terminal left raw.
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	stopped := make(chan struct{})
	go func() {
		select {
		case <-hangup:
			p.Quit()
		case <-stopped:
		}
	}()
	_, err := p.Run()
	close(stopped)
	defer signal.Stop(hangup) // a second one must not end the last write
	cancel()                  // ends the commands that are still reading or writing
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer stop()
	return errors.Join(exitError(err), a.close(ending))
}

// shutdownTimeout is how long the last write may wait for other processes.
const shutdownTimeout = 5 * time.Second

// exitError is what the end of a program means to who started it: nil when it was
// asked to end.
func exitError(err error) error {
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return ErrPanic
	case errors.Is(err, tea.ErrInterrupted), errors.Is(err, tea.ErrProgramKilled):
		return nil
	case err != nil:
		return fmt.Errorf("show the dashboard: %w", err)
	}
	return nil
}

// wheelInterval is the least time between two notches of the wheel that count.
const wheelInterval = 12 * time.Millisecond

// throttleWheel drops most of a flood of wheel messages, of which terminals send
// hundreds a second, so that the list stops when the fingers do.
func throttleWheel(now func() time.Time) func(tea.Model, tea.Msg) tea.Msg {
	var last time.Time
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if _, ok := msg.(tea.MouseWheelMsg); ok {
			at := now()
			if at.Sub(last) < wheelInterval {
				return nil
			}
			last = at
		}
		return msg
	}
}
