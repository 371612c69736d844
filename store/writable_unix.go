//go:build unix

package store

import "syscall"

// writable reports whether this process may write to the file or create files in
// the folder. It asks the system, as the mode bits say nothing of read-only mounts.
func writable(path string) bool {
	const writeAccess = 2
	return syscall.Access(path, writeAccess) == nil
}
