//go:build unix

package outfile

import (
	"errors"

	"golang.org/x/sys/unix"
)

// withoutWaiting is the flag with which opening a pipe fails that nobody reads.
const withoutWaiting = unix.O_NONBLOCK

// isUnread reports whether that is why it failed.
func isUnread(err error) bool { return errors.Is(err, unix.ENXIO) }
