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
	text := "Day " + Number(p.Day) + ": ahead of " + Number(p.Rounded()) + " % of " + Number(int(p.Of)) + " finished trials at day " + Number(p.Day)
	if p.BeforeDay > 0 {
		text += ", was " + Number(p.Before.Rounded()) + " % on day " + Number(p.BeforeDay)
	}
	return text
}
