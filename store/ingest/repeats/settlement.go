package repeats

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"trialist/scoring/value"
	"trialist/store/ingest/meaning"
)

// settlement finds what several rows of one account come to: rows of one trial are
// merged, and then the trial is taken that the account is in now. What it leaves open
// comes from the others, the later ones first, except when they ended.
//
// The outcome depends on which rows there are and not on their order, unless the user
// says that the first or the last one counts.
type settlement struct {
	account     string
	options     *Options
	kinds       []attributeKind // by number of the attribute
	trialLength value.Instant   // of trials whose end is not known
	rows        []*settledRow
	erased      []uint32 // numbers of the attributes that some row takes away

	disagrees bool // some rows do
	kept      int  // line of the row that counts
}

// settledRow is a row of the account.
type settledRow struct {
	first, last int                    // its lines
	values      map[uint32]value.Value // by number of the attribute
	dates       rowDates
}

// newSettledRow unpacks a row.
func newSettledRow(packed *packedRow, kinds []attributeKind, zone *value.Zone) *settledRow {
	row := &settledRow{first: packed.first, last: packed.last, values: make(map[uint32]value.Value)}
	if packed.name != "" {
		row.values[nameNumber] = value.TextValue(packed.name)
	}
	for v := range packed.values.All() {
		decoded := v.Decode()
		row.values[v.Name] = decoded
		row.dates.add(kinds[v.Name].role, decoded, zone)
	}
	return row
}

// trial is the rows about one trial or subscription.
type trial struct {
	start  value.Instant
	rows   []*settledRow
	ofKind meaning.Role // trialStart or startDate; noDate where no row says when it started
	dates  rowDates     // of all its rows
}

// settle is the values of the account, by number of the attribute. The error asks for
// --keep.
func (s *settlement) settle() (map[uint32]value.Value, error) {
	for _, row := range s.rows {
		row.dates.settle(s.options.AsOf, s.trialLength)
	}
	trials, general := s.trials()
	if len(trials) > 1 {
		if err := s.rank(trials, general); err != nil {
			return nil, err
		}
		s.disagrees, s.kept = true, slices.MinFunc(trials[0].rows, byFirstLine).first
	}
	outcome := make(map[uint32]value.Value)
	for i, t := range trials {
		rows := t.rows
		if i == 0 {
			rows = slices.Concat(rows, general)
		}
		for _, number := range numbersIn(rows) {
			if _, known := outcome[number]; known || i > 0 && trials[0].dates.outlives(s.kinds[number].role) {
				continue
			}
			row, disagree, err := s.choose(rows, number, t.ofKind == meaning.TrialStart)
			if err != nil {
				return nil, err
			}
			outcome[number] = row.values[number]
			if disagree && !s.disagrees {
				s.disagrees, s.kept = true, row.first
			}
		}
	}
	return outcome, nil
}

func byFirstLine(a, b *settledRow) int { return cmp.Compare(a.first, b.first) }

