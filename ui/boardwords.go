package ui

import (
	"path/filepath"

	"trialist/ui/clean"
)

// place is the file that is looked at, by its last name.
func (a *app) place() string { return filepath.Base(a.options.Path) }

// asOf is the board's instant in words. Now is told in the user's zone, an
// instant that was asked for in UTC as it was asked for.
func (a *app) asOf() (short, long clean.Text) {
	if !a.board.asOf.Known() || a.board.people == nil {
		return "", ""
	}
	at, now, zone := a.board.asOf.Time(), a.board.now(), clean.Text("")
	if a.board.fixed.Known() {
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
