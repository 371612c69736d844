package generation

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
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
	// A transaction or a checkpoint may come between reading one and the other. A
	// verdict against the log counts where nothing did.
	const tries = 20
	for range tries {
		log, err := readLogAt(logPath)
		if err != nil || log.Empty() {
			return Belongs, err
		}
		verdict, err := compare(file, logPath, log, findPage)
		if err != nil || verdict == Belongs {
			return Belongs, err
		}
		again, err := readLogAt(logPath)
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
	return ReadLog(file, info.Size())
}

func compare(file *os.File, logPath string, log *Log, findPage func() uint32) (Verdict, error) {
	row := findRow(file, log, findPage)
	switch {
	case len(log.rows) == 0 && row == Row{}:
		return Belongs, nil // both of a schema before the table
	case len(log.rows) == 0:
		return compareTimes(file, logPath, log) // of another program, or of a schema before the table
	case slices.ContainsFunc(log.rows, func(r loggedRow) bool { return r.Stamp == row.Stamp }):
		return Belongs, nil // a checkpoint has moved it
	}
	first := log.rows[0].Previous
	if row.Stamp != first {
		// A checkpoint that was interrupted may have written over the page of the
		// table before it wrote its new one. It writes the first page first.
		if row == (Row{}) && log.hasMoved(file, logPath, func(page uint32) bool { return page == 1 }) {
			return Belongs, nil
		}
		return Foreign, nil
	}
	return compareTimes(file, logPath, log)
}

// compareTimes is the verdict on a log that seems to follow what the file has, but may
// also be of the file of which this one is a copy.
func compareTimes(file *os.File, logPath string, log *Log) (Verdict, error) {
	changed, err := isNewer(file, logPath)
	if err != nil || !changed || log.hasMoved(file, logPath, func(uint32) bool { return true }) {
		return Belongs, err
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
func isNewer(file *os.File, logPath string) (bool, error) {
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	log, err := os.Stat(logPath)
	if err != nil {
		return false, err
	}
	return changeTime(info).After(changeTime(log)), nil
}

// IsAt reports whether the file, with the log at the path, is at the stamp: the file
// has it, or a log that belongs to the file does. The page is that of the table.
func IsAt(file *os.File, logPath string, stamp Stamp, page uint32) (bool, error) {
	const tries = 20
	for range tries {
		row, _ := ReadRow(file, page)
		if row.Stamp == stamp {
			return true, nil
		}
		log, err := readLogAt(logPath)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(log.rows, func(r loggedRow) bool { return r.Stamp == stamp }) {
			verdict, err := compare(file, logPath, log, func() uint32 { return page })
			if err != nil || verdict != Foreign { // what was only written over by the same is as it was
				return err == nil, err
			}
		}
		again, err := readLogAt(logPath)
		if err != nil {
			return false, err
		}
		if same, _ := ReadRow(file, page); same == row && log.equal(again) {
			return false, nil
		}
	}
	return false, nil
}
