package ui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/ui/convert"
	"trialist/ui/userconfig"
)

// Options say what the dashboard shows and how.
type Options struct {
	Cache    *facts.Cache     // of the workspace
	Path     string           // of the workspace, for display
	AsOf     value.Instant    // Never follows the clock, to the minute
	AsOfPast bool             // the user asked for AsOf, which is in the past
	Now      func() time.Time // nil is time.Now
	Who      string           // the user, as author of touches and saves; "" when not known
	OwnNames []string         // the names of the user as an owner; none is Who
	Theme    string           // "dark", "light", or "" to follow the terminal
	ASCII    bool             // draw with ASCII only, for terminals without the glyphs
	NoMouse  bool             // leave the mouse to the terminal
	ReadOnly bool             // offer nothing that writes

	ReadConfig func() (userconfig.Config, error) // reads the configuration of the user; nil for none
	left       convert.Left                      // how the user left the list

	tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd // the timers of a test; nil is tea.Tick
}

// framesPerSecond is how often Bubble Tea checks for a new frame, also while nothing
// changes. On an idle dashboard that costs 0.5 % of a core at 30, 1.0 % at 60 and
// 1.5 % at 120. An edit takes two frames, one for the new weight and one for the
// new list, and below 60 the second would lag behind the key.
const framesPerSecond = 60

// errPanic says that the dashboard panicked. The terminal has been restored.
var errPanic = errors.New("the dashboard broke because of a mistake in trialist; nothing that was saved is lost")

// Run shows the dashboard until the user quits, ctx ends or the process gets
// SIGINT, SIGTERM or SIGHUP; in each case the terminal is as it was before. The
// error is that of a panic, one of the terminal, or one of the last write.
func Run(ctx context.Context, o Options) error {
	running, cancel := context.WithCancel(ctx)
	defer cancel()
	// The list is drawn for the first time as it was left, so this is read before.
	o.left = convert.LoadLeft(running, o.Cache.Store(), o.Who)
	a := newApp(running, o)
	a.readFirstConfig()
	job := newJobControl()
	job.program = tea.NewProgram(a, tea.WithContext(running), tea.WithFPS(framesPerSecond),
		tea.WithFilter(job.filter(throttleWheel(time.Now))), tea.WithoutSignalHandler())
	go job.serve()
	_, err := job.program.Run()
	release := job.close()
	defer release()
	cancel() // ends the commands that are still reading or writing
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer stop()
	return errors.Join(exitError(err), a.close(ending))
}

// shutdownTimeout is how long the last write may wait for other processes that
// write.
const shutdownTimeout = 5 * time.Second

// exitError is the error of a program that ended; nil when it was asked to end.
func exitError(err error) error {
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return errPanic
	case errors.Is(err, tea.ErrProgramKilled):
		return nil
	case err != nil:
		return fmt.Errorf("show the dashboard: %w", err)
	}
	return nil
}

// wheelInterval is the least time between two wheel messages that are handled.
const wheelInterval = 12 * time.Millisecond

// throttleWheel drops wheel messages that follow another within wheelInterval.
// Terminals can send hundreds a second, and the list would go on scrolling after
// the user stopped.
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
