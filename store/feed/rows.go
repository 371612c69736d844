package feed

import (
	"hash/maphash"
	"strings"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// rowBuilder turns the values of a file's columns into rows. It holds what rows
// have in common, so that making one costs little: memory for attributes, and
// the texts that repeat.
type rowBuilder struct {
	*layout
	zone  *time.Location
	seed  maphash.Seed
	slab  []value.Attribute
	texts map[string]string
	ids   idNotes

	absentWords *missingWords
	ordersGiven bool // the order of day and month was said
	eraseBlanks bool // a blank cell takes away the value that there is

	changes *clockChanges // of the zone; nil where there are none
	rowLine int           // the line of the row at hand

	total *heldTotal // a row that is a sum if it is the last; nil for none
}

func newRowBuilder(l *layout, o columnOptions) rowBuilder {
	return rowBuilder{layout: l, zone: o.location(), seed: maphash.MakeSeed(), texts: map[string]string{}, ids: newIDNotes(l.notes), absentWords: missingOr(o.Missing), ordersGiven: o.Dates != UnknownOrder, eraseBlanks: o.EraseBlanks, changes: newClockChanges(o.location())}
}

// slabSize is how many attributes are allocated at a time.
const slabSize = 4096

// allocate is an empty list with room for n.
func (m *rowBuilder) allocate(n int) []value.Attribute {
	if cap(m.slab)-len(m.slab) < n {
		m.slab = make([]value.Attribute, 0, max(slabSize, n))
	}
	at := len(m.slab)
	m.slab = m.slab[:at+n]
	return m.slab[at : at : at+n]
}

// text is p as a string. Countries and plans repeat from row to row and are
// kept once; what does not repeat must not fill the memory.
func (m *rowBuilder) text(p []byte) string {
	if len(p) > 64 {
		return string(m.mended(p))
	}
	if s, ok := m.texts[string(p)]; ok {
		return s
	}
	whole := m.mended(p)
	s := string(whole)
	if len(m.texts) < 4096 && len(whole) == len(p) { // what was mended is counted each time

		m.texts[s] = s
	}
	return s
}

// value reads the trimmed p, which is there, by the conventions of the column: as a
// date, as a number, and as the text that it is in any case.
func (m *rowBuilder) value(c *column, p []byte) value.Value {
	if c.text {
		return m.textValue(p)
	}
	if at, ok := m.instant(c, p); ok {
		return m.date(c, p, at)
	}
	if c.isDate() {
		m.countUnread(c, p, "a date")
	}
	n, ok := parseNumeral(p, c.comma)
	if !ok {
		return m.textValue(p)
	}
	v := value.NumberValue(n.value)
	if !n.plain {
		v = v.Written(m.text(p))
	}
	if n.marks != 0 {
		m.countMarks(c, p, n.marks)
	}
	return v
}

// instant reads a date, and notes where the clocks of the zone leave it open.
func (m *rowBuilder) instant(c *column, p []byte) (value.Instant, bool) {
	at, ok := m.parseDate(c, p)
	if ok && m.changes != nil {
		m.checkClock(c, p, at)
	}
	return at, ok
}

// parseDate reads a date in any of the ways that the column may have it. What reads
// both ways where the order is not known is none.
func (m *rowBuilder) parseDate(c *column, p []byte) (value.Instant, bool) {
	if c.format != noDate {
		if at, ok := c.format.parse(p, m.zoneOf(c)); ok {
			return at, true
		}
	}
	if maybeDate(p) {
		if at, ok := yearFirst.parse(p, m.zoneOf(c)); ok {
			return at, true
		}
		if d, ok := parseYearLast(p); ok {
			return m.ordered(c, d)
		}
		if at, ok := monthName.parse(p, m.zoneOf(c)); ok {
			return at, true
		}
	}
	if !c.isDate() {
		return 0, false
	}
	for _, f := range []dateFormat{unixTime, compactDay, excelSerial} {
		if at, ok := f.parse(p, m.zoneOf(c)); ok {
			return at, true
		}
	}
	return 0, false
}

// zoneOf is the location of the column's times that carry none.
func (m *rowBuilder) zoneOf(c *column) *time.Location {
	if c.utc {
		return time.UTC
	}
	return m.zone
}

// ordered is a date in the order of the column. Without one it has to be the same
// either way, or to read in one only.
func (m *rowBuilder) ordered(c *column, d yearLast) (value.Instant, bool) {
	if c.order != noDate || d.separator == '.' {
		return d.instant(c.order, m.zoneOf(c), true)
	}
	day, reads := d.instant(dayFirst, m.zoneOf(c), true)
	month, readsToo := d.instant(monthFirst, m.zoneOf(c), true)
	if !reads {
		return month, readsToo
	}
	return day, !readsToo || day == month
}

// orderConflict is the question which order the dates of the time of events have,
// where this one, which could not be read, is the first to leave it open.
func (m *rowBuilder) orderConflict(c *column, p []byte) error {
	set, _ := dateFormatsOf(p)
	if set == 0 || !ordersDays(p) || m.ordersGiven {
		return nil
	}
	if c.order != noDate {
		c.stats.oneOrderOnly[c.order]++
	}
	if c.stats.example = ""; set.has(dayFirst) && set.has(monthFirst) {
		c.stats.example = string(p)
	}
	c.stats.countOrder(set)
	return c.askOrder()
}

// date is the date that p reads as, with p where it is not what the date prints or
// what the export makes of it.
func (m *rowBuilder) date(c *column, p []byte, at value.Instant) value.Value {
	if isPlainDate(p, at) {
		return value.DateValue(at)
	}
	if v, ok := value.DateAs(at, c.layout, p); ok {
		return v
	}
	v := value.DateValue(at).Written(string(p))
	if c.layout = v.Layout; v.Text != "" {
		v.Text = m.text(p)
	}
	return v
}

// textValue is p as a text that is fit to be kept.
func (m *rowBuilder) textValue(p []byte) value.Value {
	if len(p) > maxText {
		return value.TextValue(strings.TrimSpace(truncateUTF8(string(m.mended(p)), maxText)))
	}
	return value.TextValue(m.text(p))
}

// hash is the number that stands for the row's own id among the rows of the file.
func (m *rowBuilder) hash(p []byte) uint64 {
	if len(p) == 0 {
		return 0
	}
	return max(1, maphash.Bytes(m.seed, p))
}

// isMissing reports, and counts, that a cell of the column says that there is none.
func (m *rowBuilder) isMissing(c *column, p []byte) bool {
	if !m.absentWords.has(p) && !(c.isDate() && m.absentWords.isNoDate(p)) {
		return false
	}
	m.countMissing(c, p)
	return true
}

// countNone counts an event that happened no times.
func (m *rowBuilder) countNone() {
	m.notes.count("1 row has a count of 0, which says nothing", "%d rows have a count of 0, which says nothing")
}

// batchRows is how many rows are read at a time.
const batchRows = 8192

// decoder turns the bytes of one format into rows. Each next appends at least
// one row, or returns io.EOF.
type decoder interface {
	next(b *record.Batch) error
}
