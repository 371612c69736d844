package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"trialist/scoring/value"
)

// column is one column of a file, or one key of its objects, and what becomes
// of its values.
type column struct {
	header     string
	field      string
	attributes []string // the names its values are kept under; none for ids, event names and the like
	text       bool     // values stay text
	mapped     bool     // the user said what it is
	utc        bool     // its name says that its times are in UTC
	fallback   bool     // it is the start of the trial only as nothing better is there

	wholeFloats bool // of ids: all are whole numbers with a fraction of zeros, which is no part of them

	stats  columnStats      // what its cells have in common
	format dateFormat       // of most of its dates; noDate when most values are none
	order  dateFormat       // dayFirst or monthFirst, of dates whose numbers could be in either order; noDate where it is not known
	layout value.DateLayout // of the last of its dates
	comma  bool             // its numbers have a decimal comma
	counts columnCounts
}

// isDate reports whether the column's values must be dates.
func (c *column) isDate() bool {
	switch c.field {
	case fieldTime, fieldTrialStart, fieldTrialEnd, fieldConvertedAt, fieldChurnedAt:
		return true
	}
	return false
}

// named is a value of the column under the name at a place among its attributes.
// The start of the trial is a fallback where the column is one of the last resort,
// and keeps no text of its own then.
func (c *column) named(place int, v value.Value) value.Value {
	if c.fallback && c.field == fieldTrialStart && place == 0 {
		v.Fallback, v.Text, v.Layout = true, "", 0
	}
	return v
}

// columnOptions is what the user says about the columns of a file. The zero value
// leaves everything to detection.
type columnOptions struct {
	As          Kind              // what the rows are; zero to find out
	Map         map[string]string // column header to field, over the names that are recognised
	Zone        *time.Location    // of times that carry none; nil is UTC
	Dates       DateOrder         // of columns that read both ways
	Decimal     DecimalMark       // of columns that read both ways
	Missing     []string          // words for nothing, instead of the usual ones; nil for those
	EraseBlanks bool              // blank cells take values away; otherwise they say nothing
}

// location is the zone of times that carry none.
func (o columnOptions) location() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// maxHeader is the most bytes of a header that are kept.
const maxHeader = 512

// layout is how the columns of a file are understood.
type layout struct {
	kind    Kind
	columns []column
	names   map[string]bool // attribute names in use, folded
	users   bool            // rows are people whose companies are the accounts, which they make
	profile *profile        // nil once the columns are recognised
	notes   *notes
	missing []string // columns that --map names and the file does not have
}

// newLayout recognises the columns of a file by their headers and by what its
// rows show.
func newLayout(headers []string, o columnOptions, p *profile, said *notes) (*layout, error) {
	l := &layout{columns: make([]column, len(headers)), names: map[string]bool{}, profile: p, notes: said}
	for i, header := range headers {
		l.columns[i].header = header
		_, l.columns[i].utc = cutUTC(header)
	}
	if err := l.mapColumns(o.Map); err != nil {
		return nil, err
	}
	if l.kind = o.As; l.kind == "" {
		var err error
		if l.kind, err = l.findKind(); err != nil {
			return nil, err
		}
	}
	if err := l.checkMap(); err != nil {
		return nil, err
	}
	if err := l.assign(); err != nil {
		return nil, err
	}
	if err := l.check(o.As); err != nil {
		return nil, err
	}
	for i := range l.columns {
		l.columns[i].attributes = l.attributes(&l.columns[i], i)
	}
	l.profile = nil // which is large
	return l, nil
}

// index is the place of the column that is the field, or -1.
func (l *layout) index(field string) int {
	return slices.IndexFunc(l.columns, func(c column) bool { return c.field == field })
}

// find is the place of the column that goes by the surest of the names and is
// nothing else yet, or -1.
func (l *layout) find(n fieldHeaders) int {
	if places := l.named(n.names); len(places) > 0 {
		return places[0]
	}
	return -1
}

