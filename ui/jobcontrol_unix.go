//go:build unix

package ui

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// jobSignals are the signals to stop and to go on.
func jobSignals() []os.Signal { return []os.Signal{syscall.SIGTSTP, syscall.SIGCONT} }

func isStop(s os.Signal) bool     { return s == syscall.SIGTSTP }
func isContinue(s os.Signal) bool { return s == syscall.SIGCONT }

// startedByShell reports whether the process belongs to a job of a shell, which can
// continue it. The group of the first process of a terminal is no job.
func startedByShell() bool {
	session, err := unix.Getsid(0)
	return err == nil && syscall.Getpgrp() != session
}

// stopProcessGroup stops this process and those started with it, as the terminal
// does. Not with SIGTSTP: a Go program that has caught it once ignores it ever after,
// see sigdisable in the runtime.
func stopProcessGroup() { _ = syscall.Kill(0, syscall.SIGSTOP) }
