package condition

import (
	"trialist/scoring/value"
)

// Condition is a yes/no question about an account at an instant: rules that
// must all hold or, with Any, of which at least one must. It has one canonical
// sentence, printed by [Condition.String] and read by [Parse].
type Condition struct {
	Any   bool
	Rules []Rule
}

// Rule is one comparison inside a condition. Which fields matter follows from
// Subject and Operator; the others hold their zero value, so that equal rules
// are deeply equal.
type Rule struct {
	Subject  Subject
	Name     string        // of the attribute, event or signal; "" where the subject has none
	Operator Operator      // what is asked
	Texts    []string      // alternatives of Is to EndsWith, at least one, none empty
	Number   float64       // of number comparisons; the days of DaysAgo and InNextDays; the first of Numbers
	Numbers  []float64     // the levels that Number stands for, the easiest first; nil for Number alone
	Day      value.Instant // midnight UTC, of Before, After and On without Other
	Other    string        // attribute of the account that Before, After and On compare with; "" for Day
	Window   Window        // of events, active days and last seen; its count is the first of Counts
	Counts   []int         // the levels that Window.Count stands for, the easiest first; nil for it alone
}

// Subject is what a rule asks about.
type Subject uint8

// The subjects of rules that signals and statuses may use.
const (
	AttributeSubject  Subject = iota // an attribute of the account
	ContactSubject                   // an attribute of at least one contact
	EventSubject                     // how often an event happened
	ActiveDaysSubject                // on how many UTC days anything happened
	LastSeenSubject                  // when anything last happened
)

// The subjects of rules that only segments may use. They ask about the ranking, or
// about what sales reps did, and not about the account alone: what package eval
// evaluates has none of them.
const (
	AdoptionScoreSubject Subject = iota + LastSeenSubject + 1
	FitScoreSubject
	AdoptionBandSubject
	FitBandSubject
	QualifiedSubject
	StatusSubject
	SignalSubject    // a signal by its name: IsYes is matched, IsNo is not; AtLeast and LessThan compare the level reached
	DaysLeftSubject  // of the running trial
	LastTouchSubject // days since then
	OwnerSubject
	PaceSubject         // of the running trial: percent of finished ones that it is ahead of
	ClassSubject        // looker or builder; not set where nobody can tell
	HandRaisedSubject   // whether it matches a hand-raiser
	DisqualifiedSubject // whether any disqualifier holds
	DisqualifierSubject // one by its name: IsYes holds, IsNo does not
)

// Operator is the comparison a rule makes. Comparisons are strict: more than 4
// is false at 4.
type Operator uint8

// The operators. A text operator holds for any of its alternatives, its
// negation only for none of them; an absent value satisfies only IsNotSet.
const (
	IsSet Operator = iota
	IsNotSet
	IsYes // yes/no, by what the value says
	IsNo
	Is
	IsNot
	Contains
	DoesNotContain
	StartsWith
	EndsWith
	MoreThan // numbers, event counts, active days
	AtLeast
	Exactly // event counts and active days; attributes say Is
	AtMost
	LessThan
	Before // dates, by UTC day
	After
	On
	MoreThanDaysAgo
	LessThanDaysAgo
	InNextDays
	InPast
	InFuture
)
