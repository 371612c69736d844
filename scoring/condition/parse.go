package condition

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// Parse reads a condition's sentence: rules joined by "and" or by "or". It accepts
// grammar words in any case, curly quotes, and sentences without "is" or "ever";
// [Condition.String] of the result is the canonical sentence. The condition is
// valid. An error is a [SyntaxError] that names the word where the sentence went
// wrong and what could stand there.
func Parse(s string) (Condition, error) {
	return parse(s, &parser{})
}

// ParseSignal is Parse for the conditions of signals, one number of which may be a
// list: the levels of the signal, in either order.
func ParseSignal(s string) (Condition, error) {
	return parse(s, &parser{purpose: ofSignals})
}

// ParseSegment is Parse for the conditions of segments, which may also ask about
// scores, bands, signals and what sales reps did. Refine gets each rule that only
// segments may have, and gives it in its canonical form, as a band has a name that
// this package does not know. Its error is a [value.FieldError]; nil takes rules as
// they are.
func ParseSegment(s string, refine func(Rule) (Rule, error)) (Condition, error) {
	if refine == nil {
		refine = func(r Rule) (Rule, error) { return r, nil }
	}
	return parse(s, &parser{purpose: ofSegments, refine: refine})
}

func parse(s string, p *parser) (Condition, error) {
	tokens, err := lex(s)
	if err != nil {
		return Condition{}, err
	}
	p.tokens, p.marks = tokens, make(map[string]int)
	c, err := p.condition()
	if err != nil {
		return Condition{}, err
	}
	return c, nil
}

// UnmarshalText reads the condition's sentence. It may have levels: where a condition
// must not, validating it tells.
func (c *Condition) UnmarshalText(text []byte) error {
	parsed, err := ParseSignal(string(text))
	if err != nil {
		return fmt.Errorf("condition %q: %w", value.Truncate(string(text)), err)
	}
	*c = parsed
	return nil
}

// condition reads the whole sentence.
func (p *parser) condition() (Condition, error) {
	var c Condition
	for joiner := ""; ; {
		rule, err := p.rule()
		if err != nil {
			return c, err
		}
		c.Rules = append(c.Rules, rule)
		if err := p.checkList(c, rule); err != nil {
			return c, err
		}
		if err := validateRuleCount(len(c.Rules)); err != nil {
			return c, p.errorAt(p.next, err.Error())
		}
		found := p.oneOf("and", "or")
		switch {
		case found == "" && p.peek().kind == endToken:
			return c, nil
		case found == "":
			return c, p.syntaxError()
		case joiner != "" && found != joiner:
			return c, p.errorAt(p.next-1, `a condition joins its rules with all "and" or all "or", never both`)
		}
		joiner = found
		c.Any = joiner == "or"
		if c.Any && c.HasLevels() {
			return c, p.errorAt(p.listAt, listBesideOr)
		}
	}
}

// rule reads one rule and checks it.
func (p *parser) rule() (Rule, error) {
	form, ok := p.subject()
	if !ok {
		return Rule{}, p.unknownSubject()
	}
	r := Rule{Subject: form.subject}
	if form.named {
		if r.Name, ok = p.text("name", "the name of "+form.article); !ok {
			return r, p.syntaxError()
		}
	}
	if !p.comparison(form, &r) {
		return r, p.syntaxError()
	}
	if form.windowed {
		p.window(&r)
	}
	err := r.validate(p.purpose)
	if err == nil && form.subject.SegmentsOnly() {
		r, err = p.refine(r)
	}
	var wrong *value.FieldError
	if errors.As(err, &wrong) {
		at := p.marks[wrong.Field]
		if list := (*listError)(nil); errors.As(err, &list) {
			at += 2 * list.index // numbers and pipes in turns
		}
		return r, p.errorAt(at, wrong.Message)
	}
	if r.hasLevels() {
		r = r.Canonical()
	}
	return r, err
}

// checkList checks the list of the last rule of the condition, if it has one.
func (p *parser) checkList(c Condition, last Rule) error {
	if !last.hasLevels() {
		return nil
	}
	at := p.marks["number"]
	if len(last.Counts) > 0 {
		at = p.marks["window"]
	}
	before := c.Rules[:len(c.Rules)-1]
	var wrong *value.FieldError
	if errors.As(c.validateListPlace(last, slices.ContainsFunc(before, Rule.hasLevels)), &wrong) {
		return p.errorAt(at, wrong.Message)
	}
	p.listAt = at
	return nil
}

// subject reads the words that open a rule.
func (p *parser) subject() (subjectGrammar, bool) {
	for _, form := range subjectGrammars {
		if form.subject.SegmentsOnly() && p.purpose != ofSegments {
			continue
		}
		if p.words(form.words) || form.alias != "" && p.words(form.alias) {
			return form, true
		}
	}
	return subjectGrammar{}, false
}

// unknownSubject is the error for a rule that begins with no known subject.
func (p *parser) unknownSubject() error {
	err := p.syntaxError()
	for _, form := range subjectGrammars {
		for _, words := range []string{form.words, form.alias} {
			if _, all := p.matches(words); all && words != "" {
				err.Found, err.Reason = words, "only segments and workflows can ask about this"
			}
		}
	}
	return err
}

