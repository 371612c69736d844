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

// liveCount is how many accounts the condition matches, counted while it is
// edited.
type liveCount struct {
	job job.Latest
	key countKey // what was counted; zero before the first answer
	matchCount
}

// countKey is what a count depends on.
type countKey struct {
	sentence string
	revision int64
	asOf     value.Instant
}

// matchCount is how many accounts a condition matches.
type matchCount struct {
	matched, of int
	levels      []int      // how many reach each level, the easiest first; one where there are none
	heights     []int      // of the distribution over which the levels stand; nil where there are none
	marks       []int      // the bar of each level
	from, to    clean.Text // the numbers of the first and the last bar
	nearly      clean.Text // how many it nearly matches, and what they lack
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

// Answer is the answer of one of a form's commands. It carries its form, which may
// be below another overlay by then, or closed.
type Answer interface{ Deliver() }

// Deliver gives the names to the form.
func (m namesLoaded) Deliver() { m.form.handleNames(m) }

// Deliver gives the count to the form.
func (m counted) Deliver() { m.form.handleCounted(m) }

// Fetch reads the names when the form opens, and counts the matches whenever the
// condition or the data changed. One count runs at a time; the next is of the
// newest condition.
func (f *Form) Fetch() tea.Cmd { return tea.Batch(f.requestNames(), f.requestCount()) }

// requestNames reads the names that occur in the data, once.
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

// countKey is what has to be counted now; false while the condition is not valid
// or the accounts are still being read.
func (f *Form) countKey() (countKey, bool) {
	b, c := f.board, f.Condition()
	if b.Population == nil || f.validateCondition(c) != nil {
		return countKey{}, false
	}
	return countKey{sentence: c.String(), revision: b.Revision, asOf: b.AsOf}, true
}

// requestCount counts the accounts that the condition matches and those that it
// nearly matches.
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

// eligible returns a function for the accounts that are counted: the trials for a
// signal, and all accounts with a status for a status condition. The function
// runs in the command, as it visits every account.
func (f *Form) eligible() func() bitset.Bits {
	status, trialsOnly := f.board.Population.Status, f.editsSignal
	return func() bitset.Bits {
		bits := bitset.New(len(status))
		for slot, s := range status {
			if s == rulebook.Trial || !trialsOnly && s != rulebook.NoStatus {
				bits.Set(slot)
			}
		}
		return bits
	}
}

func countMatches(ctx context.Context, cache *facts.Cache, c condition.Condition, m condition.Moment, within func() bitset.Bits) matchCount {
	misses := explain.NearMisses(c)
	asked := c.EachLevel()
	curve, levelled := explain.NewLevelCurve(c, levelBuckets)
	asked = append(asked, curve.Asked...)
	for _, miss := range misses {
		asked = append(asked, miss.Condition)
	}
	answers, err := cache.Evaluate(ctx, asked, m)
	if err != nil {
		return matchCount{err: err}
	}
	accounts := within()
	t := matchCount{of: accounts.Count(), matched: accounts.CountAnd(answers[0])}
	for _, level := range answers[:c.Levels()] {
		t.levels = append(t.levels, accounts.CountAnd(level))
	}
	if levelled {
		matching := make([]int, len(curve.Asked))
		for i := range matching {
			matching[i] = accounts.CountAnd(answers[c.Levels()+i])
		}
		t.heights, t.marks = curve.Heights(matching), curve.Marks
		t.from = clean.Of(condition.NumberString(curve.Values[0]))
		t.to = clean.Of(condition.NumberString(curve.Values[len(curve.Values)-1]))
	}
	nearly := answers[c.Levels()+len(curve.Asked):]
	t.nearly = clean.Of(explain.DescribeNearMisses(misses, explain.CountNearMisses(accounts, answers[0], nearly)))
	return t
}

func (f *Form) handleCounted(m counted) {
	if fresh, _ := f.liveCount.job.Finish(m.seq); fresh {
		f.liveCount.key, f.liveCount.matchCount = m.key, m.count
	}
}
