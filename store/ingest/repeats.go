package ingest

import (
	"fmt"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/codec"
)

// Keep says which of several rows of one account counts where they disagree and no
// date says which is newer.
type Keep uint8

// What to keep. KeepNewest refuses a file that does not say which row that is.
const (
	KeepNewest Keep = iota
	KeepFirst
	KeepLast
)

// ParseKeep reads "first" or "last"; "" is [KeepNewest].
func ParseKeep(s string) (Keep, error) {
	switch s {
	case "":
		return KeepNewest, nil
	case "first":
		return KeepFirst, nil
	case "last":
		return KeepLast, nil
	}
	return KeepNewest, fmt.Errorf("%q is not a row to keep: say first or last", s)
}

// Disagreement is an account of which several rows of one file disagree.
type Disagreement struct {
	Account string
	Lines   []int // of its rows, the first maxNamed
	Kept    int   // line of the row that counts
}

// repeats merges the rows of accounts that have several in one file of customers. Where
// rows disagree, the one counts whose dates say that it holds now; values that it does
// not have come from the others.
//
// The rows of an account may be anywhere in the file. Nearly all accounts have one, so
// only its line and the set of its attributes are kept of each.
type repeats struct {
	options  *Options
	zone     *value.Zone                               // of the workspace
	seen     bitset.Bits                               // by number of the account
	lines    []uint32                                  // of the first row
	given    []uint64                                  // what the file said, a bit for each attribute
	bits     []uint64                                  // of each attribute, by number
	used     int                                       // bits given out
	roles    []dateRole                                // by number of the attribute
	names    []string                                  // by number of the attribute
	original func(id uint32) (codec.Attributes, error) // what an account had before the import
	again    map[uint32]*repeatedAccount
	disagree []*repeatedAccount
}

// repeatedAccount is an account with several rows.
type repeatedAccount struct {
	Disagreement
	id         uint32
	rows       int                  // of the account
	superseded int                  // of them, by another
	idle       int                  // of them, those after the first that changed nothing
	dates      rowDates             // of the row that counts
	sources    map[uint32]*rowDates // of the row that said it, by number of the attribute
	disagrees  bool
}

// nameSource is the number of the account's name among the sources.
const nameSource = 0

// nameBit is the bit of the account's name in given.
const nameBit = 1

func newRepeats(o *Options, original func(id uint32) (codec.Attributes, error)) *repeats {
	return &repeats{options: o, original: original, used: 1, again: make(map[uint32]*repeatedAccount)}
}

// bit is the bit of an attribute. All attributes beyond the first 62 share the last bit:
// each of them then counts as given once one of them was.
func (r *repeats) bit(number uint32, name string) uint64 {
	for int(number) >= len(r.bits) {
		r.bits, r.roles, r.names = append(r.bits, 0), append(r.roles, noDate), append(r.names, "")
	}
	if r.bits[number] == 0 {
		r.bits[number], r.roles[number], r.names[number] = 1<<min(r.used, 63), dateRoleOf(name), name
		r.used++
	}
	return r.bits[number]
}

// first records a row, and reports whether it is the first of its account.
func (r *repeats) first(id uint32, row *record.CustomerRow, numbers []uint32) bool {
	if r.seen.Has(int(id)) {
		return false
	}
	for int(id) >= len(r.lines) {
		r.lines, r.given = append(r.lines, 0), append(r.given, 0)
	}
	for int(id)>>6 >= len(r.seen) {
		r.seen = append(r.seen, 0)
	}
	r.seen.Set(int(id))
	given := uint64(0)
	for i, number := range numbers {
		if row.Attributes[i].Value.Kind != value.Absent {
			given |= r.bit(number, row.Attributes[i].Name)
		}
	}
	if row.Name != "" {
		given |= nameBit
	}
	r.lines[id], r.given[id] = uint32(row.Line), given
	return true
}

