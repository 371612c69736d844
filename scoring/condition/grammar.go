package condition

import (
	"slices"
	"strings"
)

// The grammar of sentences is data that both the printer and the parser read: a
// subject is its words and the phrases that may follow them. A new subject or
// operator is a new line here.

// subjectGrammar is how sentences speak of one subject.
type subjectGrammar struct {
	subject      Subject
	words        string // the words that a rule begins with
	alias        string // other words that are parsed, never printed; may be empty
	article      string // the subject in a message, such as "an event"
	named        bool   // a name follows the words
	windowed     bool   // a window may end the rule
	implicitEver bool   // the window "ever" is not printed
	phrases      []phrase
}

// phrase is how sentences express one operator.
type phrase struct {
	operator Operator
	before   string  // words before the operand
	operand  operand // what is compared with
	after    string  // words after the operand
}

// operand is what an operator compares with.
type operand uint8

// The operands.
const (
	noOperand     operand = iota
	textOperand           // alternatives
	numberOperand         // any number
	countOperand          // a whole number of times or days, from 0
	daysOperand           // a whole number of days, from 1
	levelOperand          // a level of a signal, from 1
	dayOperand            // YYYY-MM-DD, or an attribute that is a date
)

// otherWords stand before the attribute that a date is compared with.
const otherWords = "attribute"

// subjectGrammars lists the subjects in the order that messages offer them.
var subjectGrammars = []subjectGrammar{
	{subject: AttributeSubject, words: "attribute", article: "an attribute", named: true, phrases: attributePhrases},
	{subject: ContactSubject, words: "contact attribute", article: "a contact attribute", named: true, phrases: attributePhrases},
	{subject: EventSubject, words: "event", article: "an event", named: true, windowed: true, phrases: eventPhrases},
	{subject: ActiveDaysSubject, words: "active days", article: "active days", windowed: true, phrases: activeDaysPhrases},
	{subject: LastSeenSubject, words: "last seen", article: "last seen", windowed: true, implicitEver: true, phrases: lastSeenPhrases},
	{subject: AdoptionScoreSubject, words: "adoption score", article: "the adoption score", phrases: scorePhrases},
	{subject: FitScoreSubject, words: "fit score", article: "the fit score", phrases: scorePhrases},
	{subject: AdoptionBandSubject, words: "adoption band", article: "the adoption band", phrases: bandPhrases},
	{subject: FitBandSubject, words: "fit band", article: "the fit band", phrases: bandPhrases},
	{subject: QualifiedSubject, words: "qualified", article: "whether it is qualified", phrases: yesNoPhrases},
	{subject: StatusSubject, words: "status", article: "the status", phrases: choicePhrases},
	{subject: SignalSubject, words: "signal", article: "a signal", named: true, phrases: matchedPhrases},
	{subject: DaysLeftSubject, words: "days left in trial", alias: "days left", article: "the days left in the trial", phrases: scorePhrases},
	{subject: LastTouchSubject, words: "days since last touch", article: "the days since the last touch", phrases: scorePhrases},
	{subject: DisqualifiedSubject, words: "disqualified", article: "whether it is disqualified", phrases: yesNoPhrases},
	{subject: DisqualifierSubject, words: "disqualifier", article: "a disqualifier", named: true, phrases: holdsPhrases},
	{subject: OwnerSubject, words: "owner", article: "the owner", phrases: ownerPhrases},
	{subject: PaceSubject, words: "pace", article: "the pace", phrases: scorePhrases},
	{subject: ClassSubject, words: "class", article: "the class", phrases: bandPhrases},
	{subject: HandRaisedSubject, words: "hand raised", article: "whether it raised a hand", phrases: yesNoPhrases},
}

