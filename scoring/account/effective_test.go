package account

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

func TestEffectiveReadings(t *testing.T) {
	t.Parallel()
	const trialStart = value.Instant(1_794_303_000_000) // a time of day
	const trialEnd = trialStart + 10*value.Day
	const asOf = trialStart + 5*value.Day
	has := func(attributes ...any) []value.Attribute { // names and dates, texts or flags in turn
		var list []value.Attribute
		for i := 0; i < len(attributes); i += 2 {
			var v value.Value
			switch of := attributes[i+1].(type) {
			case value.Instant:
				v = value.DateValue(of)
			case string:
				v = value.TextValue(of)
			case bool:
				v = value.YesNoValue(of)
			}
			list = append(list, value.Attribute{Name: attributes[i].(string), Value: v})
		}
		return list
	}
	absent, yes := value.Value{}, value.YesNoValue(true)
	for _, test := range []struct {
		name       string
		attributes []value.Attribute
		want       value.Value
	}{
		{value.TrialEndsAt, has(value.TrialStartedAt, trialStart), absent},
		{value.TrialEndDate, has(value.TrialStartedAt, trialStart), value.DateValue(trialStart + 14*value.Day)},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart), value.DateValue(trialStart + 14*value.Day)},
		{value.TrialEndDate, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialEnd.Midnight()), value.DateValue(trialEnd.Midnight())},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialEnd.Midnight()), value.DateValue(trialEnd.Midnight() + value.Day)},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialEnd), value.DateValue(trialEnd)},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, "soon"), value.TextValue("soon")},
		{value.TrialEndsAt, nil, absent},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialStart-9*value.Day), value.DateValue(trialStart - 9*value.Day)},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialStart-9*value.Day, value.ChurnedAt, trialStart-value.Day), value.DateValue(trialStart + 14*value.Day)},
		{value.TrialEndInstant, has(value.TrialStartedAt, trialStart, value.TrialEndsAt, trialStart-9*value.Day, value.ChurnedAt, trialEnd), value.DateValue(trialStart - 9*value.Day)},

		{value.ChurnInForce, nil, absent},
		{value.ChurnInForce, has(value.ChurnedAt, "soon"), absent},
		{value.ChurnInForce, has(value.ChurnedAt, trialStart), value.DateValue(trialStart)},
		{value.ChurnInForce, has(value.ChurnedAt, trialStart, value.ConvertedAt, trialStart, value.TrialStartedAt, trialStart), value.DateValue(trialStart)},
		{value.ChurnInForce, has(value.ChurnedAt, trialStart, value.ConvertedAt, trialStart+1), absent},
		{value.ChurnInForce, has(value.ChurnedAt, trialStart, value.ConvertedAt, asOf+1), value.DateValue(trialStart)},
		{value.ChurnInForce, has(value.ChurnedAt, trialStart, value.TrialStartedAt, asOf), absent},
		{value.ChurnInForce, has(value.ChurnedAt, asOf+1, value.ConvertedAt, trialStart), value.DateValue(asOf + 1)},

		{value.ConversionInForce, has(value.ConvertedAt, trialStart), value.DateValue(trialStart)},
		{value.ConversionInForce, has(value.ConvertedAt, trialStart, value.ChurnedAt, trialStart), absent},
		{value.ConversionInForce, has(value.ConvertedAt, trialStart, value.ChurnedAt, trialStart-1), value.DateValue(trialStart)},
		{value.ConversionInForce, has(value.ConvertedAt, trialStart, value.ChurnedAt, asOf+1), value.DateValue(trialStart)},

		{value.ConvertedInForce, has(value.Converted, true), yes},
		{value.ConvertedInForce, has(value.Converted, true, value.ConvertedAt, trialStart), absent},
		{value.ConvertedInForce, has(value.Converted, true, value.ConvertedAt, "soon"), yes},
		{value.ConvertedInForce, has(value.Converted, true, value.ChurnedAt, asOf), absent},
		{value.ConvertedInForce, has(value.Converted, true, value.ChurnedAt, asOf+1), yes},
		{value.Converted, has(value.Converted, true, value.ConvertedAt, trialStart), yes},

		{value.StatusInForce, has(value.StatusAttribute, "Past-Due"), value.TextValue("pastdue")},
		{value.StatusInForce, has(value.StatusAttribute, "Active", value.ConvertedAt, trialStart), absent},
		{value.StatusInForce, has(value.StatusAttribute, "active", value.ChurnedAt, trialStart, value.TrialEndsAt, trialStart), value.TextValue("active")},
		{value.StatusInForce, has(value.StatusAttribute, "canceled", value.ChurnedAt, trialStart), absent},
		{value.StatusInForce, has(value.StatusAttribute, "canceled", value.ConvertedAt, trialStart), value.TextValue("canceled")},
		{value.StatusInForce, has(value.StatusAttribute, "in trial", value.TrialEndsAt, trialStart), value.TextValue("intrial")},
		{value.StatusInForce, has(value.StatusAttribute, "trialing", value.TrialStartedAt, trialStart), absent},
		{value.StatusInForce, has(value.StatusAttribute, "Expired", value.TrialStartedAt, trialStart), value.TextValue("expired")},
		{value.StatusInForce, has(value.StatusAttribute, "Expired", value.TrialEndsAt, trialStart), absent},
		{value.StatusInForce, has(value.StatusAttribute, "vip", value.ConvertedAt, trialStart, value.ChurnedAt, trialStart, value.TrialEndsAt, trialStart), value.TextValue("vip")},
		{value.StatusAttribute, has(value.StatusAttribute, "Active", value.ConvertedAt, trialStart), value.TextValue("Active")},
		{"plan", has("plan", "active", value.ConvertedAt, trialStart), value.TextValue("active")},
	} {
		a := &Account{Attributes: test.attributes}
		if got := a.Effective(test.name, condition.Moment{AsOf: asOf}); got != test.want {
			t.Errorf("%s of %v is %v, want %v", test.name, test.attributes, got, test.want)
		}
	}
}
