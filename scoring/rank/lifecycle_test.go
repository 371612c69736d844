package rank_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestDefaultLifecycle(t *testing.T) {
	t.Parallel()
	const now = 1_770_000_000_000
	date := func(name string, days value.Instant) value.Attribute {
		return value.Attribute{Name: name, Value: value.DateValue(now + days*value.Day)}
	}
	text := func(s string) value.Attribute {
		return value.Attribute{Name: value.StatusAttribute, Value: value.TextValue(s)}
	}
	flag := func(yes bool) value.Attribute {
		return value.Attribute{Name: value.Converted, Value: value.YesNoValue(yes)}
	}
	for name, test := range map[string]struct {
		attributes []value.Attribute
		want       rulebook.Status
		converted  bool
	}{
		"nothing known":                   {nil, rulebook.NotConverted, false},
		"trial runs":                      {[]value.Attribute{date(value.TrialStartedAt, -3)}, rulebook.Trial, false},
		"trial begins now":                {[]value.Attribute{date(value.TrialStartedAt, 0)}, rulebook.Trial, false},
		"trial begins later":              {[]value.Attribute{date(value.TrialStartedAt, 1)}, rulebook.NoStatus, false},
		"trial ran its length":            {[]value.Attribute{date(value.TrialStartedAt, -14)}, rulebook.NotConverted, false},
		"trial ended":                     {[]value.Attribute{date(value.TrialStartedAt, -3), date(value.TrialEndsAt, -1)}, rulebook.NotConverted, false},
		"trial is longer":                 {[]value.Attribute{date(value.TrialStartedAt, -30), date(value.TrialEndsAt, 1)}, rulebook.Trial, false},
		"converted":                       {[]value.Attribute{date(value.TrialStartedAt, -30), date(value.ConvertedAt, -20)}, rulebook.Paying, true},
		"converted after the end":         {[]value.Attribute{date(value.TrialStartedAt, -60), date(value.ConvertedAt, -1)}, rulebook.Paying, true},
		"converts later":                  {[]value.Attribute{date(value.TrialStartedAt, -3), date(value.ConvertedAt, 2)}, rulebook.Trial, false},
		"converts later, says yes":        {[]value.Attribute{date(value.TrialStartedAt, -3), date(value.ConvertedAt, 2), flag(true)}, rulebook.Trial, false},
		"says yes":                        {[]value.Attribute{date(value.TrialStartedAt, -30), flag(true)}, rulebook.Paying, true},
		"says no":                         {[]value.Attribute{date(value.TrialStartedAt, -30), flag(false)}, rulebook.NotConverted, false},
		"active":                          {[]value.Attribute{text("Active")}, rulebook.Paying, true},
		"active, converts later":          {[]value.Attribute{date(value.TrialStartedAt, -3), date(value.ConvertedAt, 2), text("active")}, rulebook.Trial, false},
		"trialing":                        {[]value.Attribute{text("trialing")}, rulebook.Trial, false},
		"trialing, by date over":          {[]value.Attribute{text("trialing"), date(value.TrialEndsAt, -1)}, rulebook.NotConverted, false},
		"active, spelled otherwise":       {[]value.Attribute{text("Active-Subscriber")}, rulebook.Paying, true},
		"free trial":                      {[]value.Attribute{text("Free Trial")}, rulebook.Trial, false},
		"expired":                         {[]value.Attribute{text("expired"), date(value.TrialStartedAt, -3)}, rulebook.NotConverted, false},
		"expired, by date running":        {[]value.Attribute{text("expired"), date(value.TrialStartedAt, -3), date(value.TrialEndsAt, 2)}, rulebook.Trial, false},
		"expired, by date paying":         {[]value.Attribute{text("expired"), date(value.ConvertedAt, -3)}, rulebook.Paying, true},
		"came back, says canceled":        {[]value.Attribute{text("canceled"), date(value.ChurnedAt, -9), date(value.ConvertedAt, -2)}, rulebook.Paying, true},
		"in a trial again, says yes":      {[]value.Attribute{flag(true), date(value.ChurnedAt, -9), date(value.TrialStartedAt, -2)}, rulebook.Trial, true},
		"again, its end not known":        {[]value.Attribute{date(value.TrialEndsAt, -80), date(value.ChurnedAt, -9), date(value.TrialStartedAt, -2)}, rulebook.Trial, false},
		"canceled":                        {[]value.Attribute{text("canceled")}, rulebook.Churned, true},
		"canceled, never paid":            {[]value.Attribute{text("canceled"), flag(false)}, rulebook.Churned, false},
		"canceled later":                  {[]value.Attribute{text("canceled"), date(value.ChurnedAt, 4), date(value.ConvertedAt, -9)}, rulebook.Paying, true},
		"churned comes before paying":     {[]value.Attribute{date(value.ConvertedAt, -9), date(value.ChurnedAt, -1)}, rulebook.Churned, true},
		"churned before it converts":      {[]value.Attribute{date(value.ConvertedAt, 9), date(value.ChurnedAt, -1)}, rulebook.Churned, false},
		"churned, trial begins later":     {[]value.Attribute{date(value.TrialStartedAt, 1), date(value.ChurnedAt, -1)}, rulebook.NoStatus, false},
		"a word that nobody knows":        {[]value.Attribute{text("on fire")}, rulebook.NotConverted, false},
		"paying comes before trial ended": {[]value.Attribute{text("paid"), date(value.TrialEndsAt, -1)}, rulebook.Paying, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := factstest.NewFacts([]account.Account{
				{ID: "a", Known: true, Attributes: test.attributes},
				{ID: "b", Known: false, Attributes: test.attributes},
			})
			p, err := rank.NewPopulation(t.Context(), f, []uint32{0, 1}, condition.Moment{AsOf: now}, rulebook.Default())
			if err != nil {
				t.Fatal(err)
			}
			if p.Status[0] != test.want || p.Converted.Has(0) != test.converted {
				t.Errorf("got %s and converted %t, want %s and %t",
					p.Status[0], p.Converted.Has(0), test.want, test.converted)
			}
			if p.Status[1] != rulebook.NoStatus || p.Converted.Has(1) {
				t.Errorf("an account that is not known is %s", p.Status[1])
			}
		})
	}
}

