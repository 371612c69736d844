package ingest

// statementQueue runs the statements of a transaction on one goroutine, in the
// order in which they are queued. Statements that need no answer, such as storing
// new accounts, run while the next batch is resolved, which takes about as long.
// Until the queue is stopped, only its goroutine may use the transaction.
type statementQueue struct {
	tasks chan statementTask
	ended chan struct{}
	err   error // the first one; no task is run after it
}

// statementTask is some statements.
type statementTask struct {
	run  func() error
	done chan<- error // gets the error when a caller waits for them; nil otherwise
}

func newStatementQueue() *statementQueue {
	tasks := make(chan statementTask, 1)
	q := &statementQueue{tasks: tasks, ended: make(chan struct{})}
	go func() {
		defer close(q.ended)
		for task := range tasks { // which stop may forget before this has begun
			if q.err == nil {
				q.err = task.run()
			}
			if task.done != nil {
				task.done <- q.err
			}
		}
	}()
	return q
}

// runWait runs statements after all that are queued, and waits for them. The error is
// the first one, of these or of those before.
func (q *statementQueue) runWait(run func() error) error {
	result := make(chan error, 1)
	q.tasks <- statementTask{run, result}
	return <-result
}

// enqueue queues statements and does not wait. What they use must not be changed
// until the next runWait or stop has returned.
func (q *statementQueue) enqueue(run func() error) { q.tasks <- statementTask{run: run} }

// submit has statements run in their turn, or at once when the queue was stopped.
// The error of those that are run later is told by the next who waits.
func (q *statementQueue) submit(run func() error) error {
	if q.tasks != nil {
		q.enqueue(run)
		return nil
	}
	if q.err != nil {
		return q.err
	}
	return run()
}

// stop waits for all statements and ends the queue. It may be called again.
func (q *statementQueue) stop() error {
	if q.tasks != nil {
		close(q.tasks)
		q.tasks = nil
	}
	<-q.ended
	return q.err
}
