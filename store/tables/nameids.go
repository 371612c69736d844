package tables

import (
	"context"
	"database/sql"

	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// NameCount is a name that occurs in the data, and how often.
type NameCount struct {
	Name  string
	Count int                  // occurrences of an event, or accounts or contacts with the attribute
	Kinds [value.YesNo + 1]int // of an attribute: how many values are of each kind
}

// Kind is the commonest kind of an attribute's values.
func (n NameCount) Kind() value.Kind {
	best := value.Absent
	for kind := value.Text; kind <= value.YesNo; kind++ {
		if n.Kinds[kind] > n.Kinds[best] {
			best = kind
		}
	}
	return best
}

// EventNames lists the events that occur, the most frequent first.
func EventNames(ctx context.Context, s *store.Store) ([]NameCount, error) {
	var names []NameCount
	err := checkedNames(ctx, s, "list events", checksum.EventNames, func(rows *sql.Rows) error {
		var n NameCount
		err := rows.Scan(&n.Name, &n.Count)
		names = append(names, n)
		return err
	}, `SELECT name, occurrences FROM event_names NOT INDEXED WHERE occurrences > 0 ORDER BY occurrences DESC, name`)
	return names, err
}

// AttributeNames lists the attributes that accounts or contacts have, the most
// frequent first.
func AttributeNames(ctx context.Context, s *store.Store, scope eval.Scope) ([]NameCount, error) {
	var names []NameCount
	err := checkedNames(ctx, s, "list attributes", checksum.AttributeNames, func(rows *sql.Rows) error {
		var n NameCount
		err := rows.Scan(&n.Name, &n.Count, &n.Kinds[value.Text], &n.Kinds[value.Number],
			&n.Kinds[value.Date], &n.Kinds[value.YesNo])
		names = append(names, n)
		return err
	}, `SELECT name, texts + numbers + dates + flags AS held, texts, numbers, dates, flags
		FROM attribute_names NOT INDEXED WHERE scope = ? AND held > 0 ORDER BY held DESC, name`, int(scope))
	return names, err
}

// checkedNames visits the rows of a query for names once all names were checked.
func checkedNames(
	ctx context.Context, s *store.Store, doing string, k checksum.Kind, visit func(*sql.Rows) error, query string, args ...any,
) error {
	return s.Read(ctx, doing, func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, k); err != nil {
			return err
		}
		return store.EachRow(ctx, tx, visit, query, args...)
	})
}

// NameIDs are the names of events and attributes of one revision with their ids, and
// the zone in which dates are read.
type NameIDs struct {
	Zone           *value.Zone
	All            value.Names // in the order of ids
	EventIDs       map[string]uint32
	EventNames     map[uint32]string
	AttributeIDs   [2]map[string]uint32 // by scope
	AttributeNames [2]map[uint32]string
}

// LoadNameIDs reads all names. There are tens, or at most hundreds.
func LoadNameIDs(ctx context.Context, q store.Querier) (*NameIDs, error) {
	n := &NameIDs{EventIDs: make(map[string]uint32), EventNames: make(map[uint32]string)}
	for scope := range n.AttributeIDs {
		n.AttributeIDs[scope], n.AttributeNames[scope] = make(map[string]uint32), make(map[uint32]string)
	}
	var err error
	if n.Zone, err = store.LoadTimeZone(ctx, q); err != nil {
		return nil, err
	}
	for _, k := range []checksum.Kind{checksum.EventNames, checksum.AttributeNames} {
		if err := checksum.CheckKind(ctx, q, k); err != nil {
			return nil, err
		}
	}
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var id uint32
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		n.EventIDs[name], n.EventNames[id] = id, name
		n.All.Events = append(n.All.Events, name)
		return nil
	}, `SELECT id, name FROM event_names NOT INDEXED ORDER BY id`)
	if err != nil {
		return nil, err
	}
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var id uint32
		var scope eval.Scope
		var name string
		if err := rows.Scan(&id, &scope, &name); err != nil {
			return err
		}
		n.AttributeIDs[scope&1][name], n.AttributeNames[scope&1][id] = id, name
		if scope == eval.AccountScope {
			n.All.Attributes = append(n.All.Attributes, name)
		} else {
			n.All.ContactAttributes = append(n.All.ContactAttributes, name)
		}
		return nil
	}, `SELECT number, scope, name FROM attribute_names NOT INDEXED ORDER BY scope, number`)
	return n, err
}

// AttributeID is the id of the attribute that is meant by name, and false when there
// is none.
func (n *NameIDs) AttributeID(scope eval.Scope, name string) (id uint32, ok bool) {
	spelled, ok := value.ResolveName(name, n.AttributeList(scope))
	return n.AttributeIDs[scope&1][spelled], ok
}

// AttributeList is the names of the attributes of a scope, in the order of their ids.
func (n *NameIDs) AttributeList(scope eval.Scope) []string {
	if scope == eval.ContactScope {
		return n.All.ContactAttributes
	}
	return n.All.Attributes
}

// DecodeAttributes is the values with their names, in the order of the names' ids.
func (n *NameIDs) DecodeAttributes(scope eval.Scope, a codec.Attributes) []value.Attribute {
	var values []value.Attribute
	for v := range a.All() {
		values = append(values, value.Attribute{Name: n.AttributeNames[scope&1][v.Name], Value: v.Decode().In(n.Zone)})
	}
	return values
}
