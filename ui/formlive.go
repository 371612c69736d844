package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/clean"
)

// formLive is how the condition does on the data, as far as it is known.
type formLive struct {
	job   job
	about formQuestion // what the answer is about; the zero one before the first
	formTally
}

// formQuestion is what decides an answer.
type formQuestion struct {
	sentence string
	revision int64
	asOf     value.Instant
}

// formTally is how many accounts a condition holds for.
type formTally struct {
	matched, of int
	nearly      clean.Text
	err         error
}

// Answers of the form's commands.
type (
	formCounted struct {
		form  *form
		seq   int
		about formQuestion
		tally formTally
	}

	formNamed struct {
		form  *form
		names formNames
		err   error
	}
)

// formAnswer is an answer that finds its form itself: the form may lie below
// another overlay, or be gone.
type formAnswer interface{ Deliver() }

// Deliver gives the names to the form.
func (m formNamed) Deliver() { m.form.takeNames(m) }

// Deliver gives the counts to the form.
func (m formCounted) Deliver() { m.form.takeCounted(m) }

// wants reads the names when the form opens, and counts whenever the condition
// or the data is another. While an answer is on its way only the newest
// condition waits.
func (f *form) wants() tea.Cmd { return tea.Batch(f.readNames(), f.count()) }

// readNames reads the names that the data has, once.
func (f *form) readNames() tea.Cmd {
	if f.names.asked {
		return nil
	}
	f.names.asked = true
	ctx, s := f.board.ctx, f.board.store
	return func() tea.Msg {
		m := formNamed{form: f}
		m.names, m.err = loadNames(ctx, s)
		return m
	}
}

func (f *form) takeNames(m formNamed) {
	if m.err != nil {
		f.frame.Fail(m.err)
		return
	}
	f.names = m.names
	for i := range f.rules {
		f.learn(&f.rules[i], false)
	}
	f.check()
	if f.at.part == aboutPart && f.rules[f.at.rule].name.Value() == "" {
		f.pick(true)
	}
}

// question is what is to be counted now; false while the condition cannot be
// asked.
func (f *form) question() (formQuestion, bool) {
	b, c := f.board, f.condition()
	if b.people == nil || c.Validate() != nil {
		return formQuestion{}, false
	}
	return formQuestion{sentence: c.String(), revision: b.revision, asOf: b.asOf}, true
}

// count asks how many accounts the condition holds for, and for how many it
// nearly does.
func (f *form) count() tea.Cmd {
	about, ok := f.question()
	if !ok || f.live.about == about || f.live.job.running {
		return nil
	}
	f.live.job.start()
	b := f.board
	c, seq, moment, within := f.condition(), f.live.job.seq, b.moment(), f.within()
	ctx, cache := b.ctx, b.cache
	return func() tea.Msg {
		return formCounted{form: f, seq: seq, about: about, tally: countNow(ctx, cache, c, moment, within)}
	}
}

// within picks the accounts that a condition is judged by: the trials for a
// signal, and everybody for what decides who is on trial.
func (f *form) within() func() bitset.Bits {
	status, whole := f.board.people.Status, f.whole
	return func() bitset.Bits {
		bits := bitset.NewBits(len(status))
		for slot, s := range status {
			if s == rulebook.Trial || !whole && s != rulebook.NoStatus {
				bits.Set(slot)
			}
		}
		return bits
	}
}

func countNow(ctx context.Context, cache *store.Cache, c condition.Condition, m condition.Moment, within func() bitset.Bits) formTally {
	misses := explain.NearMisses(c)
	asked := []condition.Condition{c}
	for _, miss := range misses {
		asked = append(asked, miss.Condition)
	}
	answers, err := cache.Evaluate(ctx, asked, m)
	if err != nil {
		return formTally{err: err}
	}
	accounts := within()
	t := formTally{of: accounts.Count(), matched: accounts.CountAnd(answers[0])}
	t.nearly = clean.Of(explain.DescribeNearMisses(misses, explain.CountNearMisses(accounts, answers[0], answers[1:])))
	return t
}

func (f *form) takeCounted(m formCounted) {
	if fresh, _ := f.live.job.finish(m.seq); fresh {
		f.live.about, f.live.formTally = m.about, m.tally
	}
}
