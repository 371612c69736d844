package timeline

import (
	"cmp"
	"slices"

	"trialist/scoring/eventlog"
)

// slotEvents is the events of one slot up to as-of.
type slotEvents struct {
	groups  []eventGroup
	list    []occurrence // of all groups, one after the other
	ordered []occurrence // all events by time, once asked for
	sorted  bool
}

// eventGroup is the events list[from:to] of one name and contact.
type eventGroup struct {
	event    eventlog.EventID
	from, to int
}

// read reads those events of the log, which may be empty, that the plan asks about.
func (s *slotEvents) read(log eventlog.Log, p *plan) error {
	s.groups, s.list, s.sorted = s.groups[:0], s.list[:0], false
	if len(log) == 0 {
		return nil
	}
	r, err := log.Reader()
	if err != nil {
		return err
	}
	var g eventlog.Group
	for r.Next() {
		if !p.asks(r.Event) {
			continue
		}
		if !r.ReadGroup(&g) {
			break
		}
		from := len(s.list)
		it := g.Iterate()
		for it.Next() {
			s.list = append(s.list, occurrence{it.At, it.Count})
		}
		r.Damaged = r.Damaged || it.Damaged
		s.groups = append(s.groups, eventGroup{g.Event, from, len(s.list)})
	}
	if r.Damaged {
		return r.DamagedError()
	}
	return nil
}

// named is the events of a name. They are by time only if one contact did them all.
func (s *slotEvents) named(event eventlog.EventID, known bool) []occurrence {
	if !known {
		return nil
	}
	from, to := 0, 0
	for _, g := range s.groups { // groups of an event follow one another
		if g.event == event {
			if from == to {
				from = g.from
			}
			to = g.to
		}
	}
	return s.list[from:to]
}

// all is all events by time.
func (s *slotEvents) all() []occurrence {
	if !s.sorted {
		s.ordered = append(s.ordered[:0], s.list...)
		slices.SortFunc(s.ordered, func(a, b occurrence) int { return cmp.Compare(a.at, b.at) })
		s.sorted = true
	}
	return s.ordered
}