// TestLatestDateDecides tries all orders of a trial start, a conversion and a
// churn against what follows from living through them one after the other.
func TestLatestDateDecides(t *testing.T) {
	t.Parallel()
	const now = value.Instant(1_770_000_000_000)
	when := []value.Instant{value.Never, now - 60*value.Day, now - 30*value.Day, now - 30*value.Day + 1, now - 9*value.Day, now, now + value.Day}
	var accounts []account.Account
	for _, started := range when {
		for _, converted := range when {
			for _, churned := range when {
				accounts = append(accounts, account.Account{ID: fmt.Sprint(len(accounts)), Known: true, Attributes: []value.Attribute{
					{Name: value.TrialStartedAt, Value: value.DateValue(started)},
					{Name: value.ConvertedAt, Value: value.DateValue(converted)},
					{Name: value.ChurnedAt, Value: value.DateValue(churned)},
				}})
			}
		}
	}
	p, err := rank.NewPopulation(t.Context(), factstest.NewFacts(accounts), make([]uint32, len(accounts)), condition.Moment{AsOf: now}, rulebook.Default())
	if err != nil {
		t.Fatal(err)
	}
	for slot, a := range accounts {
		started, converted, churned := a.Attributes[0].Value.Date, a.Attributes[1].Value.Date, a.Attributes[2].Value.Date
		dates := []value.Instant{started, converted, churned}
		for i, v := range a.Attributes {
			if v.Value.Kind == value.Absent {
				dates[i] = value.Never
			}
		}
		want, ever := life(dates[0], dates[1], dates[2], now)
		if p.Status[slot] != want || p.Converted.Has(slot) != ever {
			t.Errorf("trial from %v, converted %v, churned %v: %v and ever converted %v, want %v and %v",
				dates[0], dates[1], dates[2], p.Status[slot], p.Converted.Has(slot), want, ever)
		}
	}
}

