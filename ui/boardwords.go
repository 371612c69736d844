package ui

import (
	"path/filepath"

	"trialist/ui/clean"
)

// fileName is the file that is looked at, by its last name.
func (b *board) fileName() string { return filepath.Base(b.path) }

// asOfText is the board's instant in words. Now is told in the user's zone, an
// instant that was asked for in UTC as it was asked for.
func (b *board) asOfText() (short, long clean.Text) {
	if !b.asOf.Known() || b.people == nil {
		return "", ""
	}
	at, now, zone := b.asOf.Time(), b.now(), clean.Text("")
	if b.fixed.Known() {
		zone = " UTC"
	} else {
		at = at.In(now.Location())
	}
	day := "2 Jan"
	if at.Year() != now.Year() {
		day = "2 Jan 2006"
	}
	return clean.Of(at.Format(day+" 15:04")) + zone, clean.Of(at.Format("Mon "+day+" 15:04")) + zone
}
