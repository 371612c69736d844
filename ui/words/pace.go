package words

import (
	"trialist/scoring/pace"
	"trialist/ui/clean"
)

// PaceText says where a trial stands among those that have ended; "" where it has no
// pace.
func PaceText(p pace.Pace, ok bool) clean.Text {
	if !ok {
		return ""
	}
	text := "After " + Count(p.Day, "full day", "full days") + ": ahead of " + Number(p.Rounded()) + " % of " + Number(int(p.Of)) + " finished trials that were open then"
	if p.EarlierDay > 0 {
		text += ", was " + Number(p.Earlier.Rounded()) + " % after " + Number(p.EarlierDay)
	}
	return text
}
