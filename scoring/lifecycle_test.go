package scoring

import (
	"encoding/json"
	"errors"
	"testing"
)

func TestDefaultLifecycle(t *testing.T) {
	t.Parallel()
	const now = 1_770_000_000_000
	date := func(name string, days Instant) Attribute { return Attribute{name, DateValue(now + days*Day)} }
	text := func(s string) Attribute { return Attribute{StatusName, TextValue(s)} }
	flag := func(yes bool) Attribute { return Attribute{Converted, FlagValue(yes)} }
	for name, test := range map[string]struct {
		attributes []Attribute
		want       Status
		converted  bool
	}{
		"nothing known":                   {nil, NotConverted, false},
		"trial runs":                      {[]Attribute{date(TrialStartedAt, -3)}, Trial, false},
		"trial begins now":                {[]Attribute{date(TrialStartedAt, 0)}, Trial, false},
		"trial begins later":              {[]Attribute{date(TrialStartedAt, 1)}, NoStatus, false},
		"trial ran its length":            {[]Attribute{date(TrialStartedAt, -14)}, NotConverted, false},
		"trial ended":                     {[]Attribute{date(TrialStartedAt, -3), date(TrialEndsAt, -1)}, NotConverted, false},
		"trial is longer":                 {[]Attribute{date(TrialStartedAt, -30), date(TrialEndsAt, 1)}, Trial, false},
		"converted":                       {[]Attribute{date(TrialStartedAt, -30), date(ConvertedAt, -20)}, Paying, true},
		"converted after the end":         {[]Attribute{date(TrialStartedAt, -60), date(ConvertedAt, -1)}, Paying, true},
		"converts later":                  {[]Attribute{date(TrialStartedAt, -3), date(ConvertedAt, 2)}, Trial, false},
		"converts later, says yes":        {[]Attribute{date(TrialStartedAt, -3), date(ConvertedAt, 2), flag(true)}, Trial, false},
		"says yes":                        {[]Attribute{date(TrialStartedAt, -30), flag(true)}, Paying, true},
		"says no":                         {[]Attribute{date(TrialStartedAt, -30), flag(false)}, NotConverted, false},
		"active":                          {[]Attribute{text("Active")}, Paying, true},
		"active, converts later":          {[]Attribute{date(TrialStartedAt, -3), date(ConvertedAt, 2), text("active")}, Trial, false},
		"trialing":                        {[]Attribute{text("trialing")}, Trial, false},
		"trialing, by date over":          {[]Attribute{text("trialing"), date(TrialEndsAt, -1)}, NotConverted, false},
		"canceled":                        {[]Attribute{text("canceled")}, Churned, true},
		"canceled, never paid":            {[]Attribute{text("canceled"), flag(false)}, Churned, false},
		"canceled later":                  {[]Attribute{text("canceled"), date(ChurnedAt, 4), date(ConvertedAt, -9)}, Paying, true},
		"churned comes before paying":     {[]Attribute{date(ConvertedAt, -9), date(ChurnedAt, -1)}, Churned, true},
		"churned before it converts":      {[]Attribute{date(ConvertedAt, 9), date(ChurnedAt, -1)}, Churned, false},
		"churned, trial begins later":     {[]Attribute{date(TrialStartedAt, 1), date(ChurnedAt, -1)}, NoStatus, false},
		"a word that nobody knows":        {[]Attribute{text("on fire")}, NotConverted, false},
		"paying comes before trial ended": {[]Attribute{text("paid"), date(TrialEndsAt, -1)}, Paying, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := NewMemoryFacts([]Account{
				{ID: "a", Known: true, Attributes: test.attributes},
				{ID: "b", Known: false, Attributes: test.attributes},
			})
			p, err := NewPopulation(t.Context(), f, []uint32{0, 1}, Moment{AsOf: now}, DefaultRulebook())
			if err != nil {
				t.Fatal(err)
			}
			if p.Status[0] != test.want || p.Converted.Has(0) != test.converted {
				t.Errorf("got %s and converted %t, want %s and %t",
					p.Status[0], p.Converted.Has(0), test.want, test.converted)
			}
			if p.Status[1] != NoStatus || p.Converted.Has(1) {
				t.Errorf("an account that is not known is %s", p.Status[1])
			}
		})
	}
}

func TestLifecycleDefaultStatus(t *testing.T) {
	t.Parallel()
	book := DefaultRulebook()
	book.Life.Default = Trial
	f := NewMemoryFacts([]Account{{ID: "a", Known: true}})
	p, err := NewPopulation(t.Context(), f, []uint32{0}, Moment{}, book)
	if err != nil || p.Status[0] != Trial || p.Count(Trial) != 1 {
		t.Errorf("got %v and error %v, want the default status trial", p, err)
	}
}

func TestLifecycleValidate(t *testing.T) {
	t.Parallel()
	if err := DefaultLifecycle().Validate(); err != nil {
		t.Errorf("the default lifecycle: %v", err)
	}
	for field, change := range map[string]func(*Lifecycle){
		"churned.rules":           func(l *Lifecycle) { l.Churned = Condition{} },
		"paying.rules[0].name":    func(l *Lifecycle) { l.Paying.Rules[0].Name = "" },
		"not_converted.rules":     func(l *Lifecycle) { l.NotConverted.Rules = nil },
		"trial.rules[0].operator": func(l *Lifecycle) { l.Trial.Rules[0].Operator = 200 },
		"default":                 func(l *Lifecycle) { l.Default = NoStatus },
		"trial_days":              func(l *Lifecycle) { l.TrialDays = 0 },
	} {
		l := DefaultLifecycle()
		change(&l)
		var wrong *FieldError
		if err := l.Validate(); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("got %v, want an error of field %s", err, field)
		}
	}
}

func TestStatusTexts(t *testing.T) {
	t.Parallel()
	for _, s := range append(Statuses(), NoStatus) {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var back Status
		if err := json.Unmarshal(text, &back); err != nil || back != s {
			t.Errorf("%s reads back as %s (%v)", text, back, err)
		}
	}
	if text, _ := NotConverted.MarshalText(); string(text) != "not_converted" {
		t.Errorf("got %s, want not_converted", text)
	}
	if s, err := ParseStatus(" Not-Converted "); s != NotConverted || err != nil {
		t.Errorf("got %s and %v", s, err)
	}
	for _, s := range []string{"", "none", "all"} {
		if got, err := ParseStatus(s); err == nil {
			t.Errorf("%q is %s, want an error", s, got)
		}
	}
	set := StatusesOf(Trial, Churned)
	if !set.Has(Trial) || set.Has(Paying) || !set.Has(Churned) || AllStatuses.Has(NoStatus) {
		t.Error("a set of statuses has the wrong ones")
	}
}
