package form

import (
	"context"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/tables"
)

// names are the names that occur in the data, the most frequent first.
type names struct {
	asked  bool // they are being read, or have been
	known  bool // they have been read
	events []tables.NameCount
	scopes [2][]tables.NameCount // of attributes, by scope
}

// forSubject are the names that a rule about a subject can have.
func (n *names) forSubject(s condition.Subject) []tables.NameCount {
	switch s {
	case condition.EventSubject:
		return n.events
	case condition.AttributeSubject:
		return n.scopes[eval.AccountScope]
	case condition.ContactSubject:
		return n.scopes[eval.ContactScope]
	case condition.ActiveDaysSubject, condition.LastSeenSubject:
	}
	return nil
}

// find is the name in the data that a rule means; conditions may spell it in
// another case.
func (n *names) find(s condition.Subject, name string) (tables.NameCount, bool) {
	all := n.forSubject(s)
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = one.Name
	}
	spelled, ok := value.ResolveName(name, names)
	if !ok {
		return tables.NameCount{}, false
	}
	return all[slices.Index(names, spelled)], true
}

// all are the names without their counts.
func (n *names) all() value.Names {
	withoutCounts := func(counts []tables.NameCount) []string {
		names := make([]string, len(counts))
		for i, one := range counts {
			names[i] = one.Name
		}
		return names
	}
	return value.Names{
		Events:            withoutCounts(n.events),
		Attributes:        withoutCounts(n.scopes[eval.AccountScope]),
		ContactAttributes: withoutCounts(n.scopes[eval.ContactScope]),
	}
}

func loadNames(ctx context.Context, s *store.Store) (names names, err error) {
	if names.events, err = tables.EventNames(ctx, s); err != nil {
		return names, err
	}
	for _, scope := range []eval.Scope{eval.AccountScope, eval.ContactScope} {
		if names.scopes[scope], err = tables.AttributeNames(ctx, s, scope); err != nil {
			return names, err
		}
	}
	names.asked, names.known = true, true
	return names, nil
}