var (
	setPhrases = []phrase{
		{IsSet, "is set", noOperand, ""},
		{IsNotSet, "is not set", noOperand, ""},
	}
	// Of attributes these are printed only: see [parser.answer] for how they are read.
	yesNoPhrases = []phrase{
		{IsYes, "is yes", noOperand, ""},
		{IsNo, "is no", noOperand, ""},
	}
	textPhrases = []phrase{
		{Contains, "contains", textOperand, ""},
		{DoesNotContain, "does not contain", textOperand, ""},
		{StartsWith, "starts with", textOperand, ""},
		{EndsWith, "ends with", textOperand, ""},
		{IsNot, "is not", textOperand, ""},
		{Is, "is", textOperand, ""},
	}
	numberPhrases = []phrase{
		{MoreThan, "is more than", numberOperand, ""},
		{AtLeast, "is at least", numberOperand, ""},
		{AtMost, "is at most", numberOperand, ""},
		{LessThan, "is less than", numberOperand, ""},
	}
	datePhrases = []phrase{
		{Before, "is before", dayOperand, ""},
		{After, "is after", dayOperand, ""},
		{On, "is on", dayOperand, ""},
		{MoreThanDaysAgo, "is more than", daysOperand, "days ago"},
		{LessThanDaysAgo, "is less than", daysOperand, "days ago"},
		{InNextDays, "is in the next", daysOperand, "days"},
		{InPast, "is in the past", noOperand, ""},
		{InFuture, "is in the future", noOperand, ""},
	}
	// The parser takes the first phrase that it can read to its end, so a phrase
	// must come before those that are its beginning: dates before numbers, and "is"
	// last.
	attributePhrases = slices.Concat(setPhrases, datePhrases, numberPhrases, textPhrases, yesNoPhrases)
	lastSeenPhrases  = slices.Concat(setPhrases, datePhrases)
	eventPhrases     = []phrase{
		{MoreThan, "happened more than", countOperand, "times"},
		{AtLeast, "happened at least", countOperand, "times"},
		{Exactly, "happened exactly", countOperand, "times"},
		{AtMost, "happened at most", countOperand, "times"},
		{LessThan, "happened less than", countOperand, "times"},
	}
	activeDaysPhrases = []phrase{
		{MoreThan, "is more than", countOperand, ""},
		{AtLeast, "is at least", countOperand, ""},
		{Exactly, "is exactly", countOperand, ""},
		{AtMost, "is at most", countOperand, ""},
		{LessThan, "is less than", countOperand, ""},
		{Exactly, "is", countOperand, ""}, // parsed, never printed
	}
	choicePhrases = []phrase{
		{IsNot, "is not", textOperand, ""},
		{Is, "is", textOperand, ""},
	}
	bandPhrases  = slices.Concat(setPhrases, choicePhrases)
	ownerPhrases = slices.Concat(setPhrases, []phrase{
		{Contains, "contains", textOperand, ""},
		{DoesNotContain, "does not contain", textOperand, ""},
	}, choicePhrases)
	matchedPhrases = []phrase{
		{IsYes, "is matched", noOperand, ""},
		{IsNo, "is not matched", noOperand, ""},
		{AtLeast, "is at level", levelOperand, ""},
		{LessThan, "is below level", levelOperand, ""},
	}
	holdsPhrases = []phrase{
		{IsYes, "holds", noOperand, ""},
		{IsNo, "does not hold", noOperand, ""},
	}
	scorePhrases = slices.Concat(setPhrases, numberPhrases, []phrase{
		{Exactly, "is exactly", numberOperand, ""},
		{Exactly, "is", numberOperand, ""}, // parsed, never printed
	})
)

// windowGrammar is how sentences express one window.
type windowGrammar struct {
	span    Span
	before  string // words before the count
	after   string // words after it
	counted bool
	unit    Unit
}

// windowGrammars lists the windows in the order that messages offer them.
var windowGrammars = []windowGrammar{
	{span: Ever, before: "ever"},
	{Last, "in the last", "days", true, Days},
	{Last, "in the last", "hours", true, Hours},
	{Last, "in the last", "weeks", true, Weeks},
	{Last, "in the last", "months", true, Months},
	{FirstOfTrial, "in the first", "days of the trial", true, Days},
	{span: DuringTrial, before: "during the trial"},
}

// keywords are the words that would be parsed as grammar where a name or a value may
// stand, and so need quotes there.
var keywords = map[string]bool{
	"and": true, "or": true, "is": true, "not": true, "set": true, "more": true, "less": true, "at": true,
	"exactly": true, "before": true, "after": true, "on": true, "in": true, "contains": true, "does": true,
	"starts": true, "ends": true, "happened": true, "ever": true, "during": true,
}

// grammar is how sentences speak of the subject; false for an unknown subject.
func (s Subject) grammar() (subjectGrammar, bool) {
	for _, f := range subjectGrammars {
		if f.subject == s {
			return f, true
		}
	}
	return subjectGrammar{}, false
}

// NamesSignal reports whether the name in rules about the subject is that of a signal or
// of a disqualifier.
func (s Subject) NamesSignal() bool { return s == SignalSubject || s == DisqualifierSubject }

// SegmentsOnly reports whether only segments can ask about the subject.
func (s Subject) SegmentsOnly() bool { return s >= AdoptionScoreSubject }

// phrase is how the subject's sentences express the operator; false when the
// operator cannot be asked of the subject.
func (f subjectGrammar) phrase(o Operator) (phrase, bool) {
	for _, p := range f.phrases {
		if p.operator == o {
			return p, true
		}
	}
	return phrase{}, false
}

// grammar is how sentences express the window; false for an unknown one.
func (w Window) grammar() (windowGrammar, bool) {
	for _, f := range windowGrammars {
		if f.span == w.Span && (w.Span != Last || f.unit == w.Unit) {
			return f, true
		}
	}
	return windowGrammar{}, false
}

// Pluralize makes words in the plural agree with the count: "times", and "time" for
// 1.
func Pluralize(words string, count float64) string {
	if count != 1 {
		return words
	}
	for _, unit := range []string{"times", "days", "hours", "weeks", "months"} {
		if rest, found := strings.CutPrefix(words, unit); found {
			return unit[:len(unit)-1] + rest
		}
	}
	return words
}
