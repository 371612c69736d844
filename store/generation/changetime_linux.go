package generation

import (
	"io/fs"
	"syscall"
	"time"
)

// changeTime is when the content or the name of a file last changed. Unlike the time
// of modification, which copying may keep, nobody can set it.
func changeTime(info fs.FileInfo) time.Time {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(s.Ctim.Unix())
	}
	return info.ModTime()
}