// numbersIn are the numbers of the attributes that rows have, in ascending order.
func numbersIn(rows []*settledRow) []uint32 {
	all := make(map[uint32]bool)
	for _, row := range rows {
		for number := range row.values {
			all[number] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// trials parts the rows by when the trial or the subscription started that they are
// about. General are those that do not say; they are a trial of their own where no row
// says. A row that says only when something else started, such as the account itself,
// is about the trial of the row that started at the same time.
func (s *settlement) trials() (trials []*trial, general []*settledRow) {
	startOf := func(row *settledRow, role meaning.Role) (value.Instant, bool) {
		return row.dates.dates[role].at, row.dates.dates[role].known
	}
	trialsAt := make(map[value.Instant]map[value.Instant]bool) // starts of trials by the other start in their rows
	for _, row := range s.rows {
		start, isTrial := startOf(row, meaning.TrialStart)
		if other, known := startOf(row, meaning.StartDate); isTrial && known {
			if trialsAt[other] == nil {
				trialsAt[other] = make(map[value.Instant]bool)
			}
			trialsAt[other][start] = true
		}
	}
	byStart := make(map[trialKey]*trial)
	for _, row := range s.rows {
		start, known := startOf(row, meaning.TrialStart)
		kind := meaning.TrialStart
		if !known {
			start, known = startOf(row, meaning.StartDate)
			kind = meaning.StartDate
			for of := range trialsAt[start] {
				kind = meaning.TrialStart
				if known = known && len(trialsAt[start]) == 1; known {
					start = of
				}
				break
			}
		}
		if !known {
			general = append(general, row)
			continue
		}
		key := trialKey{kind, start}
		if byStart[key] == nil {
			byStart[key] = &trial{start: start, ofKind: kind}
			trials = append(trials, byStart[key])
		}
		byStart[key].rows = append(byStart[key].rows, row)
	}
	if len(trials) == 0 {
		return []*trial{{rows: general, ofKind: meaning.NoRole}}, nil
	}
	return trials, general
}

// trialKey is what the rows of one trial have in common.
type trialKey struct {
	kind  meaning.Role
	start value.Instant
}

// rank sorts several trials: those that run, then the latest. General rows must not say
// when a trial ends, as they do not say which one.
func (s *settlement) rank(trials []*trial, general []*settledRow) error {
	for _, row := range general {
		for _, number := range numbersIn([]*settledRow{row}) {
			if role := s.kinds[number].role; s.options.Keep == KeepNewest && (role == meaning.TrialEnd || role == meaning.EndDate) {
				return fmt.Errorf("%s: account %q has several trials, and the row on line %d does not say to which of them its %s belongs: it has no start; %s",
					s.options.Path, value.Truncate(s.account), row.first, value.Truncate(s.kinds[number].name), keepAdvice)
			}
		}
	}
	for _, t := range trials {
		for _, number := range numbersIn(t.rows) {
			role := s.kinds[number].role
			if role == meaning.NoRole {
				continue
			}
			row, _, err := s.choose(t.rows, number, t.ofKind == meaning.TrialStart)
			if err != nil {
				return err
			}
			t.dates.take(role, row)
		}
		t.dates.settle(s.options.AsOf, s.trialLength)
	}
	slices.SortFunc(trials, func(a, b *trial) int {
		if a.dates.running != b.dates.running {
			if a.dates.running {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.start, a.start), cmp.Compare(a.ofKind, b.ofKind))
	})
	return nil
}

// take takes over the date or the word that a row has in a role; of several dates the
// latest.
func (d *rowDates) take(role meaning.Role, row *settledRow) {
	if role == meaning.Status {
		d.word = row.dates.word
		return
	}
	if date := row.dates.dates[role]; date.known && (!d.dates[role].known || date.at > d.dates[role].at) {
		d.dates[role] = date
	}
}

// choose is the row whose value of an attribute counts among rows of one trial, and
// whether others have another. The error asks for --keep.
func (s *settlement) choose(rows []*settledRow, number uint32, sameTrial bool) (chosen *settledRow, disagree bool, err error) {
	var having []*settledRow
	for _, row := range rows {
		if _, ok := row.values[number]; ok {
			having = append(having, row)
		}
	}
	differs := func(a, b *settledRow) bool { return !sameValue(a.values[number], b.values[number]) }
	chosen, rival := s.newest(having, differs, sameTrial)
	disagree = slices.ContainsFunc(having, func(row *settledRow) bool { return differs(chosen, row) })
	if rival != nil && s.options.Keep == KeepNewest {
		return nil, true, s.undecided(chosen, rival, number)
	}
	// Of one value in several spellings the newest counts, else the smallest text.
	spelled := slices.DeleteFunc(having, func(row *settledRow) bool { return differs(chosen, row) })
	text := func(row *settledRow) string { return row.values[number].String() }
	newest, rival := s.newest(spelled, func(a, b *settledRow) bool { return text(a) != text(b) }, sameTrial)
	if rival != nil && s.options.Keep == KeepNewest {
		newest = slices.MinFunc(spelled, func(a, b *settledRow) int { return cmp.Or(strings.Compare(text(a), text(b)), byFirstLine(a, b)) })
	}
	return newest, disagree, nil
}

// newest is the row that is newer than all that differ from it. Where the dates do not
// say which that is there is a rival, and the row is the first or the last of those
// that it could be, whichever the user keeps.
func (s *settlement) newest(rows []*settledRow, differs func(a, b *settledRow) bool, sameTrial bool) (chosen, rival *settledRow) {
	left := slices.Clone(rows)
	if !sameTrial && slices.ContainsFunc(left, func(row *settledRow) bool { return row.dates.running }) {
		left = slices.DeleteFunc(left, func(row *settledRow) bool { return row.dates.knowsState && !row.dates.running })
	}
	for _, role := range newerRoles {
		var latest dateOf
		for _, row := range left {
			if d := row.dates.dates[role]; d.known && (!latest.known || d.at > latest.at) {
				latest = d
			}
		}
		left = slices.DeleteFunc(left, func(row *settledRow) bool {
			d := row.dates.dates[role]
			return d.known && d.at != latest.at
		})
	}
	slices.SortFunc(left, byFirstLine)
	chosen = left[0]
	if at := slices.IndexFunc(left, func(row *settledRow) bool { return differs(chosen, row) }); at >= 0 {
		rival = left[at]
	} else if left, rival = s.withUnbeaten(left, rows, differs, sameTrial); rival == nil {
		return chosen, nil
	}
	if s.options.Keep == KeepLast {
		return slices.MaxFunc(left, func(a, b *settledRow) int { return cmp.Compare(a.last, b.last) }), rival
	}
	return slices.MinFunc(left, byFirstLine), rival
}

// withUnbeaten adds to rows of one value those of other values that are not older than any
// of them, and returns the first of those; nil without one.
func (s *settlement) withUnbeaten(left, rows []*settledRow, differs func(a, b *settledRow) bool, sameTrial bool) (_ []*settledRow, rival *settledRow) {
	chosen, dates := left[0], make(map[rowDates]bool) // few, as what is left has the latest dates or none
	for _, row := range left {
		dates[row.dates] = true
	}
	for _, row := range rows {
		if !differs(chosen, row) {
			continue
		}
		older := false
		for d := range dates {
			if older = d.compare(&row.dates, sameTrial) > 0; older {
				break
			}
		}
		if older {
			continue
		}
		if left = append(left, row); rival == nil {
			rival = row
		}
	}
	return left, rival
}

// keepAdvice is how the user says which row counts.
const keepAdvice = "say --keep first or --keep last"

// undecided is the question which of two rows counts.
func (s *settlement) undecided(a, b *settledRow, number uint32) error {
	if b.first < a.first {
		a, b = b, a
	}
	name, advice := s.kinds[number].name, keepAdvice
	if name == value.Email {
		advice += ", or --as contacts if a row is a person"
	}
	what := fmt.Sprintf("%s is %q and %q", name, value.Truncate(a.values[number].String()), value.Truncate(b.values[number].String()))
	return fmt.Errorf("%s: the rows on lines %d and %d are both of account %q and disagree (%s), and no date says which is newer; %s",
		s.options.Path, a.first, b.first, value.Truncate(s.account), value.Truncate(what), advice)
}

// sameValue reports whether two values are equal, however they are written.
func sameValue(a, b value.Value) bool {
	switch {
	case a.Kind == value.Number && b.Kind == value.Number:
		return a.Number == b.Number
	case a.Kind == value.Date && b.Kind == value.Date:
		return a.Date == b.Date
	}
	return value.Fold(a.String()) == value.Fold(b.String())
}
