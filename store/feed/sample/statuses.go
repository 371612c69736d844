package sample

import "trialist/scoring/value"

// statusCells tells whether the cells of a column are words of statuses.
type statusCells struct {
	others bool // some cell is no such word
	trials bool // some cell says that a trial goes on
	after  bool // some cell says what became of a trial
}

// statusWords are the words of statuses, and whether they say that a trial goes on.
var statusWords = func() map[string]bool {
	all := make(map[string]bool)
	for _, words := range [][]string{value.PayingWords(), value.ChurnedWords(), value.EndedWords()} {
		for _, word := range words {
			all[value.StatusWord(word)] = false
		}
	}
	for _, word := range value.TrialWords() {
		all[value.StatusWord(word)] = true
	}
	return all
}()

// observe takes a cell into account. It costs nothing after the first cell that is no word.
func (s *statusCells) observe(text []byte) {
	const longest = 40
	if s.others {
		return
	}
	trial, known := false, len(text) <= longest
	if known {
		trial, known = statusWords[value.StatusWord(string(text))]
	}
	s.others = !known
	s.trials = s.trials || known && trial
	s.after = s.after || known && !trial
}

// HasStatuses reports whether all cells of the column are words of statuses, of which some
// say that a trial goes on and some do not.
func (p *Profile) HasStatuses(column int) bool {
	s := &p.Columns[column].statuses
	return !s.others && s.trials && s.after
}
