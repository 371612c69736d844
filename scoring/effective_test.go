package scoring

import "testing"

func TestEffectiveReadings(t *testing.T) {
	t.Parallel()
	const trialStart = Instant(1_794_303_000_000) // a time of day
	const trialEnd = trialStart + 10*Day
	date, text := DateValue(trialStart), func(s string) Value { return TextValue(s) }
	tests := []struct {
		name       string
		attributes []Attribute
		want       Value
	}{
		{TrialEndsAt, []Attribute{{TrialStartedAt, date}}, DateValue(trialStart + 14*Day)},
		{TrialEndsAt, []Attribute{{TrialStartedAt, date}, {TrialEndsAt, DateValue(trialEnd)}}, DateValue(trialEnd)},
		{TrialEndsAt, nil, Value{}},
		{"Trial_Ends_At", []Attribute{{TrialStartedAt, date}}, DateValue(trialStart + 14*Day)},
		{Converted, []Attribute{{Converted, FlagValue(true)}}, FlagValue(true)},
		{Converted, []Attribute{{Converted, FlagValue(true)}, {ConvertedAt, date}}, Value{}},
		{Converted, []Attribute{{Converted, FlagValue(true)}, {ConvertedAt, text("soon")}}, FlagValue(true)},
		{StatusName, []Attribute{{StatusName, text("Active")}, {ConvertedAt, date}}, Value{}},
		{StatusName, []Attribute{{StatusName, text("active")}, {ChurnedAt, date}, {TrialEndsAt, date}}, text("active")},
		{StatusName, []Attribute{{StatusName, text("canceled")}, {ChurnedAt, date}}, Value{}},
		{StatusName, []Attribute{{StatusName, text("canceled")}, {ConvertedAt, date}}, text("canceled")},
		{StatusName, []Attribute{{StatusName, text("in trial")}, {TrialEndsAt, date}}, Value{}},
		{StatusName, []Attribute{{StatusName, text("trialing")}, {TrialStartedAt, date}}, Value{}},
		{StatusName, []Attribute{{StatusName, text("vip")}, {ConvertedAt, date}, {ChurnedAt, date}, {TrialEndsAt, date}}, text("vip")},
		{"plan", []Attribute{{"plan", text("active")}, {ConvertedAt, date}}, text("active")},
	}
	for _, test := range tests {
		a := &Account{Attributes: test.attributes}
		if got := a.effective(test.name, Moment{AsOf: trialStart + 5*Day}); got != test.want {
			t.Errorf("%s of %v is %v, want %v", test.name, test.attributes, got, test.want)
		}
	}
}
