package rows

import (
	"hash/maphash"
	"strings"
	"time"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/date"
	"trialist/store/feed/number"
)

// Builder turns the values of a file's columns into rows. It holds what rows
// have in common, so that making one costs little: the texts that repeat.
type Builder struct {
	*columns.Layout
	zone  *time.Location
	seed  maphash.Seed
	texts map[string]string
	ids   idNotes

	AbsentWords *cell.MissingWords
	ordersGiven bool // the order of day and month was said
	EraseBlanks bool // a blank cell takes away the value that there is

	Changes *clockChanges // of the zone; nil where there are none
	RowLine int           // the line of the row at hand

	joined  []byte  // see JoinTimeOfDay
	footers footers // rows that are none of customers if they are the last
}

func NewBuilder(l *columns.Layout, o columns.Options) Builder {
	return Builder{Layout: l, zone: o.Location(), seed: maphash.MakeSeed(), texts: map[string]string{}, ids: newIDNotes(l.Notes), AbsentWords: cell.MissingOr(o.Missing), ordersGiven: o.Dates != date.UnknownOrder, EraseBlanks: o.EraseBlanks, Changes: newClockChanges(o.Location())}
}

// Text is p as a string. Countries and plans repeat from row to row and are
// kept once; what does not repeat must not fill the memory.
func (m *Builder) Text(p []byte) string {
	if len(p) > 64 {
		return string(m.ReplaceLost(p))
	}
	if s, ok := m.texts[string(p)]; ok {
		return s
	}
	whole := m.ReplaceLost(p)
	s := string(whole)
	if len(m.texts) < 4096 && len(whole) == len(p) { // what was mended is counted each time

		m.texts[s] = s
	}
	return s
}

// Value reads the trimmed p, which is there, by the conventions of the column: as a
// date, as a number, and as the text that it is in any case.
func (m *Builder) Value(c *columns.Column, p []byte) value.Value {
	if c.Text {
		return m.TextValue(p)
	}
	if at, ok := m.Instant(c, p); ok {
		return m.date(c, p, at)
	}
	if c.IsDate() {
		m.CountUnread(c, p, "a date")
	}
	n, ok := number.Parse(p, c.Comma)
	if !ok {
		if n.OutOfRange && c.Stats.MostlyNumbers() {
			m.CountOutOfRange(c, p, m.RowLine)
		}
		return m.TextValue(p)
	}
	v := value.NumberValue(n.Value)
	if !n.Plain {
		v = v.Written(m.Text(p))
	}
	if n.Marks != 0 {
		m.CountMarks(c, p, n.Marks)
	}
	return v
}

// Instant reads a date, and notes where the clocks of the zone leave it open.
func (m *Builder) Instant(c *columns.Column, p []byte) (value.Instant, bool) {
	at, ok := m.parseDate(c, p)
	if ok && m.Changes != nil {
		m.checkClock(c, p, at)
	}
	return at, ok
}

// EventTime is [Builder.Instant] of the time of an event, which a date without a time of
// day gives the start of in the zone of the file.
func (m *Builder) EventTime(c *columns.Column, p []byte) (value.Instant, bool) {
	at, ok := m.Instant(c, p)
	if ok && date.IsDay(p) {
		at = date.StartOfDay(at, m.ZoneOf(c))
	}
	return at, ok
}

// JoinTimeOfDay is the time of an event whose date and time of day stand apart. It is the
// date alone where there is no time of day. The text is good until the next call.
func (m *Builder) JoinTimeOfDay(day, clock []byte) []byte {
	clock = chars.TrimInvisible(clock)
	part := date.DayPart(day)
	if cell.IsAbsent(clock) || m.AbsentWords.Has(clock) || cell.IsAbsent(day) || part == nil {
		return day
	}
	m.joined = append(append(append(m.joined[:0], part...), ' '), clock...)
	return m.joined
}

