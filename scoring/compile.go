package scoring

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
)

// plan is conditions made ready: names are resolved to numbers and columns,
// and what different rules ask of the logs is gathered so that one pass over
// them answers all.
type plan struct {
	sheet      *sheet
	conditions []plannedCondition

	columns []columnRule // each answered by a look at one column

	// What is asked of the logs. Windows are told by their index.
	windows    []Window
	start, end []Instant // of the trial of each slot; nil unless a window needs them
	counters   []counter // by event; those of active days last
	counts     []countRule
	seen       []seenRule
	lastSeen   []Instant // nil unless asked for
}

// plannedCondition is the rules of a condition, of which all or any must hold.
type plannedCondition struct {
	any   bool
	rules []*Bits // the answers
}

// columnRule is a rule about an attribute.
type columnRule struct {
	test     valueTest
	column   *Column  // nil when no such attribute exists
	contacts []uint32 // slot of each row, when the attribute is of contacts
	scope    Scope
	out      *Bits
}

// counter counts an event, or active days, in a window.
type counter struct {
	days   bool
	event  EventID
	window int
}

// countRule is a rule about a counter. It holds when least <= count <= most.
type countRule struct {
	counter     counter
	at          int // index of the counter
	least, most int
	empty       bool // the answer for no events
	out         *Bits
}

// seenRule is a rule about the last event in a window.
type seenRule struct {
	test   valueTest
	window int
	empty  bool // the answer for no events
	out    *Bits
}

// compile makes the plan for conditions, which must be valid.
func compile(ctx context.Context, f Facts, m Moment, conditions []Condition) (*plan, error) {
	p := &plan{sheet: newSheet(f, m)}
	for _, c := range conditions {
		if err := c.Validate(); err != nil {
			return nil, fmt.Errorf("evaluating %q: %w", c, err)
		}
		planned := plannedCondition{any: c.Any}
		for _, r := range c.Rules {
			out := new(Bits)
			if err := p.rule(ctx, r, out); err != nil {
				return nil, err
			}
			planned.rules = append(planned.rules, out)
		}
		p.conditions = append(p.conditions, planned)
	}
	p.gatherCounters()
	if slices.ContainsFunc(p.windows, Window.ofTrial) {
		var err error
		if p.start, p.end, err = p.sheet.trials(ctx); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// rule adds a rule to the plan, whose answer goes to out.
func (p *plan) rule(ctx context.Context, r Rule, out *Bits) error {
	switch r.Subject {
	case AttributeSubject:
		column, err := p.sheet.account(ctx, r.Name)
		p.columns = append(p.columns, columnRule{
			test: newValueTest(r, p.sheet.moment), column: column, out: out,
		})
		return err
	case ContactSubject:
		contacts, err := p.sheet.contacts(ctx)
		if err != nil {
			return err
		}
		column, err := p.sheet.column(ctx, ContactScope, r.Name, len(contacts))
		p.columns = append(p.columns, columnRule{
			test: newValueTest(r, p.sheet.moment), column: column,
			scope: ContactScope, contacts: contacts, out: out,
		})
		return err
	case EventSubject:
		id, ok, err := p.sheet.facts.EventID(ctx, r.Name)
		if err != nil {
			return fmt.Errorf("looking up event %q: %w", r.Name, err)
		}
		rule := p.count(r, out)
		if ok {
			rule.counter = counter{event: id, window: p.window(r.Window.canonical())}
			p.counts = append(p.counts, rule)
		}
	case ActiveDaysSubject:
		rule := p.count(r, out)
		rule.counter = counter{days: true, window: p.window(r.Window.canonical())}
		p.counts = append(p.counts, rule)
	case LastSeenSubject:
		test := newValueTest(r, p.sheet.moment)
		*out = p.constant(test.absent())
		p.seen = append(p.seen, seenRule{
			test: test, window: p.window(r.Window.canonical()), empty: test.absent(), out: out,
		})
	}
	return nil
}

// constant is the same answer for all slots.
func (p *plan) constant(answer bool) Bits {
	b := NewBits(p.sheet.slots)
	if answer {
		b.Fill(p.sheet.slots)
	}
	return b
}

// count makes a rule about a count and answers it for accounts without events.
func (p *plan) count(r Rule, out *Bits) countRule {
	rule := countRule{out: out}
	rule.least, rule.most = countBounds(r.Operator, r.Number)
	rule.empty = rule.holds(0)
	*out = p.constant(rule.empty)
	return rule
}

func (r *countRule) holds(n int) bool { return r.least <= n && n <= r.most }

// countBounds is the whole numbers that a comparison admits, none when
// least > most.
func countBounds(op Operator, than float64) (least, most int) {
	const most64 = math.MaxInt64
	floor, ceil := bounded(math.Floor(than)), bounded(math.Ceil(than))
	switch op {
	case MoreThan:
		return floor + 1, most64
	case AtLeast:
		return ceil, most64
	case Exactly:
		return ceil, floor
	case AtMost:
		return 0, floor
	case LessThan:
		return 0, ceil - 1
	case IsSet, IsNotSet, Is, IsNot, Contains, DoesNotContain, StartsWith, EndsWith,
		Before, After, On, MoreThanDaysAgo, LessThanDaysAgo, InNextDays, InPast, InFuture:
	}
	return 1, 0
}

// bounded is f as an integer, cut to what no count reaches.
func bounded(f float64) int { return int(max(-1<<60, min(f, 1<<60))) }

// window is the index of a window.
func (p *plan) window(w Window) int {
	i := slices.Index(p.windows, w)
	if i < 0 {
		i = len(p.windows)
		p.windows = append(p.windows, w)
	}
	return i
}

// gatherCounters lists the different counters in the order in which a log
// meets their events, and tells the rules which is theirs.
func (p *plan) gatherCounters() {
	for _, r := range p.counts {
		p.counters = append(p.counters, r.counter)
	}
	slices.SortFunc(p.counters, compareCounters)
	p.counters = slices.Compact(p.counters)
	for i, r := range p.counts {
		p.counts[i].at, _ = slices.BinarySearchFunc(p.counters, r.counter, compareCounters)
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

// answer answers the rule for all slots.
func (r *columnRule) answer(slots int) {
	if r.scope == AccountScope {
		*r.out = r.column.test(&r.test, slots)
		return
	}
	*r.out = NewBits(slots)
	for row := range r.column.test(&r.test, len(r.contacts)).All() {
		if slot := int(r.contacts[row]); slot < slots {
			r.out.Set(slot)
		}
	}
}

// needsLogs reports whether anything is asked of the logs.
func (p *plan) needsLogs() bool {
	return len(p.counts) > 0 || len(p.seen) > 0 || p.lastSeen != nil
}

// answers combines the rules of each condition.
func (p *plan) answers() []Bits {
	answers := make([]Bits, len(p.conditions))
	for i, c := range p.conditions {
		answers[i] = *c.rules[0]
		for _, rule := range c.rules[1:] {
			if c.any {
				answers[i].Add(*rule)
			} else {
				answers[i].Keep(*rule)
			}
		}
	}
	return answers
}
