package repeats

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/codec"
	"trialist/store/ingest/meaning"
	"trialist/store/ingest/note"
)

// Collector collects the rows of accounts that have several in one file of customers.
// What counts of them is settled at the end of the file, from all of them at once, so
// that the order of the rows does not matter: see [settlement].
//
// The rows of an account may be anywhere in the file. Nearly all accounts have one, so
// only its line and what it gave are kept of each: the values are in the table.
type Collector struct {
	options  Options
	firsts   []firstRow // by number of the account
	gifts    giftSets
	kinds    []attributeKind                           // by number of the attribute
	original func(id uint32) (codec.Attributes, error) // what an account had before the import
	merger   codec.AttributeMerger                     // packs rows
	again    map[uint32]*Account
	order    []*Account     // as their second rows came
	disagree []Disagreement // the first of them
	count    int            // accounts whose rows disagree
}

// Options say which of several rows counts.
type Options struct {
	Path      string        // of the file, for errors
	Keep      Keep          // what no date decides
	AsOf      value.Instant // when a trial runs or is over; 0 or Never where that is not known
	TrialDays int           // length of trials whose end is not known
	Zone      *value.Zone   // of the workspace
}

// firstRow is the first row of an account. In the zero firstRow there was none.
type firstRow struct {
	line  uint32
	gifts uint32 // see giftSets
}

// attributeKind is what is known of an attribute.
type attributeKind struct {
	name string // "" until it was met
	role meaning.Role
}

// nameNumber stands for the account's name among the numbers of attributes.
const nameNumber = 0

// Account is an account with several rows.
type Account struct {
	ID         uint32 // its number
	Count      int    // rows
	Superseded int    // rows that disagree with what counts, once it is settled

	external string
	lines    []int // of its rows, the first note.MaxNamed
	rows     []packedRow
	same     map[uint64]int // places in rows by hash, once there are many
}

// packedRow is what one or more equal rows of an account say.
type packedRow struct {
	first, last int // lines
	count       int // rows
	name        string
	values      codec.Attributes
	erased      []uint32 // numbers of the attributes that it takes away
}

// NewCollector settles rows by the options. The function original tells what an account
// had before the import.
func NewCollector(o Options, original func(id uint32) (codec.Attributes, error)) *Collector {
	return &Collector{options: o, original: original, gifts: newGiftSets(), kinds: []attributeKind{{name: "name"}}, again: make(map[uint32]*Account)}
}

// Accounts are those that have several rows, in the order in which their second rows came.
func (r *Collector) Accounts() []*Account { return r.order }

// Disagreements is how many accounts have rows that disagree, and the first of them.
func (r *Collector) Disagreements() (n int, first []Disagreement) { return r.count, r.disagree }

// addNames records the names of attributes.
func (r *Collector) addNames(row []value.Attribute, numbers []uint32) {
	for i, number := range numbers {
		for int(number) >= len(r.kinds) {
			r.kinds = append(r.kinds, attributeKind{role: meaning.NoRole})
		}
		if r.kinds[number].name == "" {
			r.kinds[number] = attributeKind{row[i].Name, meaning.RoleOf(row[i].Name)}
		}
	}
}

// AddFirst records a row, and reports whether it is the first of its account.
func (r *Collector) AddFirst(id uint32, row *record.CustomerRow, numbers []uint32) bool {
	for int(id) >= len(r.firsts) {
		r.firsts = append(r.firsts, firstRow{})
	}
	if r.firsts[id].gifts != 0 {
		return false
	}
	r.addNames(row.Attributes, numbers)
	r.firsts[id] = firstRow{uint32(row.Line), r.gifts.numberOf(row, numbers)}
	return true
}

