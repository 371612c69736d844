package filter

import (
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Filter narrows a list of accounts. It is terms separated by spaces, all of
// which must hold:
//
//	harbor "blue harbor"     the name, the id or the domain contains it
//	qualified                its cell of the matrix is ticked
//	looker builder           it looks around, or makes it work for them
//	hand-raiser              it matches a signal marked so
//	possible>=80             the fit score that it would reach if what is missing were known
//	fit>=50 adoption<40      a score, exactly: > >= < <= =
//	fit:good adoption:high   a band
//	left<=3 seen>2d          days left in the trial, days since last seen
//	pace>=80                 ahead of so many percent of finished trials at the same day
//	status:paying            trial, paying, not-converted, churned
//	signal:"Sent campaign"   it matches the signal
//	signal:Logins@2          it reaches level 2 of the signal, at least
//	disqualifier:Competitor  the disqualifier holds
//	disqualified             any disqualifier holds
//	segment:Hot              it is in the segment
//	event:"Sent campaign"    the event has happened, ever
//	owner:ana owner:""       who looks after it, or nobody
//	touched untouched        somebody noted a touch, ever; or nobody
//	last_touch<3             days since the last touch
//	snoozed dismissed        it is kept out of the list
//	id:acme name:harbor      it has the id, or the name contains it
//	country:US|"New Zealand" an attribute is one of these
//	employees>50             an attribute is more, or before a day such as 2026-01-31
//	!qualified               the opposite of any term
//
// Names and values are quoted when they hold spaces, quotes or what would be
// read as an operator; inside quotes, \" and \\ stand for themselves. After a
// colon, alternatives are separated by |, and = says the same as the colon. A
// quoted name always means an attribute: "fit":yes. A bare yes or no asks whether
// the attribute answers so, in quotes it is a text. Case is ignored. Comparisons
// are exact: fit>=66.7 leaves out two of three equal signals, although screens
// show that as 66.7.
//
// The zero Filter lets everything through.
type Filter struct {
	Terms []Term
}

// Term is one term of a filter. Which fields matter follows from Field and
// Operator; the others hold their zero value.
type Term struct {
	Not      bool
	Field    Field
	Name     string             // of the attribute
	Operator condition.Operator // Is, IsYes, IsNo, or a number comparison
	Texts    []string           // alternatives of Is, at least one; exactly one of TextField
	Levels   []int              // of SignalField, by alternative: the level asked for, 0 for none; nil where none asks
	Value    value.Value        // of comparisons: a number, or for attributes a date at midnight UTC
}

// Field is what a term of a filter is about.
type Field uint8

// The fields of filters.
const (
	TextField Field = iota
	QualifiedField
	AdoptionField
	FitField
	DaysLeftField
	LastSeenField
	StatusField
	SignalField
	SegmentField
	OwnerField
	TouchedField
	LastTouchField
	SnoozedField
	DismissedField
	IDField
	NameField
	EventField
	PaceField
	PossibleField
	LookerField
	BuilderField
	HandRaiserField
	DisqualifierField
	DisqualifiedField
	AttributeField
)

// fieldNames are the fields that have a name; any other name is that of an
// attribute.
var fieldNames = map[string]Field{
	"qualified": QualifiedField,
	"adoption":  AdoptionField,
	"fit":       FitField,
	"left":      DaysLeftField,
	"seen":      LastSeenField,
	"status":    StatusField,
	"signal":    SignalField,
	"segment":   SegmentField,
	"owner":     OwnerField,

	"touched":    TouchedField,
	"last_touch": LastTouchField,
	"snoozed":    SnoozedField,
	"dismissed":  DismissedField,
	"id":         IDField,
	"name":       NameField,
	"event":      EventField,
	"pace":       PaceField,
	"possible":   PossibleField,

	"looker":      LookerField,
	"builder":     BuilderField,
	"hand-raiser": HandRaiserField,

	"disqualifier": DisqualifierField,
	"disqualified": DisqualifiedField,
}

// untouched is the word for what is not touched.
const untouched = "untouched"

// answersYesNo reports whether a term with the field is the field alone.
func (f Field) answersYesNo() bool {
	switch f {
	case QualifiedField, DisqualifiedField, TouchedField, SnoozedField, DismissedField, LookerField, BuilderField, HandRaiserField:
		return true
	case TextField, AdoptionField, FitField, DaysLeftField, LastSeenField, StatusField, SignalField, SegmentField, OwnerField,
		LastTouchField, IDField, NameField, EventField, DisqualifierField, PaceField, PossibleField, AttributeField:
	}
	return false
}

// countsDays reports whether the field is a number of days.
func (f Field) countsDays() bool {
	return f == DaysLeftField || f == LastSeenField || f == LastTouchField
}

// String is the name of the field as filters write it; "" for text and
// attributes, which have none.
func (f Field) String() string {
	for name, field := range fieldNames {
		if field == f {
			return name
		}
	}
	return ""
}

// AsksHidden reports whether the filter asks for what is snoozed or dismissed, so that
// a list must not leave it out.
func (f Filter) AsksHidden() bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.Field == SnoozedField || t.Field == DismissedField })
}

// AsksPace reports whether a term asks for the pace, so that a list should show it.
func (f Filter) AsksPace() bool {
	return slices.ContainsFunc(f.Terms, func(t Term) bool { return t.Field == PaceField })
}

// Empty reports whether the filter lets everything through.
func (f Filter) Empty() bool { return len(f.Terms) == 0 }

// String is the filter in its canonical form, which [Parse] reads back to
// an equal one.
func (f Filter) String() string {
	terms := make([]string, len(f.Terms))
	for i, t := range f.Terms {
		terms[i] = t.String()
	}
	return strings.Join(terms, " ")
}