// merge reduces a further row of an account to what it adds: now is the account after the
// rows before it. It returns the numbers of the attributes that are left in the row.
func (r *repeats) merge(id uint32, row *record.CustomerRow, numbers []uint32, now *accountRecord) ([]uint32, error) {
	held := make(map[uint32]value.Value) // by attribute
	for v := range now.attributes.All() {
		held[v.Name] = v.Decode()
	}
	a := r.again[id]
	if a == nil {
		a = &repeatedAccount{id: id, rows: 1, Disagreement: Disagreement{Account: row.Account, Lines: []int{int(r.lines[id])}, Kept: int(r.lines[id])}}
		first := new(rowDates)
		a.sources = map[uint32]*rowDates{nameSource: first}
		for number, v := range held {
			if int(number) < len(r.bits) && r.given[id]&r.bits[number] != 0 {
				first.add(r.roles[number], v, r.zone)
				a.sources[number] = first
			}
		}
		a.dates = *first
		r.again[id] = a
	}
	a.rows++
	if len(a.Lines) < maxNamed {
		a.Lines = append(a.Lines, row.Line)
	}
	var dates rowDates
	what, source, decided := "", (*rowDates)(nil), false // the first disagreement, and with which row
	if row.Name != "" && r.given[id]&nameBit != 0 && row.Name != now.name {
		what, source = fmt.Sprintf("name is %q and %q", value.Truncate(now.name), value.Truncate(row.Name)), a.sources[nameSource]
	}
	for i, number := range numbers {
		v := row.Attributes[i].Value
		if v.Kind == value.Absent {
			continue
		}
		bit := r.bit(number, row.Attributes[i].Name)
		dates.add(r.roles[number], v, r.zone)
		if before := held[number]; r.given[id]&bit != 0 && before.Kind != value.Absent && !sameValue(before, v) && what == "" {
			what, source = fmt.Sprintf("%s is %q and %q", row.Attributes[i].Name, value.Truncate(before.String()), value.Truncate(v.String())), a.sources[number]
		}
	}
	if what == "" {
		a.dates.merge(dates)
	} else {
		var newer bool
		var err error
		newer, decided, err = r.decide(a, row, dates, what, source)
		if err != nil {
			return nil, err
		}
		if newer {
			a.dates = dates
		}
	}
	numbers = r.keep(id, row, numbers, held, now.name, a, &dates, what != "")
	if what != "" && (decided || len(numbers) == 0 && row.Name == "") {
		a.superseded++ // this row, or the one that counted until now
	}
	if what == "" || a.Kept != row.Line {
		return numbers, nil
	}
	return r.reopen(id, row, numbers, a, &dates)
}

// decide reports whether a row is newer than the one that counts so far. The value that
// it disagrees with may come from another row, the source; then nothing is decided between
// the two. The error asks for --keep.
func (r *repeats) decide(
	a *repeatedAccount, row *record.CustomerRow, dates rowDates, what string, source *rowDates,
) (newer, decided bool, err error) {
	if !a.disagrees {
		a.disagrees = true
		r.disagree = append(r.disagree, a)
	}
	order := dates.compare(a.dates, r.options.AsOf)
	switch {
	case order == 0 && source != nil && dates.compare(*source, r.options.AsOf) != 0:
		return false, false, nil
	case order == 0 && r.options.Keep == KeepFirst:
		order = -1
	case order == 0 && r.options.Keep == KeepLast:
		order = 1
	case order == 0:
		advice := "say --keep first or --keep last"
		if strings.HasPrefix(what, value.Email+" is ") {
			advice += ", or --as contacts if a row is a person"
		}
		return false, false, fmt.Errorf("%s: the rows on lines %d and %d are both of account %q and disagree (%s), and no date says which is newer; %s",
			r.options.Path, a.Kept, row.Line, value.Truncate(row.Account), value.Truncate(what), advice)
	}
	if order > 0 {
		a.Kept = row.Line
	}
	return order > 0, true, nil
}

// reopen adds the ends to a row that counts and has none, where rows before it had some:
// the values from before the file are restored.
func (r *repeats) reopen(id uint32, row *record.CustomerRow, numbers []uint32, a *repeatedAccount, dates *rowDates) ([]uint32, error) {
	for number, source := range a.sources {
		if number == nameSource || source == dates || !dates.outlives(r.roles[number]) {
			continue
		}
		before := value.Attribute{Name: r.names[number]}
		packed, err := r.original(id)
		if err != nil {
			return nil, err
		}
		for v := range packed.All() {
			if v.Name == number {
				before.Value = v.Decode()
			}
		}
		row.Attributes, numbers = append(row.Attributes, before), append(numbers, number)
		r.given[id] &^= r.bits[number]
		delete(a.sources, number)
	}
	return numbers, nil
}

