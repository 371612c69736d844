package eval

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// plan is compiled conditions. Names are resolved to numbers and columns, and what
// the rules ask of the logs is gathered so that one pass over them answers all.
type plan struct {
	columnSet  *columnSet
	conditions []plannedCondition

	columnRules []columnRule

	// What is asked of the logs. Counters and rules refer to windows by their index.
	windows       []condition.Window
	start, end    []value.Instant // of the trial of each slot; nil unless a window needs them
	counters      []counter       // by event; those of active days last
	countRules    []countRule
	lastSeenRules []lastSeenRule
	lastSeen      []value.Instant // to be filled in by slot; nil unless asked for
}

// plannedCondition is the answers of the rules of a condition.
type plannedCondition struct {
	any   bool
	rules []*bitset.Bits
}

// columnRule is a rule about an attribute.
type columnRule struct {
	predicate condition.Predicate
	column    *column.Column // nil when no such attribute exists
	other     *column.Column // of accounts, that a date is compared with; nil when there is no such attribute
	compares  bool           // with other
	contacts  []uint32       // slot of each row, when the attribute is of contacts
	scope     Scope
	set       *columnSet
	out       *bitset.Bits
}

// counter counts an event, or active days, in a window.
type counter struct {
	days   bool
	event  eventlog.EventID
	window int
}

// countRule is a rule about a counter. It holds when least <= count <= most.
type countRule struct {
	counter       counter
	counterIndex  int // index of the counter
	least, most   int
	withoutEvents bool // the answer for no events
	out           *bitset.Bits
}

// lastSeenRule is a rule about the last event in a window.
type lastSeenRule struct {
	predicate     condition.Predicate
	other         *column.Column // as of a columnRule
	compares      bool
	window        int
	withoutEvents bool // the answer for no events
	out           *bitset.Bits
}