// parseDate reads a date in any of the ways that the column may have it. What reads
// both ways where the order is not known is none.
func (m *Builder) parseDate(c *columns.Column, p []byte) (value.Instant, bool) {
	if c.Format != date.NoFormat {
		if at, ok := c.Format.Parse(p, m.ZoneOf(c)); ok {
			return at, true
		}
	}
	if date.Plausible(p) {
		if at, ok := date.YearMonthDay.Parse(p, m.ZoneOf(c)); ok {
			return at, true
		}
		if d, ok := date.ParseYearLast(p); ok {
			return m.ordered(c, d)
		}
		if at, ok := date.MonthName.Parse(p, m.ZoneOf(c)); ok {
			return at, true
		}
	}
	if !c.IsDate() {
		return 0, false
	}
	for _, f := range []date.Format{date.UnixTime, date.CompactDay, date.ExcelSerial} {
		if at, ok := f.Parse(p, m.ZoneOf(c)); ok {
			return at, true
		}
	}
	return 0, false
}

// ZoneOf is the location of the column's times that carry none.
func (m *Builder) ZoneOf(c *columns.Column) *time.Location {
	if c.UTC {
		return time.UTC
	}
	return m.zone
}

// ordered is a date in the order of the column. Without one it has to be the same
// either way, or to read in one only.
func (m *Builder) ordered(c *columns.Column, d date.YearLast) (value.Instant, bool) {
	if c.Order != date.NoFormat || d.Separator == '.' {
		return d.Instant(c.Order, m.ZoneOf(c), true)
	}
	day, reads := d.Instant(date.DayMonthYear, m.ZoneOf(c), true)
	month, readsToo := d.Instant(date.MonthDayYear, m.ZoneOf(c), true)
	if !reads {
		return month, readsToo
	}
	return day, !readsToo || day == month
}

// OrderConflict is the question which order the dates of the time of events have,
// where this one, which could not be read, is the first to leave it open.
func (m *Builder) OrderConflict(c *columns.Column, p []byte) error {
	set, _ := date.FormatsOf(p)
	if set == 0 || !date.HasOrder(p) || m.ordersGiven {
		return nil
	}
	if c.Order != date.NoFormat {
		c.Stats.OneOrderOnly[c.Order]++
	}
	if c.Stats.Example = ""; set.Has(date.DayMonthYear) && set.Has(date.MonthDayYear) {
		c.Stats.Example = string(p)
	}
	c.Stats.CountOrder(set)
	return c.AskOrder()
}

// date is the date that p reads as, with p where it is not what the date prints or
// what the export makes of it.
func (m *Builder) date(c *columns.Column, p []byte, at value.Instant) value.Value {
	if date.IsPlain(p, at) {
		return value.DateValue(at)
	}
	if v, ok := value.DateAs(at, c.Layout, p); ok {
		return v
	}
	v := value.DateValue(at).Written(string(p))
	if c.Layout = v.Layout; v.Text != "" {
		v.Text = m.Text(p)
	}
	return v
}

// TextValue is p as a text that is fit to be kept.
func (m *Builder) TextValue(p []byte) value.Value {
	return value.TextValue(m.Truncate(m.Text(p)))
}

// Truncate cuts a text that is too long to be kept, and counts that.
func (m *Builder) Truncate(s string) string {
	if len(s) <= cell.MaxText {
		return s
	}
	m.Notes.Counter("1 text is longer than 64 KiB and was cut there", "%d texts are longer than 64 KiB and were cut there").Count++
	return strings.TrimSpace(chars.Truncate(s, cell.MaxText))
}

// Hash is the number that stands for the row's own id among the rows of the file.
func (m *Builder) Hash(p []byte) uint64 {
	if len(p) == 0 {
		return 0
	}
	return max(1, maphash.Bytes(m.seed, p))
}

// IsMissing reports, and counts, that a cell of the column says that there is none.
func (m *Builder) IsMissing(c *columns.Column, p []byte) bool {
	if !m.AbsentWords.HasValue(p) && !(c.IsDate() && m.AbsentWords.IsNoDate(p)) {
		return false
	}
	m.CountMissing(c, p)
	return true
}

// CountNone counts an event that happened no times.
func (m *Builder) CountNone() {
	m.Notes.Count("1 row has a count of 0, which says nothing", "%d rows have a count of 0, which says nothing")
}

// BatchRows is how many rows are read at a time.
const BatchRows = 8192

// Decoder turns the bytes of one format into rows. Each next appends at least
// one row, or returns io.EOF.
type Decoder interface {
	Next(b *record.Batch) error
}
