package convert

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/tables"
	"trialist/ui/job"
)

// vocabulary is the names and values that filters are completed from. They are read
// while a filter is edited, and kept for as long as the data is the same.
type vocabulary struct {
	job       job.Latest
	valuesJob job.Latest
	stale     bool // names are read again, and completed as they were until then
	revision  int64
	words     filter.Vocabulary
}

// Answers of the commands that read the vocabulary.
type (
	namesLoaded struct {
		seq      int
		revision int64
		words    filter.Vocabulary
		err      error
	}
	valuesLoaded struct {
		seq       int
		revision  int64
		attribute string
		values    []filter.Word
		err       error
	}
)

// maxValues is the most values of an attribute that are offered.
const maxValues = 1000

// requestVocabulary reads what the filter that is edited can be completed from and
// is not there yet.
func (c *Screen) requestVocabulary() tea.Cmd {
	b, v := c.board, &c.vocabulary
	if !c.filter.editing || b.Population == nil {
		return nil
	}
	var cmd tea.Cmd
	if (v.stale || v.revision != b.Revision) && !v.job.Running {
		v.job.Start()
		v.stale = false
		ctx, s, seq, revision := b.Context(), b.Store(), v.job.Seq, b.Revision
		cmd = func() tea.Msg {
			m := namesLoaded{seq: seq, revision: revision}
			m.words, m.err = loadWords(ctx, s)
			return m
		}
	}
	if name := c.filter.completions.Attribute; name != "" && v.revision == b.Revision && v.words.Values[name] == nil && !v.valuesJob.Running {
		v.valuesJob.Start()
		ctx, cache, seq, revision, status := b.Context(), b.Cache(), v.valuesJob.Seq, b.Revision, b.Population.Status
		cmd = tea.Batch(cmd, func() tea.Msg {
			m := valuesLoaded{seq: seq, revision: revision, attribute: name}
			m.values, m.err = loadValues(ctx, cache, name, status)
			return m
		})
	}
	return cmd
}

// loadWords reads the names of attributes and events, and the owners.
func loadWords(ctx context.Context, s *store.Store) (words filter.Vocabulary, err error) {
	attributes, err := tables.AttributeNames(ctx, s, eval.AccountScope)
	if err != nil {
		return words, err
	}
	for _, name := range attributes {
		words.Attributes = append(words.Attributes, filter.Word{Text: name.Name, Count: name.Count, Kind: name.Kind()})
	}
	events, err := tables.EventNames(ctx, s)
	if err != nil {
		return words, err
	}
	for _, name := range events {
		words.Events = append(words.Events, filter.Word{Text: name.Name})
	}
	owners, err := accounts.Owners(ctx, s)
	for _, owner := range owners {
		words.Owners = append(words.Owners, filter.Word{Text: owner.Name, Count: owner.Accounts})
	}
	return words, err
}

// loadValues reads the values of an attribute of the trials, the most frequent first. A
// number or a day is no value that a filter would name. The list is not nil.
func loadValues(ctx context.Context, cache *facts.Cache, name string, status []rulebook.Status) ([]filter.Word, error) {
	values := []filter.Word{}
	err := cache.Do(ctx, func(f *facts.Snapshot) error {
		read, err := f.Column(ctx, eval.AccountScope, name)
		if err != nil {
			return err
		}
		isTrial := func(slot int) bool { return slot < len(status) && status[slot] == rulebook.Trial }
		var counts []column.TextCount
		if counts = read.CountTexts(isTrial, maxValues); len(counts) == 0 {
			return nil
		}
		values = values[:0]
		for _, c := range counts {
			values = append(values, filter.Word{Text: c.Text, Count: c.Rows})
		}
		return nil
	})
	return values, err
}

// handleVocabulary takes over what was read, and completes the filter with it.
func (c *Screen) handleVocabulary(msg tea.Msg) tea.Cmd {
	v := &c.vocabulary
	var err error
	switch msg := msg.(type) {
	case namesLoaded:
		if fresh, _ := v.job.Finish(msg.seq); !fresh {
			return nil
		}
		if err = msg.err; err == nil {
			values := v.words.Values
			if v.revision != msg.revision || values == nil {
				values = make(map[string][]filter.Word)
			}
			v.words, v.revision = msg.words, msg.revision
			v.words.Values = values
		}
	case valuesLoaded:
		if fresh, _ := v.valuesJob.Finish(msg.seq); !fresh || v.revision != msg.revision {
			return nil
		}
		v.words.Values[msg.attribute] = msg.values
		err = msg.err
	}
	if err != nil {
		c.frame.Fail(err)
	}
	if !c.filter.editing {
		return nil
	}
	return c.applyFilterText()
}

// words is the vocabulary of now: what was read, and what the board knows.
func (c *Screen) words() filter.Vocabulary {
	b, words := c.board, c.vocabulary.words
	for _, side := range rulebook.Sides() {
		for _, signal := range b.Book.Card.Enabled(side) {
			words.Signals = append(words.Signals, filter.Word{Text: signal.Name, Levels: signal.Levels()})
		}
		for _, signal := range b.Book.Card.EnabledDisqualifiers(side) {
			words.Disqualifiers = append(words.Disqualifiers, filter.Word{Text: signal.Name})
		}
	}
	for _, segment := range b.Book.Segments.List {
		words.Segments = append(words.Segments, filter.Word{Text: segment.Name})
	}
	for _, status := range rulebook.Statuses() {
		words.Statuses = append(words.Statuses, filter.Word{Text: strings.ReplaceAll(status.String(), " ", "-"), Count: b.Counts[status]})
	}
	return words
}
