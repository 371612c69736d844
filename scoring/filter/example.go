package filter

// Example is a term of a filter and what it means, for help.
type Example struct {
	Text  string
	Means string
}

// Examples shows the whole grammar of filters, one kind of term each.
func Examples() []Example {
	return []Example{
		{"harbor", "the name, the id or the domain contains it"},
		{`"blue harbor"`, "the same with a space in it"},
		{"qualified", "qualified trials"},
		{"looker", "has matched nothing beyond setup after the first days"},
		{"builder", "is on trial and no looker"},
		{"hand-raiser", "asked to be called: matches a signal marked as a hand-raiser"},
		{"fit>=50", "a score, compared exactly; also >, <, <= and ="},
		{"adoption:high", "a band; fit:good likewise"},
		{"possible>=80", "the fit score if what is missing were known"},
		{"left<=3", "days left in the trial"},
		{"seen>2", "days since last seen"},
		{"pace>=80", "ahead of so many % of finished trials at that day"},
		{"status:paying", "trial, paying, not-converted or churned"},
		{`signal:"Imported contacts"`, "matches the signal"},
		{"signal:Logins@2", "reaches level 2 of the signal"},
		{"disqualified", "a disqualifier holds"},
		{"disqualifier:Competitor", "this disqualifier holds"},
		{`segment:"Hot but uncontacted"`, "is in the segment"},
		{`event:"Imported contacts"`, "the event has happened"},
		{"owner:ana", "whose it is"},
		{`owner:""`, "nobody's"},
		{"touched", "somebody noted a touch; untouched if nobody did"},
		{"last_touch<3", "days since the last touch"},
		{"snoozed", "kept out of the list until a day"},
		{"dismissed", "kept out of the list for a reason"},
		{"id:acme", "has the id"},
		{"name:harbor", "the name contains it"},
		{`country:US|"New Zealand"`, "an attribute is one of these"},
		{"employees>50", "an attribute is more"},
		{"signed_up<2026-01-31", "an attribute is before the day"},
		{"!qualified", "the opposite of any of these"},
	}
}
