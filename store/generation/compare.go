package generation

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"
)

// Verdict is whether a log belongs to a file.
type Verdict int

const (
	// Belongs is a log whose transactions follow what the file has, or are in it.
	Belongs Verdict = iota
	// Foreign is a log of another file, or of another state of the file.
	Foreign
	// Overwritten is a log whose transactions follow what the file has, but the
	// file was written or put there after them. So it is a copy from before.
	Overwritten
)

// Compare tells whether the log at the path belongs to the file. Both may be in use.
// There may be no log, which belongs to any file. findPage looks for the page of the
// table in the file, without what is in the log; 0 where there is none. It is not
// asked when the log leads to the page.
func Compare(file *os.File, logPath string, findPage func() uint32) (Verdict, error) {
	return (&comparison{file: file, logPath: logPath}).undisturbed(findPage)
}

// comparison is a file and a log that are compared.
type comparison struct {
	file    *os.File
	logPath string
	open    bool // see CompareOpen
}

func (c *comparison) undisturbed(findPage func() uint32) (Verdict, error) {
	// A transaction or a checkpoint may come between reading one and the other. A
	// verdict against the log counts where nothing did.
	const tries = 20
	for range tries {
		log, err := readLogAt(c.logPath)
		if err != nil || log.empty() {
			return Belongs, err
		}
		verdict, err := c.compare(log, findPage)
		if err != nil || verdict == Belongs {
			return Belongs, err
		}
		again, err := readLogAt(c.logPath)
		if err != nil {
			return Belongs, err
		}
		if log.equal(again) {
			return verdict, nil
		}
	}
	// Somebody writes all the time, who makes sure of the same.
	return Belongs, nil
}

func readLogAt(path string) (*Log, error) {
	file, err := os.Open(path) // #nosec G304 -- beside the workspace
	if errors.Is(err, fs.ErrNotExist) {
		return &Log{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return readLog(file, info.Size())
}

func (c *comparison) compare(log *Log, findPage func() uint32) (Verdict, error) {
	row := findRow(c.file, log, findPage)
	switch {
	case len(log.rows) == 0 && row == Row{}:
		return Belongs, nil // both of a schema before the table
	case len(log.rows) == 0:
		return c.compareTimes(log) // of another program, or of a schema before the table
	case slices.ContainsFunc(log.rows, func(r loggedRow) bool { return r.Stamp == row.Stamp }):
		return Belongs, nil // a checkpoint has moved it
	}
	first := log.rows[0].Previous
	if row.Stamp != first {
		// A checkpoint that was interrupted may have written over the page of the
		// table before it wrote its new one. It writes the first page first.
		if row == (Row{}) && log.hasMoved(c.file, c.logPath, func(page uint32) bool { return page == 1 }) {
			return Belongs, nil
		}
		return Foreign, nil
	}
	return c.compareTimes(log)
}

// compareTimes is the verdict on a log that seems to follow what the file has, but may
// also be of the file of which this one is a copy.
func (c *comparison) compareTimes(log *Log) (Verdict, error) {
	changed, err := c.isNewer()
	if err != nil || !changed {
		return Belongs, err
	}
	// A checkpoint makes the file newer a moment before it has written its first page.
	const tries, pause = 5, time.Millisecond
	for range tries {
		if log.hasMoved(c.file, c.logPath, func(uint32) bool { return true }) {
			return Belongs, nil
		}
		time.Sleep(pause)
	}
	return Overwritten, nil
}

// findRow is the row that the file has; the zero Row for none.
func findRow(file *os.File, log *Log, findPage func() uint32) Row {
	tried := uint32(0)
	for _, logged := range slices.Backward(log.rows) {
		if logged.page == tried {
			continue
		}
		if row, ok := ReadRow(file, logged.page); ok {
			return row
		}
		tried = logged.page
	}
	row, _ := ReadRow(file, findPage())
	return row
}

// hasMoved reports whether some page of the file, of those that are of interest, is
// as the log has it: then a checkpoint has begun to move the log into the file.
func (l *Log) hasMoved(file *os.File, logPath string, ofInterest func(page uint32) bool) bool {
	log, err := os.Open(logPath) // #nosec G304 -- beside the workspace
	if err != nil {
		return false
	}
	defer func() { _ = log.Close() }() // only read
	logged, moved := make([]byte, l.pageSize), make([]byte, l.pageSize)
	for _, f := range l.frames {
		if !ofInterest(f.page) {
			continue
		}
		if _, err := log.ReadAt(logged, f.at); err != nil {
			return false
		}
		_, err := file.ReadAt(moved, int64(f.page-1)*int64(l.pageSize))
		if err == nil && bytes.Equal(logged, moved) {
			return true
		}
	}
	return false
}

// isNewer reports whether the file was changed after the log, or moved to its place.
func (c *comparison) isNewer() (bool, error) {
	info, err := c.file.Stat()
	if err != nil {
		return false, err
	}
	log, err := os.Stat(c.logPath)
	if err != nil {
		return false, err
	}
	if c.open {
		return info.ModTime().After(log.ModTime()), nil
	}
	return changeTime(info).After(changeTime(log)), nil
}
