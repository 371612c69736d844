package store

// accountInserter stores new accounts on a goroutine of its own, while those of
// the next batch are resolved and packed: each takes about half of importing
// customers. Who needs the accounts in the table waits; others may use the
// transaction meanwhile, whose statements queue.
type accountInserter struct {
	insert *bulk
	spare  []account  // memory of the batch before
	done   chan error // of the batch under way; nil without one
}

// start stores accounts, which have the ids from first on, and returns memory for
// the next. The one before must have been waited for.
func (w *accountInserter) start(first uint32, accounts []account) []account {
	spare := w.spare
	w.spare, w.done = accounts, make(chan error, 1)
	go func() { w.done <- w.store(first, accounts) }()
	return spare
}

func (w *accountInserter) store(first uint32, accounts []account) error {
	for i := range accounts {
		a := &accounts[i]
		if err := w.insert.add(first+uint32(i), a.external, a.name, a.known, []byte(a.attributes)); err != nil {
			return err
		}
	}
	return w.insert.flush()
}

// wait waits until all accounts are stored.
func (w *accountInserter) wait() error {
	if w.done == nil {
		return nil
	}
	err := <-w.done
	w.done = nil
	clear(w.spare)
	w.spare = w.spare[:0]
	return err
}
