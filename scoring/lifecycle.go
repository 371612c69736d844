package scoring

import (
	"fmt"
	"strings"
)

// Status is where an account stands in its life.
type Status uint8

// The statuses. NoStatus is that of an account that does not exist at as-of:
// its trial starts later, or only events are known of it.
const (
	NoStatus Status = iota
	Trial
	Paying
	NotConverted
	Churned
)

// Statuses lists the real statuses in the order they are reported.
func Statuses() []Status { return []Status{Trial, Paying, NotConverted, Churned} }

// String is the status as users read it: "trial", "paying", "not converted",
// "churned"; "none" for NoStatus.
func (s Status) String() string {
	switch s {
	case Trial:
		return "trial"
	case Paying:
		return "paying"
	case NotConverted:
		return "not converted"
	case Churned:
		return "churned"
	case NoStatus:
	}
	return "none"
}

// MarshalText is the status as JSON and flags know it: "not_converted".
func (s Status) MarshalText() ([]byte, error) {
	return []byte(strings.ReplaceAll(s.String(), " ", "_")), nil
}

// UnmarshalText reads a status as [ParseStatus] does, and "none".
func (s *Status) UnmarshalText(text []byte) error {
	if string(text) == NoStatus.String() {
		*s = NoStatus
		return nil
	}
	status, err := ParseStatus(string(text))
	if err != nil {
		return err
	}
	*s = status
	return nil
}

// ParseStatus reads "trial", "paying", "not converted" or "churned", ignoring
// case; hyphens and underscores stand for spaces.
func ParseStatus(s string) (Status, error) {
	spaced := strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(strings.TrimSpace(s)))
	for _, status := range Statuses() {
		if spaced == status.String() {
			return status, nil
		}
	}
	return NoStatus, fmt.Errorf("unknown status %q: use trial, paying, not-converted or churned", s)
}

// StatusSet is a set of statuses, one bit each.
type StatusSet uint8

// AllStatuses has every real status.
const AllStatuses StatusSet = 1<<Trial | 1<<Paying | 1<<NotConverted | 1<<Churned

// StatusesOf is the set of the given statuses.
func StatusesOf(statuses ...Status) StatusSet {
	var set StatusSet
	for _, s := range statuses {
		set |= 1 << s
	}
	return set
}

// Has reports whether the status is in the set.
func (s StatusSet) Has(status Status) bool { return s>>status&1 != 0 }

// Lifecycle is the conditions that give an account its status. They are asked
// in the order of the fields and the first that holds wins; an account for
// which none holds has the default status.
type Lifecycle struct {
	Churned      Condition `json:"churned"`
	Paying       Condition `json:"paying"`
	NotConverted Condition `json:"not_converted"`
	Trial        Condition `json:"trial"`
	Default      Status    `json:"default"`
	TrialDays    int       `json:"trial_days"` // length of a trial whose end is unknown; 1 to MaxTrialDays
}

// MaxTrialDays is the longest trial a lifecycle may set, in days.
const MaxTrialDays = 3650

// DefaultLifecycle reads the reserved attributes.
func DefaultLifecycle() Lifecycle {
	past := func(name string) Rule {
		return Rule{Subject: AttributeSubject, Name: name, Operator: InPast}
	}
	words := func(texts []string) Rule {
		return Rule{Subject: AttributeSubject, Name: "status", Operator: Is, Texts: texts}
	}
	yes := Rule{Subject: AttributeSubject, Name: "converted", Operator: Is, Texts: []string{"yes"}}
	return Lifecycle{
		Churned:      Condition{Any: true, Rules: []Rule{past("churned_at"), words(churnedWords())}},
		Paying:       Condition{Any: true, Rules: []Rule{past("converted_at"), yes, words(payingWords())}},
		NotConverted: Condition{Rules: []Rule{past("trial_ends_at")}},
		Trial:        Condition{Any: true, Rules: []Rule{past("trial_started_at"), words(trialWords())}},
		Default:      NotConverted,
		TrialDays:    DefaultTrialDays,
	}
}

// Validate returns a [FieldError] naming the first field that is wrong.
func (l Lifecycle) Validate() error {
	for _, part := range l.parts() {
		if err := part.when.Validate(); err != nil {
			return within(part.field, err)
		}
	}
	if l.Default == NoStatus || l.Default > Churned {
		return &FieldError{Field: "default", Message: "the default status must be trial, paying, not converted or churned"}
	}
	if l.TrialDays < 1 || l.TrialDays > MaxTrialDays {
		return &FieldError{
			Field:   "trial_days",
			Message: fmt.Sprintf("the trial length must be 1 to %d days, not %d", MaxTrialDays, l.TrialDays),
		}
	}
	return nil
}

// part is one status and the condition that gives it.
type part struct {
	field  string
	status Status
	when   Condition
}

// parts lists the conditions in the order they are asked.
func (l Lifecycle) parts() []part {
	return []part{
		{"churned", Churned, l.Churned},
		{"paying", Paying, l.Paying},
		{"not_converted", NotConverted, l.NotConverted},
		{"trial", Trial, l.Trial},
	}
}