// comparison reads the operator and what it compares with: the first phrase
// that can be read to its end.
func (p *parser) comparison(form subjectGrammar, r *Rule) bool {
	start := p.next
	_, hasTexts := form.phrase(Is)
	for _, phrase := range form.phrases {
		if hasTexts && (phrase.operator == IsYes || phrase.operator == IsNo) {
			continue // read by answer
		}
		p.next = start
		*r = Rule{Subject: r.Subject, Name: r.Name, Operator: phrase.operator}
		if p.operator(phrase) && p.operand(phrase.operand, r) && p.words(phrase.after) {
			if _, ok := form.phrase(IsYes); ok {
				p.answer(r)
			}
			return true
		}
	}
	return false
}

// answer turns the rule that was just read into a question of yes or no where it
// compares with one of the bare words. In quotes, in capitals, or among other
// alternatives they are texts: NO is Norway too.
func (p *parser) answer(r *Rule) {
	if r.Operator != Is && r.Operator != IsNot || len(r.Texts) != 1 || p.tokens[p.next-1].kind != wordToken {
		return
	}
	yes := r.Texts[0] == "yes"
	if !yes && r.Texts[0] != "no" {
		return
	}
	if yes == (r.Operator == Is) {
		*r = Rule{Subject: r.Subject, Name: r.Name, Operator: IsYes}
	} else {
		*r = Rule{Subject: r.Subject, Name: r.Name, Operator: IsNo}
	}
}

// operator reads the words of the operator. Their "is" may be left out, unless "is"
// or "is not" is the whole operator.
func (p *parser) operator(phrase phrase) bool {
	if p.words(phrase.before) {
		return true
	}
	terse, found := strings.CutPrefix(phrase.before, "is ")
	if !found || phrase.operator == IsNot {
		return false
	}
	if n, _ := p.matches(terse); n == 0 {
		return false // the full phrase is among what was expected already
	}
	return p.words(terse)
}

// operand reads what the operator compares with.
func (p *parser) operand(o operand, r *Rule) (ok bool) {
	switch o {
	case textOperand:
		return p.texts(r)
	case numberOperand, countOperand, daysOperand, levelOperand:
		return p.numbers(r)
	case dayOperand:
		if p.words(otherWords) {
			return p.other(r)
		}
		return p.value("day", "a day such as 2026-01-31", func(s string) (ok bool) {
			r.Day, ok = value.ParseDay(s)
			return ok
		})
	case noOperand:
	}
	return true
}

// other reads the name of the attribute that a date is compared with.
func (p *parser) other(r *Rule) (ok bool) {
	const what = "the name of an attribute"
	if r.Other, ok = p.text("other", what); !ok || r.Other != "" {
		return ok
	}
	p.next--
	p.expect(what, p.next)
	return false
}

// texts reads alternatives between pipes.
func (p *parser) texts(r *Rule) bool {
	for {
		text, ok := p.text("texts", "a value")
		if !ok {
			return false
		}
		r.Texts = append(r.Texts, text)
		if p.peek().kind != pipeToken {
			p.expect(`"|"`, p.next)
			return true
		}
		p.next++
	}
}

// numbers reads a number, or a list of them between pipes.
func (p *parser) numbers(r *Rule) bool {
	numbers := list(p, "number", "a number", ParseNumber)
	if len(numbers) == 0 {
		return false
	}
	r.Number = numbers[0]
	if len(numbers) > 1 {
		r.Numbers = numbers
	}
	return true
}

// list reads one or more bare words between pipes as values of the field. It is empty
// where one of them is not what it should be.
func list[T any](p *parser, field, what string, read func(string) (T, bool)) []T {
	start := p.next
	var values []T
	for {
		ok := p.value(field, what, func(s string) bool {
			v, ok := read(s)
			values = append(values, v)
			return ok
		})
		if !ok {
			return nil
		}
		p.marks[field] = start
		if p.peek().kind != pipeToken {
			return values
		}
		p.next++
	}
}

// window reads a window, or none, which means ever. After a window that breaks off,
// the caller misses "and", "or" or the end. Its error is about the furthest word
// that was tried, which is the one inside the window.
func (p *parser) window(r *Rule) {
	start := p.next
	for _, form := range windowGrammars {
		p.next = start
		if !p.words(form.before) {
			continue
		}
		w := Window{Span: form.span, Unit: form.unit}
		var counts []int
		if form.counted {
			w.Count, counts = p.counts()
		}
		if p.words(form.after) {
			r.Window, r.Counts = w, counts
			return
		}
	}
	p.next = start
}

// counts reads the count of a window, or a list of them, of which it gives the first
// too. Without one it is 1.
func (p *parser) counts() (first int, all []int) {
	start := p.next
	counts := list(p, "window", "a whole number", func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil
	})
	switch len(counts) {
	case 0:
		p.next = start
		return 1, nil
	case 1:
		return counts[0], nil
	}
	return counts[0], counts
}