// life goes through what has happened in the order of time, a churn last of what is
// of one instant.
func life(started, converted, churned, now value.Instant) (status rulebook.Status, ever bool) {
	if started > now {
		return rulebook.NoStatus, false
	}
	status = rulebook.NotConverted
	for _, at := range slices.Sorted(slices.Values([]value.Instant{started, converted, churned})) {
		if at == value.Never || at > now {
			continue
		}
		if at == started && status != rulebook.Paying {
			status = rulebook.Trial
		}
		if at == converted {
			status, ever = rulebook.Paying, true
		}
		if at == churned {
			status = rulebook.Churned
		}
	}
	if status == rulebook.Trial && now >= started+condition.DefaultTrialDays*value.Day {
		status = rulebook.NotConverted
	}
	return status, ever
}

// TestChurnedCountsAsConverted tries what the workspace knows of conversions.
func TestChurnedCountsAsConverted(t *testing.T) {
	t.Parallel()
	const now = value.Instant(1_770_000_000_000)
	date := func(name string, days value.Instant) value.Attribute {
		return value.Attribute{Name: name, Value: value.DateValue(now + days*value.Day)}
	}
	says := func(yes bool) value.Attribute {
		return value.Attribute{Name: value.Converted, Value: value.YesNoValue(yes)}
	}
	left := date(value.ChurnedAt, -2)
	for name, test := range map[string]struct {
		churned []value.Attribute
		other   []value.Attribute // of another account
		want    bool
	}{
		"nothing is known of anybody":        {[]value.Attribute{left}, nil, true},
		"a word is known of another":         {[]value.Attribute{left}, []value.Attribute{{Name: value.StatusAttribute, Value: value.TextValue("active")}}, true},
		"a date is known of another":         {[]value.Attribute{left}, []value.Attribute{date(value.ConvertedAt, -5)}, false},
		"a date to come is known of another": {[]value.Attribute{left}, []value.Attribute{date(value.ConvertedAt, 5)}, false},
		"a no is known of another":           {[]value.Attribute{left}, []value.Attribute{says(false)}, false},
		"its own date":                       {[]value.Attribute{left, date(value.ConvertedAt, -5)}, nil, true},
		"its own date, to come":              {[]value.Attribute{left, date(value.ConvertedAt, 5)}, nil, false},
		"its own yes":                        {[]value.Attribute{left, says(true)}, nil, true},
		"its own yes, a date to come":        {[]value.Attribute{left, says(true), date(value.ConvertedAt, 5)}, nil, false},
		"its own yes, written otherwise":     {[]value.Attribute{left, {Name: value.Converted, Value: value.TextValue("T")}}, nil, true},
		"its own no":                         {[]value.Attribute{left, says(false)}, nil, false},
	} {
		f := factstest.NewFacts([]account.Account{{ID: "a", Known: true, Attributes: test.churned}, {ID: "b", Known: true, Attributes: test.other}})
		p, err := rank.NewPopulation(t.Context(), f, []uint32{0, 1}, condition.Moment{AsOf: now}, rulebook.Default())
		if err != nil {
			t.Fatal(err)
		}
		if p.Status[0] != rulebook.Churned || p.Converted.Has(0) != test.want {
			t.Errorf("%s: %v and converted %v, want %v", name, p.Status[0], p.Converted.Has(0), test.want)
		}
	}
}

