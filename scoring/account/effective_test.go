package account

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

import "testing"

func TestEffectiveReadings(t *testing.T) {
	t.Parallel()
	const trialStart = value.Instant(1_794_303_000_000) // a time of day
	const trialEnd = trialStart + 10*value.Day
	date, text := value.DateValue(trialStart), func(s string) value.Value { return value.TextValue(s) }
	tests := []struct {
		name       string
		attributes []value.Attribute
		want       value.Value
	}{
		{value.TrialEndsAt, []value.Attribute{{Name: value.TrialStartedAt, Value: date}}, value.DateValue(trialStart + 14*value.Day)},
		{value.TrialEndsAt, []value.Attribute{{Name: value.TrialStartedAt, Value: date}, {Name: value.TrialEndsAt, Value: value.DateValue(trialEnd)}}, value.DateValue(trialEnd)},
		{value.TrialEndsAt, nil, value.Value{}},
		{"Trial_Ends_At", []value.Attribute{{Name: value.TrialStartedAt, Value: date}}, value.DateValue(trialStart + 14*value.Day)},
		{value.Converted, []value.Attribute{{Name: value.Converted, Value: value.FlagValue(true)}}, value.FlagValue(true)},
		{value.Converted, []value.Attribute{{Name: value.Converted, Value: value.FlagValue(true)}, {Name: value.ConvertedAt, Value: date}}, value.Value{}},
		{value.Converted, []value.Attribute{{Name: value.Converted, Value: value.FlagValue(true)}, {Name: value.ConvertedAt, Value: text("soon")}}, value.FlagValue(true)},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("Active")}, {Name: value.ConvertedAt, Value: date}}, value.Value{}},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("active")}, {Name: value.ChurnedAt, Value: date}, {Name: value.TrialEndsAt, Value: date}}, text("active")},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("canceled")}, {Name: value.ChurnedAt, Value: date}}, value.Value{}},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("canceled")}, {Name: value.ConvertedAt, Value: date}}, text("canceled")},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("in trial")}, {Name: value.TrialEndsAt, Value: date}}, value.Value{}},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("trialing")}, {Name: value.TrialStartedAt, Value: date}}, value.Value{}},
		{value.StatusAttribute, []value.Attribute{{Name: value.StatusAttribute, Value: text("vip")}, {Name: value.ConvertedAt, Value: date}, {Name: value.ChurnedAt, Value: date}, {Name: value.TrialEndsAt, Value: date}}, text("vip")},
		{"plan", []value.Attribute{{Name: "plan", Value: text("active")}, {Name: value.ConvertedAt, Value: date}}, text("active")},
	}
	for _, test := range tests {
		a := &Account{Attributes: test.attributes}
		if got := a.Effective(test.name, condition.Moment{AsOf: trialStart + 5*value.Day}); got != test.want {
			t.Errorf("%s of %v is %v, want %v", test.name, test.attributes, got, test.want)
		}
	}
}
