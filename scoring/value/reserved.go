package value

import (
	"strings"
	"unicode"
)

// The reserved attributes of accounts: the import maps column names onto them,
// and statuses and trial windows read them.
const (
	TrialStartedAt  = "trial_started_at" // date
	TrialEndsAt     = "trial_ends_at"    // date
	ConvertedAt     = "converted_at"     // date
	ChurnedAt       = "churned_at"       // date
	Converted       = "converted"        // yes/no
	StatusAttribute = "status"           // text, in the words of the classes below
	Email           = "email"
	Domain          = "domain"
)

// IsStatusAttribute reports whether an attribute of that name is one that the statuses
// read out of the box.
func IsStatusAttribute(name string) bool {
	switch Fold(name) {
	case TrialStartedAt, TrialEndsAt, ConvertedAt, ChurnedAt, Converted, StatusAttribute:
		return true
	}
	return false
}

// The readings of the reserved attributes that the conditions of the statuses get
// in place of the attributes themselves. The latest date decides where an account
// stands, and a date decides over a word or a yes, which know only the day that
// they were exported on. No import makes attributes of these names.
const (
	ChurnInForce      = "churned_at in force"   // date; absent once a later conversion or trial start has happened
	ConversionInForce = "converted_at in force" // date; absent once a churn at that instant or later has happened
	ConvertedInForce  = "converted in force"    // yes/no; absent where a date says when, and once a churn has happened
	StatusInForce     = "status in force"       // text, as StatusWord has it; absent where a date says the same
)

// The readings of trial_ends_at that rules about its date get. Both have an end also
// where it is only assumed: the start plus the usual length of a trial. A rule that
// asks for something else, such as "is set", gets what the data says.
const (
	TrialEndDate    = "trial_ends_at as a date"     // on the day that the data gives
	TrialEndInstant = "trial_ends_at as an instant" // the first one at which the trial is over: a day without a time of day ends with the day
)

// ReadingDependsOnClock reports whether the attribute of that name is one whose
// values change while as-of moves ahead: some readings in force.
func ReadingDependsOnClock(name string) bool {
	switch Fold(name) {
	case ChurnInForce, ConversionInForce, ConvertedInForce:
		return true
	}
	return false
}

// PayingWords, ChurnedWords, EndedWords and TrialWords are what a status attribute
// is understood to say, by class, each word spelled once: [StatusWord] tells what
// other spellings are the same. What ended is a trial that nobody paid after.
// Words that may mean either of two classes, such as inactive, are in none.
func PayingWords() []string {
	return []string{
		"active", "past_due", "paying", "paid", "customer", "subscribed", "unpaid", "paused",
		"subscriber", "active subscriber", "active customer", "active subscription", "paying customer", "paid customer",
		"converted", "upgraded", "overdue", "non_renewing", "won", "closed won",
	}
}

func ChurnedWords() []string {
	return []string{"canceled", "cancelled", "churned", "ended", "terminated", "former customer", "ex customer"}
}

func EndedWords() []string {
	return []string{
		"expired", "trial expired", "expired trial", "trial ended", "trial over", "trial finished", "trial canceled", "trial cancelled",
		"incomplete_expired", "not converted", "unconverted", "closed lost",
	}
}

func TrialWords() []string {
	return []string{
		"trialing", "trial", "in_trial", "on_trial", "free trial", "active trial", "trial active", "trial started", "trial user",
		"evaluating", "evaluation",
	}
}

// StatusWord is the word that the text says, the same for all its spellings: case
// and what parts words make no difference, so that Past Due is past_due.
func StatusWord(text string) string {
	folded := Fold(text)
	word := strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, folded)
	if word == "" {
		return folded
	}
	return word
}