// keep leaves in the row the values that no row had before, or only older ones.
func (r *repeats) keep(
	id uint32, row *record.CustomerRow, numbers []uint32, held map[uint32]value.Value, name string,
	a *repeatedAccount, dates *rowDates, disagrees bool,
) []uint32 {
	given, counts := r.given[id], disagrees && a.Kept == row.Line
	n := 0
	for i, number := range numbers {
		attribute := row.Attributes[i]
		bit := r.bit(number, attribute.Name)
		over := disagrees && a.dates.outlives(r.roles[number])
		switch {
		case attribute.Value.Kind == value.Absent, over && !counts:
			continue
		case given&bit != 0 && !r.supersedes(dates, a.sources[number], attribute.Value.String(), held[number].String()):
			continue
		default:
			given |= bit
			a.sources[number] = dates
		}
		row.Attributes[n], numbers[n] = attribute, number
		n++
	}
	row.Attributes = row.Attributes[:n]
	switch {
	case row.Name == "":
	case given&nameBit != 0 && !r.supersedes(dates, a.sources[nameSource], row.Name, name):
		row.Name = ""
	default:
		given |= nameBit
		a.sources[nameSource] = dates
	}
	r.given[id] = given
	return numbers[:n]
}

// supersedes reports whether the value of a row replaces that of another row. Where
// neither is newer, the two differ in spelling only or are both older than the row that
// counts: the smaller text is taken, so that the order of rows does not matter.
func (r *repeats) supersedes(dates, source *rowDates, text, held string) bool {
	order := 0
	if source != nil {
		order = dates.compare(*source, r.options.AsOf)
	}
	switch {
	case order != 0:
		return order > 0
	case r.options.Keep == KeepLast:
		return true
	}
	return r.options.Keep == KeepNewest && text < held
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

// changedNothing notes that the row of an account that was just counted changed nothing.
func (r *repeats) changedNothing(id uint32) {
	if a := r.again[id]; a != nil {
		a.idle++
	}
}

// settle counts the rows that gave way to another of their account as superseded. They were
// counted as duplicates or, where they came first, as changes.
func (r *repeats) settle(audit *Audit, before bitset.Bits, pending map[uint32]*rowChange) {
	for _, a := range r.disagree {
		duplicates := a.idle
		if before.Has(int(a.id)) {
			duplicates = a.rows
			if c := pending[a.id]; c != nil {
				duplicates -= c.rows
			}
		}
		duplicates = min(duplicates, a.superseded)
		audit.Duplicate -= duplicates
		audit.Changed -= a.superseded - duplicates
		audit.Superseded += a.superseded
	}
}

// disagreements are the accounts whose rows disagree, the first of them.
func (r *repeats) disagreements() (list []Disagreement) {
	for _, a := range r.disagree[:min(len(r.disagree), maxNamed)] {
		list = append(list, a.Disagreement)
	}
	return list
}

// note is the note about accounts whose rows disagree; ok is false without any.
func (r *repeats) note() (Note, bool) {
	n := len(r.disagree)
	if n == 0 {
		return Note{}, false
	}
	text := "1 account has several rows that disagree"
	if n > 1 {
		text = value.FormatCount(n) + " accounts have several rows that disagree"
	}
	text += "; of each the one counts that is true now by its dates"
	if r.options.Keep != KeepNewest {
		text += ", else the " + map[Keep]string{KeepFirst: "first", KeepLast: "last"}[r.options.Keep]
	}
	separator := ": "
	for _, a := range r.disagreements() {
		text += separator + fmt.Sprintf("%s line %d of %s", value.Truncate(a.Account), a.Kept, linesText(a.Lines))
		separator = "; "
	}
	if n > maxNamed {
		text += "; and " + value.FormatCount(n-maxNamed) + " more"
	}
	return Note{text, n}, true
}

func linesText(lines []int) string {
	words := make([]string, len(lines))
	for i, line := range lines {
		words[i] = fmt.Sprint(line)
	}
	return value.JoinList(words, "and")
}
