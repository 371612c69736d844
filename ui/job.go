package ui

// job is one kind of background work, at most one of it at a time, of which
// only the newest answer counts. A question asked while one is on its way is
// remembered and asked once that has come back, so that a held key never
// queues up work.
type job struct {
	seq     int
	running bool
	again   bool
}

// start asks for the work. It reports whether to start it now.
func (j *job) start() bool {
	if j.running {
		j.again = true
		return false
	}
	j.seq++
	j.running, j.again = true, false
	return true
}

// finish takes the answer with a number. It reports whether the answer is to be
// used and whether the work was asked for again meanwhile.
func (j *job) finish(seq int) (fresh, again bool) {
	if seq != j.seq || !j.running {
		return false, false
	}
	j.running = false
	return true, j.again
}

// drop makes the answer on its way, if any, one that is not used.
func (j *job) drop() {
	j.seq++
	j.running, j.again = false, false
}