// Add records a further row of an account. Name and now are what the account has after
// its first row.
func (r *Collector) Add(id uint32, row *record.CustomerRow, numbers []uint32, name string, now codec.Attributes) {
	r.addNames(row.Attributes, numbers)
	a := r.again[id]
	if a == nil {
		a = &Account{ID: id, external: row.Account}
		r.again[id] = a
		r.order = append(r.order, a)
		a.add(r.unpackFirst(id, name, now))
	}
	packed := packedRow{first: row.Line, last: row.Line, name: row.Name}
	if row.Name == "" && row.NoName {
		packed.erased = append(packed.erased, nameNumber)
	}
	kept := make([]uint32, len(numbers)) // 0 of those to leave out
	for i, number := range numbers {
		switch v := row.Attributes[i].Value; {
		case number == 0:
		case v.Kind == value.Absent:
			packed.erased = append(packed.erased, number)
		case v.Fallback && replacesFallback(now, number): // it says nothing
		default:
			kept[i] = number
		}
	}
	slices.Sort(packed.erased)
	packed.values = slices.Clone(r.merger.Merge(nil, row.Attributes, kept, func(uint32, value.Kind, value.Kind) {}))
	a.add(packed)
}

// replacesFallback reports whether an account has a value that a fallback gives way to.
func replacesFallback(now codec.Attributes, number uint32) bool {
	for v := range now.All() {
		if v.Name == number {
			return !v.Fallback()
		}
	}
	return false
}

// unpackFirst is the first row of an account, of which name and now are all that is left. A
// fallback that gave way to a value from before the file is not told from that value,
// which is what the account keeps in any case.
func (r *Collector) unpackFirst(id uint32, name string, now codec.Attributes) packedRow {
	first := r.firsts[id]
	given, erased := r.gifts.of(first.gifts)
	row := packedRow{first: int(first.line), last: int(first.line), erased: erased}
	var values []value.Attribute
	var numbers []uint32
	for _, number := range given {
		if number == nameNumber {
			row.name = name
		}
	}
	for v := range now.All() {
		if _, found := slices.BinarySearch(given, v.Name); found {
			values, numbers = append(values, value.Attribute{Value: v.Decode()}), append(numbers, v.Name)
		}
	}
	row.values = slices.Clone(r.merger.Merge(nil, values, numbers, func(uint32, value.Kind, value.Kind) {}))
	return row
}

// Settle is the row that all rows of an account come to, on the line of the last. Its
// values are those of every attribute that some row named.
func (r *Collector) Settle(a *Account) (*record.CustomerRow, []uint32, error) {
	s := &settlement{
		account: a.external, options: &r.options, kinds: r.kinds,
		trialLength: condition.Moment{TrialDays: r.options.TrialDays}.TrialLength(),
	}
	row, named := &record.CustomerRow{Account: a.external}, make(map[uint32]bool)
	for i := range a.rows {
		packed := &a.rows[i]
		row.Line = max(row.Line, packed.last)
		unpacked := newSettledRow(packed, r.kinds, r.options.Zone)
		s.rows = append(s.rows, unpacked)
		for number := range unpacked.values {
			named[number] = true
		}
		for _, number := range packed.erased {
			named[number] = true
			s.erased = append(s.erased, number)
		}
	}
	outcome, err := s.settle()
	if err != nil {
		return nil, nil, err
	}
	if s.disagrees {
		if r.count++; len(r.disagree) < note.MaxNamed {
			r.disagree = append(r.disagree, Disagreement{a.external, a.lines, s.kept})
		}
	}
	for i, unpacked := range s.rows {
		for number, v := range unpacked.values {
			if counts, ok := outcome[number]; ok && !sameValue(counts, v) {
				a.Superseded += a.rows[i].count
				break
			}
		}
	}
	row.Name = outcome[nameNumber].String()
	row.NoName = row.Name == "" && slices.Contains(s.erased, nameNumber)
	delete(named, nameNumber)
	var numbers []uint32
	for number := range named {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	for _, number := range numbers {
		v, ok := outcome[number]
		if !ok && !slices.Contains(s.erased, number) {
			if v, err = r.before(a.ID, number); err != nil {
				return nil, nil, err
			}
		}
		row.Attributes = append(row.Attributes, value.Attribute{Name: r.kinds[number].name, Value: v})
	}
	return row, numbers, nil
}

// before is the value that an account had of an attribute before the import.
func (r *Collector) before(id, number uint32) (value.Value, error) {
	packed, err := r.original(id)
	if err != nil {
		return value.Value{}, err
	}
	for v := range packed.All() {
		if v.Name == number {
			return v.Decode(), nil
		}
	}
	return value.Value{}, nil
}
