package inspect

import (
	"fmt"
	"maps"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store/codec"
	"trialist/store/ingest/meaning"
	"trialist/store/ingest/note"
)

// Contradictions are the accounts that say two things of themselves after the import
// which cannot both be true. Both are kept, as nobody can tell which one is wrong, and
// told, because a wrong date or word gives a wrong status.
type Contradictions struct {
	zone      *value.Zone // of the workspace
	asOf      value.Instant
	roles     []knownRole             // by number of the attribute
	words     map[string]meaning.Word // by spelling, those that were met
	endsEarly accountLines            // the trial ends before it starts
	decided   [meaning.Words]accountLines
}

// NewContradictions compares dates in the zone of the workspace with as-of. Where that
// is 0 or Never nothing is said of dates that are still to come.
func NewContradictions(zone *value.Zone, asOf value.Instant) *Contradictions {
	return &Contradictions{zone: zone, asOf: asOf, words: make(map[string]meaning.Word)}
}

// accountLines are accounts, by id, with the line of the last row of each.
type accountLines map[uint32]int

// set puts an account in or takes it out.
func (a *accountLines) set(id uint32, in bool, line int) {
	switch {
	case !in:
		delete(*a, id)
	case *a == nil:
		*a = accountLines{id: line}
	default:
		(*a)[id] = line
	}
}

// text words one of two texts and on which lines it is. The text for many has a %s
// for how many.
func (a accountLines) text(one, many string) string {
	text, on := one, " (line "
	if len(a) > 1 {
		text, on = fmt.Sprintf(many, value.FormatCount(len(a))), " (lines "
	}
	lines := slices.Sorted(maps.Values(a))
	text += on + note.Lines(lines[:min(len(lines), note.MaxNamed)])
	if len(lines) > note.MaxNamed {
		text += " and " + value.FormatCount(len(lines)-note.MaxNamed) + " more"
	}
	return text + ")"
}

// lifeDates is what is known of the life of an account.
type lifeDates struct {
	start, end, converted, churned, status value.Value
}

// take takes in a value of an attribute of that role.
func (d *lifeDates) take(role meaning.Role, v value.Value) {
	switch role {
	case meaning.TrialStart:
		d.start = v
	case meaning.TrialEnd:
		d.end = v
	case meaning.ConvertedDate:
		d.converted = v
	case meaning.ChurnedDate:
		d.churned = v
	case meaning.Status:
		d.status = v
	case meaning.NoRole, meaning.StartDate, meaning.EndDate, meaning.ChangedDate:
	}
}

// knownRole is the role of an attribute, once its name was met.
type knownRole struct {
	role meaning.Role
	met  bool
}

// role is the role of an attribute.
func (c *Contradictions) role(number uint32, name string) meaning.Role {
	for int(number) >= len(c.roles) {
		c.roles = append(c.roles, knownRole{})
	}
	if !c.roles[number].met {
		c.roles[number] = knownRole{meaning.RoleOf(name), true}
	}
	return c.roles[number].role
}

// Check looks at an account after a row, which had the attributes with the numbers.
// What the row does not say is looked for in the values that the account has now,
// unless it had none before. Names are those of all attributes, by number.
func (c *Contradictions) Check(id uint32, line int, row []value.Attribute, numbers []uint32, names map[uint32]string, old, now codec.Attributes) {
	var d lifeDates
	said := false
	for i, number := range numbers {
		if role := c.role(number, names[number]); role != meaning.NoRole && row[i].Value.Kind != value.Absent {
			d.take(role, row[i].Value)
			said = true
		}
	}
	if !said || line == 0 {
		return
	}
	if len(old) > 0 {
		d = lifeDates{}
		for v := range now.All() {
			if role := c.role(v.Name, names[v.Name]); role != meaning.NoRole {
				d.take(role, v.Decode())
			}
		}
	}
	c.endsEarly.set(id, c.endsEarlyIn(&d), line)
	kind := c.decidedIn(&d)
	for k := range c.decided {
		c.decided[k].set(id, kind == meaning.Word(k) && kind != meaning.OtherWord, line)
	}
}

// endsEarlyIn reports whether the trial is over when it starts. The end of an earlier
// trial of an account that came back is not its end: see [account.TrialEnd].
func (c *Contradictions) endsEarlyIn(d *lifeDates) bool {
	if d.start.Kind != value.Date || d.end.Kind != value.Date || d.end.Date > d.start.Date+2*value.Day {
		return false // as nearly always, whatever the zone
	}
	start, end, churned := d.start.In(c.zone).Date, d.end.In(c.zone).End(c.zone), value.Never
	if d.churned.Kind == value.Date {
		churned = d.churned.In(c.zone).Date
	}
	return end <= start && account.TrialEnd(start, end, churned, condition.Moment{}) == end
}

// decidedIn is the kind of the word of a status that says that something has happened
// of which the date is still to come, or that a trial goes on of which the end is
// past; otherWord where the two agree.
func (c *Contradictions) decidedIn(d *lifeDates) meaning.Word {
	if d.status.Kind == value.Absent || c.asOf == 0 || c.asOf == value.Never {
		return meaning.OtherWord
	}
	var date value.Value
	kind := c.kindOf(d.status.String())
	switch kind {
	case meaning.EndedWord, meaning.TrialWord:
		date = d.end
	case meaning.ChurnedWord:
		date = d.churned
	case meaning.PayingWord:
		date = d.converted
	case meaning.OtherWord, meaning.Words:
	}
	if date.Kind != value.Date {
		return meaning.OtherWord
	}
	at := date.In(c.zone).Date
	if kind == meaning.EndedWord || kind == meaning.TrialWord {
		at = date.In(c.zone).End(c.zone)
	}
	converted := d.converted.Kind == value.Date && d.converted.In(c.zone).Date <= c.asOf
	if kind == meaning.TrialWord && at <= c.asOf && !converted || kind != meaning.TrialWord && at > c.asOf {
		return kind
	}
	return meaning.OtherWord
}

// kindOf is what a status says.
func (c *Contradictions) kindOf(text string) meaning.Word {
	kind, known := c.words[text]
	if known {
		return kind
	}
	kind = meaning.WordOf(text)
	if len(c.words) < maxWords {
		c.words[text] = kind
	}
	return kind
}

// Notes is what is to be said.
func (c *Contradictions) Notes() []note.Note {
	var notes []note.Note
	add := func(a accountLines, one, many string) {
		if len(a) > 0 {
			notes = append(notes, note.Note{Text: a.text(one, many), Count: len(a)})
		}
	}
	const decides = "; the date decides"
	add(c.endsEarly, "1 trial ends before it starts or when it does, so that no event is during it",
		"%s trials end before they start or when they do, so that no event is during them")
	add(c.decided[meaning.EndedWord], "1 account has a status that says that the trial is over, and an end of the trial that is still to come"+decides,
		"%s accounts have a status that says that the trial is over, and an end of the trial that is still to come"+decides)
	add(c.decided[meaning.TrialWord], "1 account has a status that says that the trial goes on, and an end of the trial that is past"+decides,
		"%s accounts have a status that says that the trial goes on, and an end of the trial that is past"+decides)
	add(c.decided[meaning.ChurnedWord], "1 account has a status that says that the customer left, and a date of that which is still to come"+decides,
		"%s accounts have a status that says that the customer left, and a date of that which is still to come"+decides)
	add(c.decided[meaning.PayingWord], "1 account has a status that says that the customer pays, and a date of the conversion which is still to come"+decides,
		"%s accounts have a status that says that the customer pays, and a date of the conversion which is still to come"+decides)
	return notes
}
