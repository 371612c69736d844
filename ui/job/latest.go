package job

// Latest is one kind of background work, at most one of it at a time, of which
// only the newest answer counts. A question asked while one is on its way is
// remembered and asked once that has come back, so that a held key never
// queues up work.
type Latest struct {
	Seq     int
	Running bool
	Queued  bool
}

// Start asks for the work. It reports whether to start it now.
func (j *Latest) Start() bool {
	if j.Running {
		j.Queued = true
		return false
	}
	j.Seq++
	j.Running, j.Queued = true, false
	return true
}

// Finish takes the answer with a number. It reports whether the answer is to be
// used and whether the work was asked for again meanwhile.
func (j *Latest) Finish(seq int) (fresh, again bool) {
	if seq != j.Seq || !j.Running {
		return false, false
	}
	j.Running = false
	return true, j.Queued
}

// Invalidate makes the answer on its way, if any, one that is not used.
func (j *Latest) Invalidate() {
	j.Seq++
	j.Running, j.Queued = false, false
}
