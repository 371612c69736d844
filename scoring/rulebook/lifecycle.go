package rulebook

import (
	"fmt"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
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

	// LeftOut is that of an account that counts nowhere. No population has it: there such
	// an account has NoStatus, and only a list of those that are left out gives it.
	LeftOut
)

// NumStatuses is one more than the highest status.
const NumStatuses = int(LeftOut) + 1

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
	case LeftOut:
		return "left out"
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

// Lifecycle is the conditions that give an account its status. They are evaluated
// in the order of the fields and the first that holds decides. An account for which
// none holds has the default status.
type Lifecycle struct {
	LeftOut      condition.Condition `json:"left_out,omitzero"` // accounts that count nowhere, whatever their status; without rules there are none
	Churned      condition.Condition `json:"churned"`
	Paying       condition.Condition `json:"paying"`
	NotConverted condition.Condition `json:"not_converted"`
	Trial        condition.Condition `json:"trial"`
	Default      Status              `json:"default"`
	TrialDays    int                 `json:"trial_days"`  // length of a trial whose end is unknown; 1 to maxTrialDays
	LookerDays   int                 `json:"looker_days"` // of the trial after which one that only was set up is a [Looker]; 1 to maxTrialDays
}

// LeavesOut reports whether there is a condition of accounts that are left out.
func (l Lifecycle) LeavesOut() bool { return len(l.LeftOut.Rules) > 0 }

// maxTrialDays is the longest trial a lifecycle may set, in days.
const maxTrialDays = 3650

// DefaultLifecycle reads the reserved attributes.
func DefaultLifecycle() Lifecycle {
	past := func(name string) condition.Rule {
		return condition.Rule{Subject: condition.AttributeSubject, Name: name, Operator: condition.InPast}
	}
	words := func(texts []string) condition.Rule {
		return condition.Rule{Subject: condition.AttributeSubject, Name: value.StatusAttribute, Operator: condition.Is, Texts: texts}
	}
	either := func(rules ...condition.Rule) condition.Condition { return condition.Condition{Any: true, Rules: rules} }
	yes := condition.Rule{Subject: condition.AttributeSubject, Name: value.Converted, Operator: condition.IsYes}
	return Lifecycle{
		Churned:      either(past(value.ChurnedAt), words(value.ChurnedWords())),
		Paying:       either(past(value.ConvertedAt), yes, words(value.PayingWords())),
		NotConverted: either(past(value.TrialEndsAt), words(value.EndedWords())),
		Trial:        either(past(value.TrialStartedAt), words(value.TrialWords())),
		Default:      NotConverted,
		TrialDays:    condition.DefaultTrialDays,
		LookerDays:   DefaultLookerDays,
	}
}

// formerDefaults are the sentences that the default lifecycle had in earlier
// versions. A workspace stores its lifecycle, so it may still have them although
// nobody chose them.
var formerDefaults = []struct{ churned, paying, notConverted, trial string }{
	{
		churned:      "attribute churned_at is in the past or attribute status is canceled|cancelled|churned|expired|ended",
		paying:       "attribute converted_at is in the past or attribute converted is yes or attribute status is active|past_due|paying|paid|customer|subscribed|unpaid|paused",
		notConverted: "attribute trial_ends_at is in the past",
		trial:        `attribute trial_started_at is in the past or attribute status is trialing|trial|in_trial|"in trial"`,
	},
}

// WithCurrentDefaults is the lifecycle in which conditions that are a former default
// are replaced by the current default.
func (l Lifecycle) WithCurrentDefaults() Lifecycle {
	current := DefaultLifecycle()
	replace := func(c *condition.Condition, former string, with condition.Condition) {
		if c.String() == former {
			*c = with
		}
	}
	for _, former := range formerDefaults {
		replace(&l.Churned, former.churned, current.Churned)
		replace(&l.Paying, former.paying, current.Paying)
		replace(&l.NotConverted, former.notConverted, current.NotConverted)
		replace(&l.Trial, former.trial, current.Trial)
	}
	return l
}

// Validate returns a [value.FieldError] naming the first field that is wrong.
func (l Lifecycle) Validate() error {
	for _, part := range l.parts() {
		if err := part.When.Validate(); err != nil {
			return value.PrefixField(part.field, err)
		}
	}
	if l.LeavesOut() {
		if err := l.LeftOut.Validate(); err != nil {
			return value.PrefixField("left_out", err)
		}
	}
	if l.Default == NoStatus || l.Default > Churned {
		return &value.FieldError{Field: "default", Message: "the default status must be trial, paying, not converted or churned"}
	}
	if l.TrialDays < 1 || l.TrialDays > maxTrialDays {
		return &value.FieldError{
			Field:   "trial_days",
			Message: fmt.Sprintf("the trial length must be 1 to %d days, not %d", maxTrialDays, l.TrialDays),
		}
	}
	if l.LookerDays < 1 || l.LookerDays > maxTrialDays {
		return &value.FieldError{
			Field:   "looker_days",
			Message: fmt.Sprintf("the days after which a trial is a looker must be 1 to %d, not %d", maxTrialDays, l.LookerDays),
		}
	}
	return nil
}

// StatusCondition is a status and the condition that gives it.
type StatusCondition struct {
	field  string
	Status Status
	When   condition.Condition
}

// parts lists the conditions in the order they are asked, as they are written.
func (l Lifecycle) parts() []StatusCondition {
	return []StatusCondition{
		{"churned", Churned, l.Churned},
		{"paying", Paying, l.Paying},
		{"not_converted", NotConverted, l.NotConverted},
		{"trial", Trial, l.Trial},
	}
}

// WrittenConditions lists the conditions as they are written, in the order in which
// they are evaluated.
func (l Lifecycle) WrittenConditions() []StatusCondition { return l.parts() }

// StatusConditions lists the conditions in the order in which they are evaluated,
// asking about what is in force (see [value.ChurnInForce]): a churn or a conversion
// in the past decides the status only as long as no later date reverses it.
func (l Lifecycle) StatusConditions() []StatusCondition {
	parts := l.parts()
	for i := range parts {
		parts[i].When = inForce(parts[i].When)
	}
	return parts
}

// inForce is the condition with the rules about reserved attributes asked of their
// readings in force.
func inForce(c condition.Condition) condition.Condition {
	asked := condition.Condition{Any: c.Any}
	for _, r := range c.Rules {
		asked.Rules = append(asked.Rules, ruleInForce(r))
	}
	return asked
}

func ruleInForce(r condition.Rule) condition.Rule {
	if r.Subject != condition.AttributeSubject {
		return r
	}
	name := value.Fold(r.Name)
	switch {
	case name == value.ChurnedAt && r.Operator == condition.InPast:
		r.Name = value.ChurnInForce
	case name == value.ConvertedAt && r.Operator == condition.InPast:
		r.Name = value.ConversionInForce
	case name == value.Converted:
		r.Name = value.ConvertedInForce
	case name == value.StatusAttribute && (r.Operator == condition.Is || r.Operator == condition.IsNot):
		r.Name = value.StatusInForce
		words := make([]string, len(r.Texts))
		for i, text := range r.Texts {
			words[i] = value.StatusWord(text)
		}
		r.Texts = words
	}
	return r
}
