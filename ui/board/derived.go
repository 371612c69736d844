package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/ui/job"
)

// derived is what follows from a population and takes long to compute. It is computed
// only while something on screen asks for it, once for each population.
type derived[T any] struct {
	job   job.Latest
	of    *rank.Population // that found was computed of, or is being computed of
	found *T               // nil until it was asked for
}

// derivedFound is the answer to a request.
type derivedFound[T any] struct {
	seq   int
	of    *rank.Population
	found *T
	err   error
}

// request computes it, unless it is known. While an answer is pending nothing is
// started, so ask after each message.
func (d *derived[T]) request(of *rank.Population, compute func() (*T, error)) tea.Cmd {
	if d.job.Running || d.of == of {
		return nil
	}
	d.job.Start()
	d.of = of
	seq := d.job.Seq
	return func() tea.Msg {
		found, err := compute()
		return derivedFound[T]{seq, of, found, err}
	}
}

// handle keeps an answer. After an error what was found before stays, and is not asked
// for again until the population changes.
func (d *derived[T]) handle(m derivedFound[T]) {
	if fresh, _ := d.job.Finish(m.seq); fresh && m.err == nil && m.of == d.of {
		d.found = m.found
	}
}
