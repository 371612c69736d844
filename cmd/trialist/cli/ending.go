package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Ending waits for a signal that asks the process to end.
type Ending struct {
	signals  chan os.Signal
	done     chan struct{} // closed when nothing is waited for any more
	received os.Signal     // set before done is closed; nil without one
}

// NotifyEnding returns a context that ends at the first signal that asks the process
// to end. A second one ends the process at once. Signals that the process was started
// to ignore, as by nohup, stay ignored.
func NotifyEnding(parent context.Context) (context.Context, *Ending) {
	ctx, cancel := context.WithCancel(parent)
	e := &Ending{signals: make(chan os.Signal, 1), done: make(chan struct{})}
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) {
			signal.Notify(e.signals, s)
		}
	}
	go func() {
		defer close(e.done)
		defer cancel()
		if s, ok := <-e.signals; ok {
			e.received = s
			signal.Stop(e.signals)
		}
	}()
	return ctx, e
}

// Stop ends the waiting and returns the signal that came, nil if none did.
func (e *Ending) Stop() os.Signal {
	signal.Stop(e.signals)
	close(e.signals)
	<-e.done
	return e.received
}

// SignalStatus returns the exit status of a process that ended because of the signal:
// 128 plus its number, as in shells.
func SignalStatus(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return StatusInterrupted
}
