package demo

import "trialist/scoring/value"

// EachPastTrial visits the trials that ended before an instant: the milestones that they
// reached, how likely they were to convert, and whether they did.
func (w *Workspace) EachPastTrial(before value.Instant, visit func(milestones int, rate float64, converted bool)) {
	for _, a := range w.generator.(*scenario).accounts {
		if a.ends != value.Never && a.ends < before {
			visit(a.milestones, float64(conversionRate[a.milestones]*(64+14*a.fitAnswers())/100)/1000, a.converted.Known())
		}
	}
}
