//go:build !unix || solaris || aix

package unfinished

import "os"

// canLock says whether a lock tells that the process which made a folder still runs.
const canLock = false

func lock(*os.File) bool { return true }
