package json

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"trialist/store/feed/columns"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/sample"
)

// Part is the objects of one kind in a file that holds several. Each part is read as if the
// others were not there.
type Part struct {
	Name string // of the kind, in a few words

	first  bool // the part that reports what is no object
	kindOf func(*fastjson.Object) kind
	kind   kind
	as     field.Kind               // "" to find out
	fields map[string]string        // header to field; nil to find out
	keeps  func(header string) bool // nil for all
}

// kind is the kind of an object.
type kind uint8

const (
	otherObject   kind = iota // of a file of events and something else: what is no event
	eventObject               // with the name of an event and its time
	unclearObject             // an event that tells of a customer, too
	groupCall
	identifyCall
	trackCall
	otherCall // that no part takes, such as a view of a page
)

// Parts are the parts of a file of several kinds of objects, in the order of reading; nil
// where the file is read as one.
func Parts(in *input.Text, o columns.Options) []Part {
	for header := range o.Map {
		if role := partRole(header); role == eventName || role == eventTime || header == "type" {
			return nil // the user knows better what tells them apart
		}
	}
	d := &Decoder{}
	var calls, generic [otherCall + 1]int
	genericKind := newGenericKinds()
	err := d.objects(headReader(in.Head), sample.Rows, func(object *fastjson.Object) {
		if k := callKind(object); k != otherObject {
			calls[k]++
		}
		generic[genericKind(object)]++
	})
	if err != nil && !errors.Is(err, io.EOF) {
		return nil // Open tells what is wrong
	}
	switch {
	case calls[groupCall]+calls[identifyCall] > 0:
		return callParts(calls, o.As)
	case o.As == "" && generic[eventObject] > 0 && generic[otherObject] > 0 && generic[unclearObject] == 0:
		return []Part{
			{Name: "what is no event", first: true, kindOf: newGenericKinds(), kind: otherObject},
			{Name: "events", kindOf: newGenericKinds(), kind: eventObject, as: field.Events},
		}
	}
	return nil
}

// newGenericKinds is a function that tells events apart from other objects by their keys. It
// is for one goroutine.
func newGenericKinds() func(*fastjson.Object) kind {
	roles := make(map[string]eventRole)
	roleOf := func(key []byte) eventRole {
		role := roles[string(key)]
		if role == notLookedAt {
			role = partRole(string(key))
			if len(roles) < maxSpellings {
				roles[string(key)] = role
			}
		}
		return role
	}
	return func(object *fastjson.Object) kind {
		var found [customerField + 1]bool
		object.Visit(func(key []byte, v *fastjson.Value) {
			switch t := v.Type(); {
			case t == fastjson.TypeNull, t == fastjson.TypeObject, t == fastjson.TypeArray, t == fastjson.TypeString && len(v.GetStringBytes()) == 0:
			default:
				found[roleOf(key)] = true
			}
		})
		switch {
		case found[eventName] && found[eventTime] && !found[customerField]:
			return eventObject
		case found[eventName] || found[eventTime]:
			return unclearObject
		}
		return otherObject
	}
}

// partRole is what a key would be in an event, or in a customer.
func partRole(key string) eventRole {
	switch plain := field.PlainName(key); {
	case field.IsOneOf(plain, field.EventNames):
		return eventName
	case field.IsOneOf(plain, field.EventTimeNames):
		return eventTime
	case field.TellsOfTrials(plain):
		return customerField
	}
	return noRole
}

// callKind tells the calls of analytics programs apart, which are of users, of groups and of
// what users did; otherObject for what is no call.
func callKind(object *fastjson.Object) kind {
	if object.Get("userId") == nil && object.Get("anonymousId") == nil && object.Get("groupId") == nil {
		return otherObject
	}
	switch t := object.Get("type"); string(t.GetStringBytes()) {
	case "track":
		return trackCall
	case "identify":
		return identifyCall
	case "group":
		return groupCall
	case "page", "screen", "alias":
		return otherCall
	}
	return otherObject
}

// callParts are the parts of a file of calls: groups are accounts, and their members and those
// that were identified are people.
func callParts(calls [otherCall + 1]int, as field.Kind) []Part {
	const user, group, groupOfContext = "userId", "groupId", "context.groupId"
	keep := func(headers ...string) func(string) bool {
		return func(header string) bool {
			return slices.Contains(headers, header) || strings.HasPrefix(header, traits) && slices.Contains(headers, traits)
		}
	}
	all := []Part{
		{Name: "group calls", kind: groupCall, as: field.Customers, fields: map[string]string{group: field.Account}, keeps: keep(group, traits)},
		{Name: "members of groups", kind: groupCall, as: field.Contacts, fields: map[string]string{user: field.Contact, group: field.Account}, keeps: keep(user, group)},
		{Name: "identify calls", kind: identifyCall, as: field.Contacts, fields: map[string]string{user: field.Contact, groupOfContext: field.Account}, keeps: keep(user, groupOfContext, traits)},
		{
			Name: "track calls", kind: trackCall, as: field.Events,
			fields: map[string]string{user: field.Contact, "event": field.Event, groupOfContext: field.Account, "messageId": field.EventID},
			keeps:  keep(user, "event", groupOfContext, "messageId", "timestamp", "originalTimestamp"),
		},
	}
	var parts []Part
	for _, p := range all {
		if calls[p.kind] > 0 && (as == "" || as == p.as) {
			p.kindOf, p.first = callKind, len(parts) == 0
			parts = append(parts, p)
		}
	}
	return parts
}

// traits is before the headers of what is known of a group or a user.
const traits = "traits."

// options are what is known of the columns of the part, whose keys are given.
func (p *Part) options(o columns.Options, keys []string) columns.Options {
	if p.as != "" {
		o.As = p.as
	}
	if p.fields == nil {
		return o
	}
	said := o.Map
	o.Map = maps.Clone(p.fields)
	for _, key := range keys {
		name, in := strings.CutPrefix(key, traits)
		switch {
		case !in || p.as == field.Customers && field.OfCustomer(key) != "":
		case p.as == field.Contacts && name == field.Email:
			o.Map[key] = field.Email
		default:
			o.Map[key] = field.AttributePrefix + name
		}
	}
	allowed := field.NamesOf(p.as)
	for header, name := range said {
		if plain := field.Parse(name); plain == "" || slices.Contains(allowed, plain) {
			o.Map[header] = name
		}
	}
	maps.DeleteFunc(o.Map, func(header, _ string) bool {
		_, given := said[header]
		return !given && !slices.Contains(keys, header)
	})
	return o
}

// takes reports whether the object is of the part that is read. The error is a question.
func (d *Decoder) takes(object *fastjson.Object) (bool, error) {
	if d.part == nil {
		return true, nil
	}
	switch k := d.part.kindOf(object); {
	case k == d.part.kind:
		return true, nil
	case k == unclearObject:
		return false, errors.New("could be an event and could be none, in a file that has both; save customers and events as files of their own, " +
			"or say --as customers if each object is a customer, or --as events to take the events and reject the rest")
	case d.part.first && k == otherCall:
		d.Notes.Count("1 call that is of no user, group or event, such as a view of a page, was not read", "%d calls that are of no user, group or event, such as views of pages, were not read")
	case d.part.first && k == otherObject && d.part.kind != otherObject:
		return false, errors.New("is no call, in a file of calls of groups, users and events; save it as a file of its own")
	}
	return false, nil
}
