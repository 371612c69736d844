package columns

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/value"
	"trialist/store/feed/chars"
	"trialist/store/feed/field"
	"trialist/store/feed/notes"
	"trialist/store/feed/sample"
)

// MaxHeader is the most bytes of a header that are kept.
const MaxHeader = 512

// Layout is how the columns of a file are understood.
type Layout struct {
	Kind    field.Kind
	Columns []Column
	byName  map[string][]int // indexes of the columns by their plain header
	names   map[string]bool  // attribute names in use, folded
	Users   bool             // rows are people whose companies are the accounts, which they make
	profile *sample.Profile  // nil once the columns are recognised
	Notes   *notes.List
	Missing []string // columns that --map names and the file does not have
}

// New recognises the columns of a file by their headers and by what its
// rows show.
func New(headers []string, o Options, p *sample.Profile, said *notes.List) (*Layout, error) {
	l := &Layout{Columns: make([]Column, len(headers)), byName: map[string][]int{}, names: map[string]bool{}, profile: p, Notes: said}
	for i, header := range headers {
		plain := field.PlainName(header)
		l.Columns[i].Header, l.Columns[i].plain = header, plain
		l.byName[plain] = append(l.byName[plain], i)
		_, l.Columns[i].UTC = field.CutUTC(header)
	}
	for i, inner := range field.InRecords(headers) {
		if field.IsKnownName(inner) {
			l.Columns[i].plain = field.PlainName(inner)
			l.byName[l.Columns[i].plain] = append(l.byName[l.Columns[i].plain], i) // behind those in no object
		}
	}
	if err := l.mapColumns(o.Map); err != nil {
		return nil, err
	}
	if l.Kind = o.As; l.Kind == "" {
		var err error
		if l.Kind, err = l.findKind(); err != nil {
			return nil, err
		}
	}
	if err := l.checkMap(); err != nil {
		return nil, err
	}
	if l.Kind == field.Customers {
		for i, header := range headers {
			if plain := field.PlainName(field.OfCustomer(header)); plain != "" {
				l.byName[plain] = append(l.byName[plain], i)
			}
		}
	}
	if err := l.assign(); err != nil {
		return nil, err
	}
	if err := l.check(o.As); err != nil {
		return nil, err
	}
	if l.Kind == field.Events {
		l.noteQuantity()
	}
	for i := range l.Columns {
		l.Columns[i].Attributes = l.Attributes(&l.Columns[i], i)
	}
	l.profile = nil // which is large
	return l, nil
}

// Index is the index of the column that is the field, or -1.
func (l *Layout) Index(field string) int {
	return slices.IndexFunc(l.Columns, func(c Column) bool { return c.Field == field })
}

// find is the index of the column with the most preferred of the headers and no field
// yet, or -1.
func (l *Layout) find(n field.Headers) int {
	if places := l.named(n.Names); len(places) > 0 {
		return places[0]
	}
	return -1
}

// mapColumns sets the fields that --map and headers such as "attribute:plan" give.
func (l *Layout) mapColumns(mapping map[string]string) error {
	for i := range l.Columns {
		if c := &l.Columns[i]; strings.HasPrefix(c.Header, field.AttributePrefix) {
			c.Field = c.Header
		}
	}
	headers := make([]string, 0, len(mapping))
	for header := range mapping {
		headers = append(headers, header)
	}
	slices.Sort(headers) // so that the same mistake gives the same message
	for _, header := range headers {
		i := l.byHeader(header)
		name := strings.TrimSpace(mapping[header])
		if !strings.HasPrefix(name, field.AttributePrefix) {
			if name = field.Parse(name); name == "" {
				return fmt.Errorf("%q is not a field that column %q can be; the fields are account, name, contact, event, time, count, event_id, "+
					"trial_started_at, trial_ends_at, converted_at, churned_at, converted, status, email, domain, attribute, attribute:NAME, text and ignored", mapping[header], header)
			}
		}
		if i < 0 {
			l.Missing = append(l.Missing, header)
			continue
		}
		l.Columns[i].Field, l.Columns[i].mapped = name, true
	}
	return nil
}

// byHeader is the place of the column with a header, or -1. Case counts only
// where it has to.
func (l *Layout) byHeader(header string) int {
	header = strings.TrimSpace(header)
	if i := slices.IndexFunc(l.Columns, func(c Column) bool { return c.Header == header }); i >= 0 {
		return i
	}
	return slices.IndexFunc(l.Columns, func(c Column) bool { return strings.EqualFold(c.Header, header) })
}

// checkMap refuses what the user said that does not fit the kind of file, and
// two columns for one field.
func (l *Layout) checkMap() error {
	fields := field.NamesOf(l.Kind)
	taken := map[string]string{}
	for i := range l.Columns {
		c := &l.Columns[i]
		if !c.mapped || c.Field == field.Ignored {
			continue
		}
		plain := c.Field
		if strings.HasPrefix(plain, field.AttributePrefix) {
			plain = field.Attribute
		}
		if !slices.Contains(fields, plain) {
			return fmt.Errorf("column %q cannot be %q in a file of %s; it can be %s", c.Header, c.Field, l.Kind, strings.Join(fields, ", "))
		}
		if plain == field.Attribute || plain == field.Text {
			continue
		}
		if other, ok := taken[plain]; ok {
			return fmt.Errorf("columns %q and %q are both mapped to %q; only one can be", other, c.Header, plain)
		}
		taken[plain] = c.Header
	}
	return nil
}

// required is a field without which a file of some kind cannot be read.
type required struct{ what, names, field string }

