package ui

import (
	"strings"
	"testing"
)

func TestWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	for _, ascii := range []bool{false, true} {
		w := sampleTrials(t)
		w.customer("new", "Zenith", onTrial(5)...)
		s := start(t, w, func(o *Options) { o.ASCII = ascii })
		s.size(140, 40)
		row := func() string {
			for _, line := range strings.Split(s.screen(), "\n") {
				if strings.Contains(line, "Zenith") {
					return line
				}
			}
			return ""
		}
		reach := "─────   0"
		if ascii {
			reach = ".....   0"
		}
		if !strings.Contains(row(), reach) {
			t.Errorf("the bar does not go on to what is possible: %q", row())
		}
		s.press("/", "Zenith", "enter")
		s.sees("could be 0.0 to 100.0: employees and", "country are not known")
		s.press("enter")
		s.sees("What is not known", "Fit could be 0.0 to 100.0", "employees", "up to +75.0", "up to +25.0")
		s.press("1", "esc", "/", "possible>=100 !fit>=100", "enter")
		s.sees("1 of 21 trials", "Zenith")
	}
}