// mapColumns applies what the user and the headers themselves say outright.
func (l *layout) mapColumns(mapping map[string]string) error {
	for i := range l.columns {
		if c := &l.columns[i]; strings.HasPrefix(c.header, attributePrefix) {
			c.field = c.header
		}
	}
	headers := make([]string, 0, len(mapping))
	for header := range mapping {
		headers = append(headers, header)
	}
	slices.Sort(headers) // so that the same mistake gives the same message
	for _, header := range headers {
		i := l.byHeader(header)
		field := strings.TrimSpace(mapping[header])
		if !strings.HasPrefix(field, attributePrefix) {
			if field = fieldNamed(field); field == "" {
				return fmt.Errorf("%q is not a field that column %q can be; the fields are account, name, contact, event, time, count, event_id, "+
					"trial_started_at, trial_ends_at, converted_at, churned_at, converted, status, email, domain, attribute, attribute:NAME, text and ignored", mapping[header], header)
			}
		}
		if i < 0 {
			l.missing = append(l.missing, header)
			continue
		}
		l.columns[i].field, l.columns[i].mapped = field, true
	}
	return nil
}

// byHeader is the place of the column with a header, or -1. Case counts only
// where it has to.
func (l *layout) byHeader(header string) int {
	header = strings.TrimSpace(header)
	if i := slices.IndexFunc(l.columns, func(c column) bool { return c.header == header }); i >= 0 {
		return i
	}
	return slices.IndexFunc(l.columns, func(c column) bool { return strings.EqualFold(c.header, header) })
}

// checkMap refuses what the user said that does not fit the kind of file, and
// two columns for one field.
func (l *layout) checkMap() error {
	fields := fieldsOf(l.kind)
	taken := map[string]string{}
	for i := range l.columns {
		c := &l.columns[i]
		if !c.mapped || c.field == fieldIgnored {
			continue
		}
		plain := c.field
		if strings.HasPrefix(plain, attributePrefix) {
			plain = fieldAttribute
		}
		if !slices.Contains(fields, plain) {
			return fmt.Errorf("column %q cannot be %q in a file of %s; it can be %s", c.header, c.field, l.kind, strings.Join(fields, ", "))
		}
		if plain == fieldAttribute || plain == fieldText {
			continue
		}
		if other, ok := taken[plain]; ok {
			return fmt.Errorf("columns %q and %q are both mapped to %q; only one can be", other, c.header, plain)
		}
		taken[plain] = c.header
	}
	return nil
}

// lack is a field that a kind of file cannot do without.
type lack struct{ what, names, field string }

var (
	lacksAccount = lack{"an account id", "account_id, customer_id or company_id", fieldAccount}
	lacksPerson  = lack{"the id of a person", "contact_id, user_id or email", fieldContact}
	lacksEvent   = lack{"the name of an event", "event, event_name or activity", fieldEvent}
	lacksTime    = lack{"the time of an event", "timestamp, time or occurred_at", fieldTime}
)

// check refuses a file that lacks what its kind cannot do without, and names all
// of it.
func (l *layout) check(as Kind) error {
	var missing []lack
	need := func(n lack) {
		if l.index(n.field) < 0 {
			missing = append(missing, n)
		}
	}
	switch l.kind {
	case Contacts:
		need(lacksPerson)
	case Events:
		if l.index(fieldContact) < 0 { // else the events are of people, whose accounts are looked up
			need(lacksAccount)
		}
		need(lacksEvent)
		need(lacksTime)
	case Customers, Mixed:
		need(lacksAccount)
	}
	if len(missing) == 0 {
		return nil
	}
	err := l.missingFields(missing)
	if l.kind == Events && as == "" && missing[0] != lacksAccount {
		err = fmt.Errorf("%w (or --as customers if a row is a customer)", err)
	}
	return err
}

// missingFields words that no column is one of some fields, and the way out.
func (l *layout) missingFields(missing []lack) error {
	var what, flags []string
	for _, n := range missing {
		what = append(what, fmt.Sprintf("%s (such as %s)", n.what, n.names))
		flags = append(flags, "--map COLUMN="+n.field)
	}
	if len(l.columns) == 1 {
		return fmt.Errorf("has one column only, %q, and it is not %s; the first line must name the columns, separated by , ; | or a tab",
			l.columns[0].header, what[0])
	}
	it := "it"
	if len(missing) > 1 {
		it = "them"
	}
	who := ""
	if i := l.index(fieldContact); i >= 0 && l.kind == Events && missing[0] == lacksAccount {
		who = fmt.Sprintf(", or say --map '%s=account' if each %s is an account", l.columns[i].header, l.columns[i].header)
	}
	return fmt.Errorf("has no column that is %s; name %s with %s%s; the columns are %s%s", strings.Join(what, ", nor "), it, strings.Join(flags, " "), who, l.list(), l.unmapped())
}

