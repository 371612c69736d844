package form

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/ui/clean"
	"trialist/ui/job"
)

// liveCount is how the condition does on the data, as far as it is known.
type liveCount struct {
	job job.Latest
	key countKey // what the answer is about; the zero one before the first
	matchCount
}

// countKey is what decides an answer.
type countKey struct {
	sentence string
	revision int64
	asOf     value.Instant
}

// matchCount is how many accounts a condition holds for.
type matchCount struct {
	matched, of int
	nearly      clean.Text
	err         error
}

// Answers of the form's commands.
type (
	counted struct {
		form  *Form
		seq   int
		key   countKey
		count matchCount
	}

	namesLoaded struct {
		form  *Form
		names names
		err   error
	}
)

// Answer is an answer that finds its form itself: the form may lie below
// another overlay, or be gone.
type Answer interface{ Deliver() }

// Deliver gives the names to the form.
func (m namesLoaded) Deliver() { m.form.handleNames(m) }

// Deliver gives the counts to the form.
func (m counted) Deliver() { m.form.handleCounted(m) }

// Fetch reads the names when the form opens, and counts whenever the condition
// or the data is another. While an answer is on its way only the newest
// condition waits.
func (f *Form) Fetch() tea.Cmd { return tea.Batch(f.requestNames(), f.requestCount()) }

// requestNames reads the names that the data has, once.
func (f *Form) requestNames() tea.Cmd {
	if f.names.asked {
		return nil
	}
	f.names.asked = true
	ctx, s := f.board.Context(), f.board.Store()
	return func() tea.Msg {
		m := namesLoaded{form: f}
		m.names, m.err = loadNames(ctx, s)
		return m
	}
}

func (f *Form) handleNames(m namesLoaded) {
	if m.err != nil {
		f.frame.Fail(m.err)
		return
	}
	f.names = m.names
	for i := range f.rules {
		f.updateKinds(&f.rules[i], false)
	}
	f.validate()
	if f.current.Kind == RuleNameField && f.rules[f.current.Rule].name.Value() == "" {
		f.openPicker(true)
	}
}

// countKey is what is to be counted now; false while the condition cannot be
// asked.
func (f *Form) countKey() (countKey, bool) {
	b, c := f.board, f.Condition()
	if b.Population == nil || c.Validate() != nil {
		return countKey{}, false
	}
	return countKey{sentence: c.String(), revision: b.Revision, asOf: b.AsOf}, true
}

// requestCount asks how many accounts the condition holds for, and for how many it
// nearly does.
func (f *Form) requestCount() tea.Cmd {
	about, ok := f.countKey()
	if !ok || f.liveCount.key == about || f.liveCount.job.Running {
		return nil
	}
	f.liveCount.job.Start()
	b := f.board
	c, seq, moment, within := f.Condition(), f.liveCount.job.Seq, b.Moment(), f.eligible()
	ctx, cache := b.Context(), b.Cache()
	return func() tea.Msg {
		return counted{form: f, seq: seq, key: about, count: countMatches(ctx, cache, c, moment, within)}
	}
}

// eligible picks the accounts that a condition is judged by: the trials for a
// signal, and everybody for what decides who is on trial.
func (f *Form) eligible() func() bitset.Bits {
	status, whole := f.board.Population.Status, f.editsSignal
	return func() bitset.Bits {
		bits := bitset.New(len(status))
		for slot, s := range status {
			if s == rulebook.Trial || !whole && s != rulebook.NoStatus {
				bits.Set(slot)
			}
		}
		return bits
	}
}

func countMatches(ctx context.Context, cache *facts.Cache, c condition.Condition, m condition.Moment, within func() bitset.Bits) matchCount {
	misses := explain.NearMisses(c)
	asked := []condition.Condition{c}
	for _, miss := range misses {
		asked = append(asked, miss.Condition)
	}
	answers, err := cache.Evaluate(ctx, asked, m)
	if err != nil {
		return matchCount{err: err}
	}
	accounts := within()
	t := matchCount{of: accounts.Count(), matched: accounts.CountAnd(answers[0])}
	t.nearly = clean.Of(explain.DescribeNearMisses(misses, explain.CountNearMisses(accounts, answers[0], answers[1:])))
	return t
}

func (f *Form) handleCounted(m counted) {
	if fresh, _ := f.liveCount.job.Finish(m.seq); fresh {
		f.liveCount.key, f.liveCount.matchCount = m.key, m.count
	}
}
