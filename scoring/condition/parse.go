package condition

import (
	"errors"
	"fmt"
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

// ParseSegment is Parse for the conditions of segments, which may also ask about
// scores, bands, signals and what sales reps did. Refine gets each rule that only
// segments may have, and gives it in its canonical form, as a band has a name that
// this package does not know. Its error is a [value.FieldError]; nil takes rules as
// they are.
func ParseSegment(s string, refine func(Rule) (Rule, error)) (Condition, error) {
	if refine == nil {
		refine = func(r Rule) (Rule, error) { return r, nil }
	}
	return parse(s, &parser{segment: true, refine: refine})
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

// UnmarshalText reads the condition's sentence.
func (c *Condition) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
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
		r.Window = p.window()
	}
	err := r.validate(p.segment)
	if err == nil && form.subject.SegmentsOnly() {
		r, err = p.refine(r)
	}
	var wrong *value.FieldError
	if errors.As(err, &wrong) {
		return r, p.errorAt(p.marks[wrong.Field], wrong.Message)
	}
	return r, err
}

// subject reads the words that open a rule.
func (p *parser) subject() (subjectGrammar, bool) {
	for _, form := range subjectGrammars {
		if form.subject.SegmentsOnly() && !p.segment {
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
	case numberOperand, countOperand, daysOperand:
		return p.value("number", "a number", func(s string) (ok bool) {
			r.Number, ok = ParseNumber(s)
			return ok
		})
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

// window reads a window, or none, which means ever. After a window that breaks off,
// the caller misses "and", "or" or the end. Its error is about the furthest word
// that was tried, which is the one inside the window.
func (p *parser) window() Window {
	start := p.next
	for _, form := range windowGrammars {
		p.next = start
		if !p.words(form.before) {
			continue
		}
		w := Window{Span: form.span, Unit: form.unit}
		if form.counted {
			w.Count = p.count()
		}
		if p.words(form.after) {
			return w
		}
	}
	p.next = start
	return Window{}
}

// count reads the count of a window; without one it is 1.
func (p *parser) count() int {
	n := 1
	p.value("window", "a whole number", func(s string) bool {
		read, err := strconv.Atoi(s)
		if err == nil {
			n = read
		}
		return err == nil
	})
	return n
}
