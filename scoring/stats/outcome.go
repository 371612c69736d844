package stats

// Outcome counts finished trials, and those of them that converted.
type Outcome struct{ Finished, Converted int }

// Count adds a trial.
func (o *Outcome) Count(converted bool) {
	o.Finished++
	if converted {
		o.Converted++
	}
}

// Add adds the trials of another.
func (o *Outcome) Add(other Outcome) {
	o.Finished += other.Finished
	o.Converted += other.Converted
}

// Rate is the share that converted, 0 to 1; false while none has finished.
func (o Outcome) Rate() (float64, bool) {
	if o.Finished == 0 {
		return 0, false
	}
	return float64(o.Converted) / float64(o.Finished), true
}

// Interval is the [Wilson] interval of the rate; false while none has finished.
func (o Outcome) Interval() (low, high float64, ok bool) {
	if o.Finished == 0 {
		return 0, 0, false
	}
	low, high = Wilson(o.Converted, o.Finished)
	return low, high, true
}

// Fewest is the number of trials with the rarer of the two outcomes.
func (o Outcome) Fewest() int { return min(o.Converted, o.Finished-o.Converted) }
