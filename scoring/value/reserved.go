package value

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

// PayingWords, ChurnedWords and TrialWords are what a status attribute is
// understood to say, by class.
func PayingWords() []string {
	return []string{"active", "past_due", "paying", "paid", "customer", "subscribed", "unpaid", "paused"}
}

func ChurnedWords() []string {
	return []string{"canceled", "cancelled", "churned", "expired", "ended"}
}

func TrialWords() []string { return []string{"trialing", "trial", "in_trial", "in trial"} }
