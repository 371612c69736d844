package main

import (
	"fmt"

	"trialist/ui/clean"
	"trialist/ui/pace"
)

// work is what a meter shows.
type work struct {
	what        string // such as the name of a file; may be ""
	doing       string // such as "reading"
	done, total int64  // in any unit; total is 0 when nobody knows
	count       int64  // of things done, 0 to tell none
	things      string // what is counted, such as "rows"
}

// line is the work in as many words as have room, the ones that matter most at
// last: how far it is and what is left.
func (w work) line(p, count *pace.Pace, width int) clean.Text {
	name := clean.Of(w.what)
	doing := clean.Of(w.doing)
	if w.total > 0 {
		doing += clean.Text(fmt.Sprintf(" %d %%", min(100, 100*w.done/w.total)))
	}
	var counted, rate, left clean.Text
	if w.count > 0 {
		counted = clean.Text(short(float64(w.count)) + " " + w.things)
		if r := count.Rate(); r >= 1 {
			rate = clean.Text(short(r) + "/s")
		}
	}
	switch time, ok := p.Left(); {
	case w.total > 0 && w.done >= w.total:
		left = "finishing"
	case ok:
		left = clean.Text(pace.Words(time))
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

// short is a number to three digits or so: 950, 12 k, 1.04 M.
func short(n float64) string {
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
