package leftout

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
)

// Limits of a proposal. A domain is taken for the seller's own only if it is in minAccounts
// accounts or more, and no pattern is proposed that leaves out more than one account in
// maxShare.
const minAccounts, maxShare = 3, 5

// email is the attribute that holds addresses.
const email = "email"

// Proposal is a condition that leaves accounts out.
type Proposal struct {
	When     condition.Condition
	Accounts int // for which it holds
	Of       int // accounts that there are
}

// A proposal is doubtful where it takes out more than so many accounts and more than one
// in smallShare: few of those who pay attention to a product are its makers.
const fewAccounts, smallShare = 5, 20

// Doubtful reports whether it would take out so many accounts that they may well be
// customers.
func (p Proposal) Doubtful() bool { return p.Accounts > fewAccounts && p.Accounts*smallShare > p.Of }

// Percent is which share of the accounts it would take out, rounded up.
func (p Proposal) Percent() int { return (100*p.Accounts + p.Of - 1) / max(p.Of, 1) }

// pattern matches addresses by their start, their end or a part.
type pattern struct {
	operator condition.Operator
	text     string
}

// testPatterns are the patterns of addresses that are made up for tests. Where all data is
// made up, domains that nobody can have say nothing.
func testPatterns(madeUp bool) []pattern {
	var all []pattern
	for _, word := range []string{"test", "demo", "qa", "example"} {
		all = append(all, pattern{condition.StartsWith, word + "@"})
		for _, separator := range []string{"+", ".", "-", "_"} { // whole words only: a tester is a person
			all = append(all, pattern{condition.StartsWith, word + separator}, pattern{condition.Contains, separator + word + "@"})
		}
	}
	if madeUp {
		return all
	}
	for _, end := range []string{"@example.com", "@example.org", "@example.net", ".test", ".example"} {
		all = append(all, pattern{condition.EndsWith, end})
	}
	return all
}

// matches reports whether an address in lower case has the pattern.
func (p pattern) matches(address string) bool {
	switch p.operator { //nolint:exhaustive // there are no other patterns
	case condition.StartsWith:
		return strings.HasPrefix(address, p.text)
	case condition.Contains:
		return strings.Contains(address, p.text)
	}
	return strings.HasSuffix(address, p.text)
}

// accountSet is, by scope, the slots of accounts that have a matching address themselves, or
// whose contacts have one.
type accountSet [eval.ContactScope + 1]map[uint32]bool

func (f *accountSet) add(scope eval.Scope, slot uint32) {
	if f[scope] == nil {
		f[scope] = make(map[uint32]bool)
	}
	f[scope][slot] = true
}

// accounts is the number of accounts, each counted once.
func (f *accountSet) accounts() int {
	n := len(f[eval.AccountScope])
	for slot := range f[eval.ContactScope] {
		if !f[eval.AccountScope][slot] {
			n++
		}
	}
	return n
}

// Propose proposes a condition as of a moment. It has no rules when there is nothing to
// propose. The errors are those of the facts.
func Propose(ctx context.Context, f eval.Facts, m condition.Moment) (Proposal, error) {
	known, err := f.Known(ctx)
	if err != nil {
		return Proposal{}, err
	}
	domains, byPattern := map[string]*accountSet{}, map[pattern]*accountSet{}
	var addresses, reserved accountSet // accounts with any address, and with one in a reserved domain
	for _, scope := range []eval.Scope{eval.AccountScope, eval.ContactScope} {
		if err := eachAddress(ctx, f, scope, known, func(slot uint32, address string) {
			domain := address[strings.LastIndex(address, "@")+1:]
			addSlot(domains, domain, scope, slot)
			if isReserved(domain) {
				reserved.add(scope, slot)
			}
			addresses.add(scope, slot)
			for _, p := range testPatterns(false) {
				if p.matches(address) {
					addSlot(byPattern, p, scope, slot)
				}
			}
		}); err != nil {
			return Proposal{}, err
		}
	}
	most := known.Count() / maxShare
	var rules []condition.Rule
	if own := ownDomain(domains); own != "" && domains[own].accounts() <= most {
		rules = rulesOf(rules, pattern{condition.EndsWith, "@" + own}, domains[own])
	}
	for _, p := range testPatterns(2*reserved.accounts() > addresses.accounts()) {
		if at := byPattern[p]; at != nil && at.accounts() <= most {
			rules = rulesOf(rules, p, at)
		}
	}
	return count(ctx, f, m, known, rules)
}

// addSlot adds a slot to the set of a key.
func addSlot[K comparable](all map[K]*accountSet, key K, scope eval.Scope, slot uint32) {
	if all[key] == nil {
		all[key] = &accountSet{}
	}
	all[key].add(scope, slot)
}

// eachAddress visits the mail addresses of known accounts, or of their contacts, in
// lower case.
func eachAddress(ctx context.Context, f eval.Facts, scope eval.Scope, known bitset.Bits, visit func(slot uint32, address string)) error {
	addresses, err := f.Column(ctx, scope, email)
	if err != nil || addresses == nil {
		return err
	}
	var slots []uint32
	if scope == eval.ContactScope {
		if slots, err = f.ContactSlots(ctx); err != nil {
			return err
		}
	}
	for row := range addresses.Len() {
		slot := uint32(row)
		if slots != nil {
			slot = slots[row]
		}
		address := strings.ToLower(strings.TrimSpace(addresses.Value(row).Text))
		if at := strings.LastIndex(address, "@"); at > 0 && at < len(address)-1 && int(slot) < f.Accounts() && known.Has(int(slot)) {
			visit(slot, address)
		}
	}
	return nil
}

// ownDomain is the domain in the most accounts. It is "" when two are in as many, when it
// is in fewer than minAccounts, and when it is one of a mail provider.
func ownDomain(domains map[string]*accountSet) string {
	type counted struct {
		domain   string
		accounts int
	}
	var all []counted
	for domain, at := range domains {
		all = append(all, counted{domain, at.accounts()})
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.accounts, a.accounts), cmp.Compare(a.domain, b.domain))
	})
	if len(all) == 0 || all[0].accounts < minAccounts || isFreeMail(all[0].domain) || len(all) > 1 && all[1].accounts == all[0].accounts {
		return ""
	}
	return all[0].domain
}

// rulesOf adds a pattern to the rule of its operator, in each scope where it matches.
func rulesOf(rules []condition.Rule, p pattern, at *accountSet) []condition.Rule {
	for scope, subject := range []condition.Subject{condition.AttributeSubject, condition.ContactSubject} {
		if len(at[scope]) == 0 {
			continue
		}
		like := slices.IndexFunc(rules, func(r condition.Rule) bool { return r.Subject == subject && r.Operator == p.operator })
		switch {
		case like < 0:
			rules = append(rules, condition.Rule{Subject: subject, Name: email, Operator: p.operator, Texts: []string{p.text}})
		case !slices.Contains(rules[like].Texts, p.text):
			rules[like].Texts = append(rules[like].Texts, p.text)
		}
	}
	return rules
}

// count makes the proposal whose condition holds when one of the rules does.
func count(ctx context.Context, f eval.Facts, m condition.Moment, known bitset.Bits, rules []condition.Rule) (Proposal, error) {
	if len(rules) == 0 {
		return Proposal{}, nil
	}
	p := Proposal{When: condition.Condition{Any: len(rules) > 1, Rules: rules}, Of: known.Count()}
	answers, err := eval.Match(ctx, f, m, []condition.Condition{p.When})
	if err != nil {
		return Proposal{}, err
	}
	out := answers[0].Clone()
	out.IntersectWith(known)
	p.Accounts = out.Count()
	return p, nil
}
