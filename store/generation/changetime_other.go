//go:build !linux

package generation

import (
	"io/fs"
	"time"
)

// changeTime is when the content of a file last changed.
func changeTime(info fs.FileInfo) time.Time { return info.ModTime() }
