//go:build unix && !solaris && !aix

package unfinished

import (
	"os"

	"golang.org/x/sys/unix"
)

// canLock says whether a lock tells that the process which made a folder still runs.
const canLock = true

// lock locks an open folder, without waiting. The system unlocks it when it is closed,
// also when the process is killed. It is false when another process has the lock.
func lock(folder *os.File) bool {
	return unix.Flock(int(folder.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil
}