// unmapped says which columns of --map are not there.
func (l *layout) unmapped() string {
	if len(l.missing) == 0 {
		return ""
	}
	return fmt.Sprintf("; --map names %q, which is none of them", truncateText(l.missing[0], 60))
}

// list names the columns for a message.
func (l *layout) list() string {
	const most = 12
	var list strings.Builder
	for i := range l.columns {
		if i == most {
			fmt.Fprintf(&list, " and %d more", len(l.columns)-most)
			break
		}
		if i > 0 {
			list.WriteString(", ")
		}
		list.WriteString(truncateText(l.columns[i].header, 60))
	}
	return list.String()
}

// attributes is the names that the values of a column are kept under, and
// settles what the column is where nothing recognised it.
func (l *layout) attributes(c *column, place int) []string {
	switch c.field {
	case fieldTrialStart:
		if l.kind == Contacts {
			return []string{l.uniqueName(c.header)}
		}
		if c.fallback {
			return []string{l.uniqueName(fieldTrialStart), l.uniqueName(c.header)}
		}
		return []string{l.uniqueName(c.field)}
	case fieldTrialEnd, fieldConvertedAt, fieldChurnedAt, fieldConverted:
		return []string{l.uniqueName(c.field)}
	case fieldStatus, fieldEmail, fieldDomain:
		c.text = true
		return []string{l.uniqueName(c.field)}
	case fieldContact:
		if l.kind == Contacts && strings.HasPrefix(plainName(c.header), fieldEmail) {
			return []string{l.uniqueName(fieldEmail)}
		}
		return nil
	case fieldAccount, fieldName, fieldEvent, fieldEventID, fieldTime, fieldCount, fieldIgnored:
		return nil
	}
	if l.kind == Events {
		c.field = fieldIgnored
		return nil
	}
	name := c.header
	if own, ok := strings.CutPrefix(c.field, attributePrefix); ok && strings.TrimSpace(own) != "" {
		name = strings.TrimSpace(own)
	}
	if name == "" && c.field == "" && l.profile.rows > 0 && l.profile.columns[place].filled == 0 {
		c.field = fieldIgnored // a header that ends in a delimiter
		return nil
	}
	if name == "" {
		name = "column " + strconv.Itoa(place+1)
	}
	c.text = c.field == fieldText
	c.field = fieldAttribute
	return []string{l.uniqueName(name)}
}

// uniqueName makes a name that no other column has in any spelling, numbering what
// repeats.
func (l *layout) uniqueName(name string) string {
	unique := name
	for n := 2; l.names[value.FoldName(unique)]; n++ {
		unique = name + " " + strconv.Itoa(n)
	}
	l.names[value.FoldName(unique)] = true
	return unique
}

// columnUses lists how the columns were understood.
func (l *layout) columnUses() []Use {
	uses := make([]Use, len(l.columns))
	for i := range l.columns {
		c := &l.columns[i]
		uses[i] = Use{Header: c.header, Field: c.field, Detail: c.detail()}
	}
	return uses
}

// detail words how the values of a column are read.
func (c *column) detail() string {
	var detail string
	switch {
	case c.field == fieldIgnored || c.field != fieldTime && len(c.attributes) == 0:
		return ""
	case c.format != noDate:
		detail = c.format.String()
	case c.text:
		detail = "text"
	default:
		if detail = c.stats.kind(); c.comma && detail == value.Number.String() {
			detail += " with a decimal comma"
		}
	}
	if c.field == fieldAttribute && c.attributes[0] != c.header {
		detail = fmt.Sprintf("as %q, %s", c.attributes[0], detail)
	}
	if len(c.attributes) == 2 {
		detail += ", for want of a better column; also an attribute"
	}
	return strings.TrimSuffix(detail, ", ")
}

// errNoColumns is a first line with nothing in it.
var errNoColumns = errors.New("has no columns: the first line must name them")

// Use is how one column of a file was understood.
type Use struct {
	Header string // as in the file
	Field  string // a field of --map, such as account or trial_started_at; "attribute", or "ignored"
	Detail string // how its values are read, such as "number" or "day/month/year"; may be empty
}
