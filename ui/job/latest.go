package job

// Latest is one kind of background work. At most one runs at a time, and only the
// newest answer counts. However often work is asked for while one runs, it runs
// once more after that, so that a key held down never queues up work.
type Latest struct {
	Seq     int  // number of the newest work; its answer carries it
	Running bool // an answer is pending
	Queued  bool // the work was asked for again meanwhile
}

// Start asks for the work. It reports whether the caller is to run it now, with
// the new Seq.
func (j *Latest) Start() bool {
	if j.Running {
		j.Queued = true
		return false
	}
	j.Seq++
	j.Running, j.Queued = true, false
	return true
}

// Finish takes the answer with a Seq. It reports whether to use the answer, and
// whether to start the work again.
func (j *Latest) Finish(seq int) (fresh, again bool) {
	if seq != j.Seq || !j.Running {
		return false, false
	}
	j.Running = false
	return true, j.Queued
}

// Invalidate drops the answer that is pending, if there is one.
func (j *Latest) Invalidate() {
	j.Seq++
	j.Running, j.Queued = false, false
}
