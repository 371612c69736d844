package board

import (
	"path/filepath"

	"trialist/ui/clean"
)

// FileName is the name of the workspace's file, without its folder.
func (b *Board) FileName() string { return filepath.Base(b.path) }

// AsOfText is the board's as-of in words, with the weekday in the long form. The
// current time is in the user's time zone. An instant that the user gave is in
// UTC, as it was given.
func (b *Board) AsOfText() (short, long clean.Text) {
	if !b.AsOf.Known() || b.Population == nil {
		return "", ""
	}
	at, now, zone := b.AsOf.Time(), b.now(), clean.Text("")
	switch workspace := b.Zone(); {
	case workspace != nil:
		at = at.In(workspace.Location())
		zone = " " + clean.Of(at.Format("MST"))
	case b.travel.seen.Known():
		zone = " UTC"
	default:
		at = at.In(now.Location())
	}
	day := "2 Jan"
	if at.Year() != now.Year() {
		day = "2 Jan 2006"
	}
	return clean.Of(at.Format(day+" 15:04")) + zone, clean.Of(at.Format("Mon "+day+" 15:04")) + zone
}
