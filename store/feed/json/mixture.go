package json

import (
	"fmt"

	"trialist/store/feed/chars"
	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/rows"
)

// mixture tells objects apart that are events from those that are none, in a file that
// is read as one of customers or contacts. A file of both would lose its events.
type mixture struct {
	said          map[string]string // see columns.Options.Map
	roles         []eventRole       // by column
	events, other int               // lines of the first object of each kind; 0 without one
}

// eventRole is what a key would be in an event.
type eventRole uint8

const (
	notLookedAt eventRole = iota
	noRole
	eventName
	eventTime
	customerField // not of events
)

// newMixture is for a file of that kind; nil where the kind was said, or rows are
// events: then an object that is none is rejected.
func newMixture(kind field.Kind, o columns.Options) *mixture {
	if o.As != "" || kind == field.Events {
		return nil
	}
	return &mixture{said: o.Map}
}

// role is the role of the column at a place, which has the header.
func (m *mixture) role(place int, header string) eventRole {
	for place >= len(m.roles) {
		m.roles = append(m.roles, notLookedAt)
	}
	if m.roles[place] == notLookedAt {
		_, said := m.said[header]
		plain := field.PlainName(header)
		switch m.roles[place] = noRole; {
		case said:
		case field.IsOneOf(plain, field.EventNames):
			m.roles[place] = eventName
		case field.IsOneOf(plain, field.EventTimeNames):
			m.roles[place] = eventTime
		}
	}
	return m.roles[place]
}

// checkMixture takes the object at hand into account. The error is a question, where
// some objects of the file have an event and its time and others have neither.
func (d *Decoder) checkMixture(line int) error {
	m := d.mixture
	if m == nil {
		return nil
	}
	name, time := "", ""
	for _, i := range d.object.met {
		header := d.Columns[i].Header
		role := m.role(i, header)
		if role == noRole {
			continue
		}
		if _, ok := d.scalar(d.object.found[i]); !ok {
			continue
		}
		if role == eventName {
			name = header
		} else {
			time = header
		}
	}
	switch {
	case name != "" && time != "" && m.events == 0:
		m.events = line
	case name == "" && time == "" && m.other == 0:
		m.other = line
	default:
		return nil
	}
	if m.events == 0 || m.other == 0 {
		return nil
	}
	name, time = m.names(d)
	return rows.LineError(m.events, fmt.Errorf("is an event, as it has %q and %q, and the object on line %d is none; save customers and events as files of their own, "+
		"or say --as customers if each object is a customer, or --as events to take the events and reject the rest", name, time, m.other))
}

// names are the keys of an event and its time.
func (m *mixture) names(d *Decoder) (event, time string) {
	for i, role := range m.roles {
		switch header := chars.Excerpt(d.Columns[i].Header, 60); {
		case role == eventName && event == "":
			event = header
		case role == eventTime && time == "":
			time = header
		}
	}
	return event, time
}