var (
	requiredAccount = required{"an account id", "account_id, customer_id or company_id", field.Account}
	requiredPerson  = required{"the id of a person", "contact_id, user_id or email", field.Contact}
	requiredEvent   = required{"the name of an event", "event, event_name or activity", field.Event}
	requiredTime    = required{"the time of an event", "timestamp, time or occurred_at", field.Time}
)

// check refuses a file without the required fields of its kind. The error names all of
// those that are missing.
func (l *Layout) check(as field.Kind) error {
	var missing []required
	need := func(n required) {
		if l.Index(n.field) < 0 {
			missing = append(missing, n)
		}
	}
	switch l.Kind {
	case field.Contacts:
		need(requiredPerson)
	case field.Events:
		if l.Index(field.Contact) < 0 { // else the events are of people, whose accounts are looked up
			need(requiredAccount)
		}
		need(requiredEvent)
		need(requiredTime)
	case field.Customers, field.Mixed:
		need(requiredAccount)
	}
	if len(missing) == 0 {
		return nil
	}
	err := l.missingFields(missing)
	if l.Kind == field.Events && as == "" && missing[0] != requiredAccount {
		err = fmt.Errorf("%w (or --as customers if a row is a customer)", err)
	}
	return err
}

// missingFields is the error for required fields that no column is, with the flags that
// help.
func (l *Layout) missingFields(missing []required) error {
	var what, flags []string
	for _, n := range missing {
		what = append(what, fmt.Sprintf("%s (such as %s)", n.what, n.names))
		flags = append(flags, "--map COLUMN="+n.field)
	}
	if len(l.Columns) == 1 {
		return fmt.Errorf("has one column only, %q, and it is not %s; the first line must name the columns, separated by , ; | or a tab",
			l.Columns[0].Header, what[0])
	}
	it := "it"
	if len(missing) > 1 {
		it = "them"
	}
	who := ""
	if i := l.Index(field.Contact); i >= 0 && l.Kind == field.Events && missing[0] == requiredAccount {
		who = fmt.Sprintf(", or say --map '%s=account' if each %s is an account", l.Columns[i].Header, l.Columns[i].Header)
	}
	return fmt.Errorf("has no column that is %s; name %s with %s%s; the columns are %s%s", strings.Join(what, ", nor "), it, strings.Join(flags, " "), who, l.list(), l.unmapped())
}

// unmapped says which columns of --map are not there.
func (l *Layout) unmapped() string {
	if len(l.Missing) == 0 {
		return ""
	}
	return fmt.Sprintf("; --map names %q, which is none of them", chars.Excerpt(l.Missing[0], 60))
}

// list names the columns for a message.
func (l *Layout) list() string {
	const most = 12
	var list strings.Builder
	for i := range l.Columns {
		if i == most {
			fmt.Fprintf(&list, " and %d more", len(l.Columns)-most)
			break
		}
		if i > 0 {
			list.WriteString(", ")
		}
		list.WriteString(chars.Excerpt(l.Columns[i].Header, 60))
	}
	return list.String()
}

// Attributes is the names that the values of a column are kept under, and
// settles what the column is where nothing recognised it.
func (l *Layout) Attributes(c *Column, place int) []string {
	switch c.Field {
	case field.TrialStart:
		if l.Kind == field.Contacts {
			return []string{l.uniqueName(c.Header)}
		}
		if c.fallback {
			return []string{l.uniqueName(field.TrialStart), l.uniqueName(c.Header)}
		}
		return []string{l.uniqueName(c.Field)}
	case field.TrialEnd, field.ConvertedAt, field.ChurnedAt, field.Converted:
		return []string{l.uniqueName(c.Field)}
	case field.Status, field.Email, field.Domain:
		c.Text = true
		return []string{l.uniqueName(c.Field)}
	case field.Contact:
		if l.Kind == field.Contacts && strings.HasPrefix(c.plain, field.Email) {
			return []string{l.uniqueName(field.Email)}
		}
		return nil
	case field.Account, field.Name, field.Event, field.EventID, field.Time, field.TimeOfDay, field.Count, field.Ignored:
		return nil
	}
	if l.Kind == field.Events {
		c.Field = field.Ignored
		return nil
	}
	name := c.Header
	if own, ok := strings.CutPrefix(c.Field, field.AttributePrefix); ok && strings.TrimSpace(own) != "" {
		name = strings.TrimSpace(own)
	}
	if name == "" && c.Field == "" && l.profile.Rows > 0 && l.profile.Columns[place].Filled == 0 {
		c.Field = field.Ignored // a header that ends in a delimiter
		return nil
	}
	if name == "" {
		name = "column " + strconv.Itoa(place+1)
	}
	c.Text = c.Field == field.Text
	c.Field = field.Attribute
	return []string{l.uniqueName(name)}
}

// uniqueName makes a name that no other column has in any spelling, numbering what
// repeats.
func (l *Layout) uniqueName(name string) string {
	unique := name
	for n := 2; l.names[value.FoldName(unique)]; n++ {
		unique = name + " " + strconv.Itoa(n)
	}
	l.names[value.FoldName(unique)] = true
	return unique
}

// Uses lists how the columns were understood.
func (l *Layout) Uses() []Use {
	uses := make([]Use, len(l.Columns))
	for i := range l.Columns {
		c := &l.Columns[i]
		uses[i] = Use{Header: c.Header, Field: c.Field, Detail: c.detail()}
	}
	return uses
}

// ErrNoColumns is a first line with nothing in it.
var ErrNoColumns = errors.New("has no columns: the first line must name them")

// Use is how one column of a file was understood.
type Use struct {
	Header string // as in the file
	Field  string // a field of --map, such as account or trial_started_at; "attribute", or "ignored"
	Detail string // how its values are read, such as "number" or "day/month/year"; may be empty
}
