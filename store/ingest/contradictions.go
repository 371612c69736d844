package ingest

import (
	"fmt"
	"maps"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/store/codec"
)

// contradictions are the accounts that say two things of themselves after the import
// which cannot both be true. Both are kept, as nobody can tell which one is wrong, and
// told, because a wrong date or word gives a wrong status.
type contradictions struct {
	zone      *value.Zone // of the workspace
	asOf      value.Instant
	roles     []knownRole         // by number of the attribute
	words     map[string]wordKind // by spelling, those that were met
	endsEarly accountLines        // the trial ends before it starts
	decided   [wordKinds]accountLines
}

// wordKind is what a word of a status says happened.
type wordKind uint8

// The kinds of words. What no kind says has happened is otherWord.
const (
	otherWord wordKind = iota
	endedWord
	churnedWord
	payingWord
	trialWord
	wordKinds
)

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
	text += on + linesText(lines[:min(len(lines), maxNamed)])
	if len(lines) > maxNamed {
		text += " and " + value.FormatCount(len(lines)-maxNamed) + " more"
	}
	return text + ")"
}

// lifeDates is what is known of the life of an account.
type lifeDates struct {
	start, end, converted, churned, status value.Value
}

// take takes in a value of an attribute of that role.
func (d *lifeDates) take(role dateRole, v value.Value) {
	switch role {
	case trialStart:
		d.start = v
	case trialEnd:
		d.end = v
	case convertedDate:
		d.converted = v
	case churnedDate:
		d.churned = v
	case statusWord:
		d.status = v
	case noDate, startDate, endDate, changedDate:
	}
}

// knownRole is the role of an attribute, once its name was met.
type knownRole struct {
	role dateRole
	met  bool
}

// role is the role of an attribute.
func (c *contradictions) role(number uint32, name string) dateRole {
	for int(number) >= len(c.roles) {
		c.roles = append(c.roles, knownRole{})
	}
	if !c.roles[number].met {
		c.roles[number] = knownRole{dateRoleOf(name), true}
	}
	return c.roles[number].role
}

// check looks at an account after a row, which had the attributes with the numbers.
// What the row does not say is looked for in the values that the account has now,
// unless it had none before. Names are those of all attributes, by number.
func (c *contradictions) check(id uint32, line int, row []value.Attribute, numbers []uint32, names map[uint32]string, old, now codec.Attributes) {
	var d lifeDates
	said := false
	for i, number := range numbers {
		if role := c.role(number, names[number]); role != noDate && row[i].Value.Kind != value.Absent {
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
			if role := c.role(v.Name, names[v.Name]); role != noDate {
				d.take(role, v.Decode())
			}
		}
	}
	c.endsEarly.set(id, c.endsEarlyIn(&d), line)
	kind := c.decidedIn(&d)
	for k := range c.decided {
		c.decided[k].set(id, kind == wordKind(k) && kind != otherWord, line)
	}
}

// endsEarlyIn reports whether the trial is over when it starts. The end of an earlier
// trial of an account that came back is not its end: see [account.TrialEnd].
func (c *contradictions) endsEarlyIn(d *lifeDates) bool {
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
func (c *contradictions) decidedIn(d *lifeDates) wordKind {
	if d.status.Kind == value.Absent || c.asOf == 0 || c.asOf == value.Never {
		return otherWord
	}
	var date value.Value
	kind := c.kindOf(d.status.String())
	switch kind {
	case endedWord, trialWord:
		date = d.end
	case churnedWord:
		date = d.churned
	case payingWord:
		date = d.converted
	case otherWord, wordKinds:
	}
	if date.Kind != value.Date {
		return otherWord
	}
	at := date.In(c.zone).Date
	if kind == endedWord || kind == trialWord {
		at = date.In(c.zone).End(c.zone)
	}
	converted := d.converted.Kind == value.Date && d.converted.In(c.zone).Date <= c.asOf
	if kind == trialWord && at <= c.asOf && !converted || kind != trialWord && at > c.asOf {
		return kind
	}
	return otherWord
}

// kindOf is what a status says.
func (c *contradictions) kindOf(text string) wordKind {
	kind, known := c.words[text]
	if known {
		return kind
	}
	word := value.StatusWord(text)
	switch {
	case hasWord(value.EndedWords(), word):
		kind = endedWord
	case hasWord(value.ChurnedWords(), word):
		kind = churnedWord
	case hasWord(value.PayingWords(), word):
		kind = payingWord
	case hasWord(value.TrialWords(), word):
		kind = trialWord
	}
	if c.words == nil {
		c.words = make(map[string]wordKind)
	}
	if len(c.words) < maxWords {
		c.words[text] = kind
	}
	return kind
}

// notes is what is to be said.
func (c *contradictions) notes() []Note {
	var notes []Note
	add := func(a accountLines, one, many string) {
		if len(a) > 0 {
			notes = append(notes, Note{a.text(one, many), len(a)})
		}
	}
	const decides = "; the date decides"
	add(c.endsEarly, "1 trial ends before it starts or when it does, so that no event is during it",
		"%s trials end before they start or when they do, so that no event is during them")
	add(c.decided[endedWord], "1 account has a status that says that the trial is over, and an end of the trial that is still to come"+decides,
		"%s accounts have a status that says that the trial is over, and an end of the trial that is still to come"+decides)
	add(c.decided[trialWord], "1 account has a status that says that the trial goes on, and an end of the trial that is past"+decides,
		"%s accounts have a status that says that the trial goes on, and an end of the trial that is past"+decides)
	add(c.decided[churnedWord], "1 account has a status that says that the customer left, and a date of that which is still to come"+decides,
		"%s accounts have a status that says that the customer left, and a date of that which is still to come"+decides)
	add(c.decided[payingWord], "1 account has a status that says that the customer pays, and a date of the conversion which is still to come"+decides,
		"%s accounts have a status that says that the customer pays, and a date of the conversion which is still to come"+decides)
	return notes
}