func TestLifecycleDefaultStatus(t *testing.T) {
	t.Parallel()
	book := rulebook.Default()
	book.Lifecycle.Default = rulebook.Trial
	f := factstest.NewFacts([]account.Account{{ID: "a", Known: true}})
	p, err := rank.NewPopulation(t.Context(), f, []uint32{0}, condition.Moment{}, book)
	if err != nil || p.Status[0] != rulebook.Trial || p.Count(rulebook.Trial) != 1 {
		t.Errorf("got %v and error %v, want the default status trial", p, err)
	}
}

func TestLifecycleValidate(t *testing.T) {
	t.Parallel()
	if err := rulebook.DefaultLifecycle().Validate(); err != nil {
		t.Errorf("the default lifecycle: %v", err)
	}
	for field, change := range map[string]func(*rulebook.Lifecycle){
		"churned.rules":           func(l *rulebook.Lifecycle) { l.Churned = condition.Condition{} },
		"paying.rules[0].name":    func(l *rulebook.Lifecycle) { l.Paying.Rules[0].Name = "" },
		"not_converted.rules":     func(l *rulebook.Lifecycle) { l.NotConverted.Rules = nil },
		"trial.rules[0].operator": func(l *rulebook.Lifecycle) { l.Trial.Rules[0].Operator = 200 },
		"default":                 func(l *rulebook.Lifecycle) { l.Default = rulebook.NoStatus },
		"trial_days":              func(l *rulebook.Lifecycle) { l.TrialDays = 0 },
	} {
		l := rulebook.DefaultLifecycle()
		change(&l)
		var wrong *value.FieldError
		if err := l.Validate(); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("got %v, want an error of field %s", err, field)
		}
	}
}

func TestStatusTexts(t *testing.T) {
	t.Parallel()
	for _, s := range append(rulebook.Statuses(), rulebook.NoStatus) {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back rulebook.Status
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%s reads back as %s (%v)", text, back, err)
		}
	}
	if text, _ := rulebook.NotConverted.MarshalText(); string(text) != "not_converted" {
		t.Errorf("got %s, want not_converted", text)
	}
	if s, err := rulebook.ParseStatus(" Not-Converted "); s != rulebook.NotConverted || err != nil {
		t.Errorf("got %s and %v", s, err)
	}
	for _, s := range []string{"", "none", "all"} {
		if got, err := rulebook.ParseStatus(s); err == nil {
			t.Errorf("%q is %s, want an error", s, got)
		}
	}
	set := rulebook.StatusesOf(rulebook.Trial, rulebook.Churned)
	if !set.Has(rulebook.Trial) || set.Has(rulebook.Paying) || !set.Has(rulebook.Churned) || rulebook.AllStatuses.Has(rulebook.NoStatus) {
		t.Error("a set of statuses has the wrong ones")
	}
}

func TestFormerDefaultsAreThoseOfToday(t *testing.T) {
	t.Parallel()
	former := rulebook.DefaultLifecycle()
	former.Churned = factstest.Parsed(t, "attribute churned_at is in the past or attribute status is canceled|cancelled|churned|expired|ended")
	former.Paying = factstest.Parsed(t, "attribute converted_at is in the past or attribute converted is yes or attribute status is active|past_due|paying|paid|customer|subscribed|unpaid|paused")
	former.NotConverted = factstest.Parsed(t, "attribute trial_ends_at is in the past")
	chosen := factstest.Parsed(t, `attribute trial_started_at is in the past or attribute status is trialing|trial|in_trial`)
	former.Trial = chosen
	current, want := former.WithCurrentDefaults(), rulebook.DefaultLifecycle()
	if !current.Churned.Equal(want.Churned) || !current.Paying.Equal(want.Paying) || !current.NotConverted.Equal(want.NotConverted) {
		t.Errorf("the former defaults became %v, %v and %v", current.Churned, current.Paying, current.NotConverted)
	}
	if !current.Trial.Equal(chosen) {
		t.Errorf("what somebody chose became %v", current.Trial)
	}
}
