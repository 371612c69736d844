//go:build !unix

package ui

import "os"

// jobSignals are the signals to stop and to go on, of which there are none here.
func jobSignals() []os.Signal { return nil }

func isStop(os.Signal) bool     { return false }
func isContinue(os.Signal) bool { return false }
func startedByShell() bool      { return false }
func stopProcessGroup()         {}
