package listing

import (
	"fmt"

	"trialist/cmd/trialist/output"
	"trialist/scoring/pace"
)

// paceJSON is the part of the JSON contract that accounts have where the pace was asked
// for. The shares are in percent.
type paceJSON struct {
	Pace      *output.Tenths `json:"pace"`
	Day       *int           `json:"pace_day"`    // of the trial, that it is as of the end of
	Trials    *int           `json:"pace_trials"` // that have ended, and that it is compared with
	Before    *output.Tenths `json:"pace_before"`
	BeforeDay *int           `json:"pace_before_day"`
}

// newPaceJSON is the JSON of a pace; all null where there is none.
func newPaceJSON(p pace.Pace, ok bool) *paceJSON {
	return &paceJSON{
		Pace: output.OrNull(output.Tenths(p.Tenths()), ok), Day: output.OrNull(p.Day, ok), Trials: output.OrNull(int(p.Of), ok),
		Before: output.OrNull(output.Tenths(p.Earlier.Tenths()), p.EarlierDay > 0), BeforeDay: output.OrNull(p.EarlierDay, p.EarlierDay > 0),
	}
}

// paceWords says where a trial stands; why, where that is not known.
func paceWords(paces *pace.Paces, slot int, running bool) string {
	p, ok := paces.Of(slot)
	switch {
	case !running:
		return "– only a running trial has one"
	case !ok:
		return "– " + paces.WhyNone(slot)
	}
	words := fmt.Sprintf("after %s: ahead of %d %% of %d finished trials that were open then", output.Plural(p.Day, "full day", "full days"), p.Rounded(), p.Of)
	if p.EarlierDay > 0 {
		words += fmt.Sprintf(", was %d %% after %d", p.Earlier.Rounded(), p.EarlierDay)
	}
	return words
}
