package generation

import (
	"os"
	"slices"
)

// CompareOpen is [Compare] for a process that has had the file open since before the
// log began. Only what was written to the file counts then, and not that its name or
// its permissions changed, as whoever looks after files may do at any time.
func CompareOpen(file *os.File, logPath string, findPage func() uint32) (Verdict, error) {
	return (&comparison{file, logPath, true}).undisturbed(findPage)
}

// IsAt reports whether the file, which the process has open, is at the stamp with the
// log at the path: the file has it, or a log that belongs to the file does. The page
// is that of the table.
func IsAt(file *os.File, logPath string, stamp Stamp, page uint32) (bool, error) {
	const tries = 20
	c := &comparison{file, logPath, true}
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
			verdict, err := c.compare(log, func() uint32 { return page })
			if err != nil || verdict == Belongs {
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

// IsOvertaken reports whether the file was written to after the log, or is not at the
// stamp that it had when the log began. Unlike [CompareOpen], it does not read the log.
func IsOvertaken(file *os.File, logPath string, page uint32, began Stamp) bool {
	if row, _ := ReadRow(file, page); row.Stamp != began {
		return true
	}
	newer, err := (&comparison{file, logPath, true}).isNewer()
	return err != nil || newer
}