// compile makes the plan for conditions, which must be valid.
// The as-of is that of the moment, or one for each slot.
func compile(ctx context.Context, f Facts, m condition.Moment, asOf []value.Instant, conditions []condition.Condition) (*plan, error) {
	p := &plan{columnSet: newColumnSet(f, m)}
	p.columnSet.asOf = asOf
	for _, c := range conditions {
		if err := c.Validate(); err != nil {
			return nil, fmt.Errorf("evaluating %q: %w", c, err)
		}
		planned := plannedCondition{any: c.Any}
		for _, r := range c.Rules {
			out := new(bitset.Bits)
			if err := p.addRule(ctx, r, out); err != nil {
				return nil, err
			}
			planned.rules = append(planned.rules, out)
		}
		p.conditions = append(p.conditions, planned)
	}
	p.dedupeCounters()
	if slices.ContainsFunc(p.windows, condition.Window.NeedsTrial) {
		var err error
		if p.start, p.end, err = p.columnSet.trialDates(ctx); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// addRule adds a rule to the plan; its answer goes to out.
func (p *plan) addRule(ctx context.Context, r condition.Rule, out *bitset.Bits) error {
	var other *column.Column
	if r.ComparesAttributes() {
		var err error
		if other, err = p.columnSet.accountColumn(ctx, r.OtherReading()); err != nil {
			return err
		}
	}
	switch r.Subject {
	case condition.AttributeSubject:
		column, err := p.columnSet.accountColumn(ctx, r.Reading())
		p.columnRules = append(p.columnRules, columnRule{
			predicate: condition.CompilePredicate(r, p.columnSet.moment), column: column, set: p.columnSet, out: out,
			other: other, compares: r.ComparesAttributes(),
		})
		return err
	case condition.ContactSubject:
		contacts, err := p.columnSet.loadContactSlots(ctx)
		if err != nil {
			return err
		}
		column, err := p.columnSet.column(ctx, ContactScope, r.Name, len(contacts))
		p.columnRules = append(p.columnRules, columnRule{
			predicate: condition.CompilePredicate(r, p.columnSet.moment), column: column, set: p.columnSet,
			other: other, compares: r.ComparesAttributes(), scope: ContactScope, contacts: contacts, out: out,
		})
		return err
	case condition.EventSubject:
		id, ok, err := p.columnSet.facts.EventID(ctx, r.Name)
		if err != nil {
			return fmt.Errorf("looking up event %q: %w", r.Name, err)
		}
		rule := p.newCountRule(r, out)
		if ok {
			rule.counter = counter{event: id, window: p.windowIndex(r.Window.Canonical())}
			p.countRules = append(p.countRules, rule)
		}
	case condition.ActiveDaysSubject:
		rule := p.newCountRule(r, out)
		rule.counter = counter{days: true, window: p.windowIndex(r.Window.Canonical())}
		p.countRules = append(p.countRules, rule)
	case condition.LastSeenSubject:
		test := condition.CompilePredicate(r, p.columnSet.moment)
		*out = p.constant(test.MatchesAbsent())
		p.lastSeenRules = append(p.lastSeenRules, lastSeenRule{
			predicate: test, window: p.windowIndex(r.Window.Canonical()), withoutEvents: test.MatchesAbsent(), out: out,
			other: other, compares: r.ComparesAttributes(),
		})
	}
	return nil
}

// holds is the answer for a slot that was last seen then, Never without an event.
// It is asked about by so many milliseconds before the as-of of the moment.
func (r *lastSeenRule) holds(slot int, seen, earlier value.Instant) bool {
	if r.compares {
		return condition.CompareDays(r.predicate.Op, seen, r.other.DateAt(slot), r.predicate.Zone())
	}
	if earlier != 0 && r.predicate.IsRelative() {
		return r.predicate.MatchesEarlier(seen, earlier)
	}
	return r.predicate.Matches(value.DateValue(seen))
}

// constant is the same answer for all slots.
func (p *plan) constant(answer bool) bitset.Bits {
	b := bitset.New(p.columnSet.slots)
	if answer {
		b.Fill(p.columnSet.slots)
	}
	return b
}

// newCountRule makes a rule about a count, and fills out with its answer for accounts
// without events.
func (p *plan) newCountRule(r condition.Rule, out *bitset.Bits) countRule {
	rule := countRule{out: out}
	rule.least, rule.most = countBounds(r.Operator, r.Number)
	rule.withoutEvents = rule.holds(0)
	*out = p.constant(rule.withoutEvents)
	return rule
}

func (r *countRule) holds(n int) bool { return r.least <= n && n <= r.most }

// countBounds is the whole numbers that satisfy a comparison; none does when
// least > most.
func countBounds(op condition.Operator, than float64) (least, most int) {
	const most64 = math.MaxInt64
	floor, ceil := clampInt(math.Floor(than)), clampInt(math.Ceil(than))
	switch op {
	case condition.MoreThan:
		return floor + 1, most64
	case condition.AtLeast:
		return ceil, most64
	case condition.Exactly:
		return ceil, floor
	case condition.AtMost:
		return 0, floor
	case condition.LessThan:
		return 0, ceil - 1
	case condition.IsSet, condition.IsNotSet, condition.IsYes, condition.IsNo, condition.Is, condition.IsNot, condition.Contains, condition.DoesNotContain, condition.StartsWith, condition.EndsWith,
		condition.Before, condition.After, condition.On, condition.MoreThanDaysAgo, condition.LessThanDaysAgo, condition.InNextDays, condition.InPast, condition.InFuture:
	}
	return 1, 0
}

// clampInt is f as an integer, clamped to numbers that no count reaches.
func clampInt(f float64) int { return int(max(-1<<60, min(f, 1<<60))) }

// windowIndex is the index of a window, which is added if it is new.
func (p *plan) windowIndex(w condition.Window) int {
	i := slices.Index(p.windows, w)
	if i < 0 {
		i = len(p.windows)
		p.windows = append(p.windows, w)
	}
	return i
}

// dedupeCounters lists the distinct counters in the order in which a log has their
// events, and tells each rule the index of its counter.
func (p *plan) dedupeCounters() {
	for _, r := range p.countRules {
		p.counters = append(p.counters, r.counter)
	}
	slices.SortFunc(p.counters, compareCounters)
	p.counters = slices.Compact(p.counters)
	for i, r := range p.countRules {
		p.countRules[i].counterIndex, _ = slices.BinarySearchFunc(p.counters, r.counter, compareCounters)
	}
}

func compareCounters(a, b counter) int {
	switch {
	case a.days != b.days && b.days:
		return -1
	case a.days != b.days:
		return 1
	}
	return cmp.Or(cmp.Compare(a.event, b.event), cmp.Compare(a.window, b.window))
}

// evaluate answers the rule for all slots.
func (r *columnRule) evaluate(slots int) {
	if r.scope == AccountScope {
		*r.out = r.match(slots, func(row int) int { return row })
		return
	}
	*r.out = bitset.New(slots)
	for row := range r.match(len(r.contacts), func(row int) int { return int(r.contacts[row]) }).All() {
		if slot := int(r.contacts[row]); slot < slots {
			r.out.Set(slot)
		}
	}
}

// match sets the bits of the rows that satisfy the rule, each of which belongs to a
// slot.
func (r *columnRule) match(rows int, slot func(row int) int) bitset.Bits {
	if !r.compares {
		if r.set.asOf != nil && r.predicate.IsRelative() {
			return r.matchEarlier(rows, slot)
		}
		return r.column.Match(&r.predicate, rows)
	}
	out := bitset.New(rows)
	if r.column == nil || r.other == nil {
		return out
	}
	for row := range rows {
		if at := slot(row); at < r.other.Len() && condition.CompareDays(r.predicate.Op, r.column.DateAt(row), r.other.DateAt(at), r.predicate.Zone()) {
			out.Set(row)
		}
	}
	return out
}

// matchEarlier is match for a rule whose answer depends on the as-of of the slot.
func (r *columnRule) matchEarlier(rows int, slot func(row int) int) bitset.Bits {
	out := bitset.New(rows)
	if r.column == nil {
		return out
	}
	for row := range rows {
		at := slot(row)
		if at < r.set.slots && r.predicate.MatchesEarlier(r.column.DateAt(row), r.set.moment.AsOf-r.set.asOf[at]) {
			out.Set(row)
		}
	}
	return out
}

// needsLogs reports whether anything is asked of the logs.
func (p *plan) needsLogs() bool {
	return len(p.countRules) > 0 || len(p.lastSeenRules) > 0 || p.lastSeen != nil
}

// combine is the answer to each condition, from those of its rules.
func (p *plan) combine() []bitset.Bits {
	answers := make([]bitset.Bits, len(p.conditions))
	for i, c := range p.conditions {
		answers[i] = *c.rules[0]
		for _, rule := range c.rules[1:] {
			if c.any {
				answers[i].UnionWith(*rule)
			} else {
				answers[i].IntersectWith(*rule)
			}
		}
	}
	return answers
}
