package store

import (
	"context"
	"database/sql"

	"trialist/scoring/eval"
	"trialist/scoring/value"
)

// NameCount is a name that occurs in the data and how common it is.
type NameCount struct {
	Name  string
	Count int                 // occurrences of an event; accounts or contacts that have the attribute
	Kinds [value.Flag + 1]int // of an attribute: how many of the values are of each kind
}

// Kind is the commonest kind of an attribute's values.
func (n NameCount) Kind() value.Kind {
	best := value.Absent
	for kind := value.Text; kind <= value.Flag; kind++ {
		if n.Kinds[kind] > n.Kinds[best] {
			best = kind
		}
	}
	return best
}

// EventNames lists the events that occur, the most frequent first.
func (s *Store) EventNames(ctx context.Context) ([]NameCount, error) {
	var names []NameCount
	err := s.queryEach(ctx, "list events", func(rows *sql.Rows) error {
		var n NameCount
		err := rows.Scan(&n.Name, &n.Count)
		names = append(names, n)
		return err
	}, `SELECT name, occurrences FROM event_names WHERE occurrences > 0 ORDER BY occurrences DESC, name`)
	return names, err
}

// AttributeNames lists the attributes that accounts or contacts have, the most
// frequent first.
func (s *Store) AttributeNames(ctx context.Context, scope eval.Scope) ([]NameCount, error) {
	var names []NameCount
	err := s.queryEach(ctx, "list attributes", func(rows *sql.Rows) error {
		var n NameCount
		err := rows.Scan(&n.Name, &n.Count, &n.Kinds[value.Text], &n.Kinds[value.Number],
			&n.Kinds[value.Date], &n.Kinds[value.Flag])
		names = append(names, n)
		return err
	}, `SELECT name, texts + numbers + dates + flags AS held, texts, numbers, dates, flags
		FROM attribute_names WHERE scope = ? AND held > 0 ORDER BY held DESC, name`, int(scope))
	return names, err
}

// nameIDs are the names of one revision with their numbers.
type nameIDs struct {
	all            value.Names
	eventIDs       map[string]uint32
	eventNames     map[uint32]string // of events
	attributeIDs   [2]map[string]uint32
	attributeNames [2]map[uint32]string
}

// loadNameIDs reads all names. There are tens, or hundreds at most.
func loadNameIDs(ctx context.Context, q querier) (*nameIDs, error) {
	n := &nameIDs{eventIDs: make(map[string]uint32), eventNames: make(map[uint32]string)}
	for scope := range n.attributeIDs {
		n.attributeIDs[scope], n.attributeNames[scope] = make(map[string]uint32), make(map[uint32]string)
	}
	err := eachRow(ctx, q, func(rows *sql.Rows) error {
		var id uint32
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		n.eventIDs[name], n.eventNames[id] = id, name
		n.all.Events = append(n.all.Events, name)
		return nil
	}, `SELECT id, name FROM event_names ORDER BY id`)
	if err != nil {
		return nil, err
	}
	err = eachRow(ctx, q, func(rows *sql.Rows) error {
		var id uint32
		var scope eval.Scope
		var name string
		if err := rows.Scan(&id, &scope, &name); err != nil {
			return err
		}
		n.attributeIDs[scope&1][name], n.attributeNames[scope&1][id] = id, name
		if scope == eval.AccountScope {
			n.all.Attributes = append(n.all.Attributes, name)
		} else {
			n.all.ContactAttributes = append(n.all.ContactAttributes, name)
		}
		return nil
	}, `SELECT number, scope, name FROM attribute_names ORDER BY scope, number`)
	return n, err
}

// attributeID is the attribute that is meant by name, and false without one.
func (n *nameIDs) attributeID(scope eval.Scope, name string) (id uint32, ok bool) {
	spelled, ok := value.ResolveName(name, n.attributeList(scope))
	return n.attributeIDs[scope&1][spelled], ok
}

// attributeList are the names of attributes, in the order of their numbers.
func (n *nameIDs) attributeList(scope eval.Scope) []string {
	if scope == eval.ContactScope {
		return n.all.ContactAttributes
	}
	return n.all.Attributes
}

// decodeAttributes is the values under their names, in the order of the names' numbers.
func (n *nameIDs) decodeAttributes(scope eval.Scope, a attributes) []value.Attribute {
	var values []value.Attribute
	for v := range a.all() {
		values = append(values, value.Attribute{Name: n.attributeNames[scope&1][v.name], Value: v.decode()})
	}
	return values
}
