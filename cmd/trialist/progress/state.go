package progress

import (
	"fmt"

	"trialist/ui/clean"
	"trialist/ui/eta"
)

// State is how far some work is.
type State struct {
	Subject     string // such as a file name; may be ""
	Stage       string // such as "reading"
	Done, Total int64  // in any unit; Total is 0 when it is not known
	Count       int64  // of Unit done so far, 0 to show none
	Unit        string // such as "rows"
}

// text describes the progress in at most width cells. When room is short it drops
// the less important parts; stage and percentage stay longest.
func (w State) text(p, count *eta.Estimator, width int) clean.Text {
	name := clean.Of(w.Subject)
	doing := clean.Of(w.Stage)
	if w.Total > 0 {
		doing += clean.Text(fmt.Sprintf(" %d %%", min(100, 100*w.Done/w.Total)))
	}
	var counted, rate, left clean.Text
	if w.Count > 0 {
		counted = clean.Text(formatCount(float64(w.Count)) + " " + w.Unit)
		if r := count.Rate(); r >= 1 {
			rate = clean.Text(formatCount(r) + "/s")
		}
	}
	switch time, ok := p.Remaining(); {
	case w.Total > 0 && w.Done >= w.Total:
		left = "finishing"
	case ok:
		left = clean.Text(eta.RemainingText(time))
	}
	var line clean.Text
	for _, parts := range [][]clean.Text{
		{name, doing, counted, rate, left}, {name, doing, counted, left}, {name, doing, left}, {doing, left}, {doing},
	} {
		line = ""
		for _, part := range parts {
			if line != "" && part != "" {
				line += "  "
			}
			line += part
		}
		if line.Width() <= width {
			return line
		}
	}
	return line.Fit(width)
}

// formatCount returns a number with about three digits: 950, 12 k, 1.04 M.
func formatCount(n float64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%.0f", n)
	case n < 1e6:
		return fmt.Sprintf("%.0f k", n/1e3)
	case n < 1e7:
		return fmt.Sprintf("%.2f M", n/1e6)
	default:
		return fmt.Sprintf("%.1f M", n/1e6)
	}
}
