package demo_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/stats"
	"trialist/scoring/value"
	"trialist/store/demo"
)

// asOf is a Thursday afternoon.
var asOf = value.FromTime(time.Date(2026, 11, 19, 14, 2, 0, 0, time.UTC))

// drain reads a source to its end.
func drain(t testing.TB, source record.Source) *record.Batch {
	t.Helper()
	all := new(record.Batch)
	for {
		if err := source.Next(all); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("read a made-up source: %v", err)
		}
	}
}

// accounts joins the sources of a workspace.
func accounts(t testing.TB, w *demo.Workspace) []account.Account {
	t.Helper()
	var list []account.Account
	slots := map[string]int{}
	for _, c := range drain(t, w.Customers()).Customers {
		slots[c.Account] = len(list)
		list = append(list, account.Account{ID: c.Account, Name: c.Name, Known: true, Attributes: c.Attributes})
	}
	for _, c := range drain(t, w.Contacts()).Contacts {
		slot, known := slots[c.Account]
		if !known {
			t.Fatalf("contact %s works in %s, which is not there", c.Contact, c.Account)
		}
		list[slot].Contacts = append(list[slot].Contacts, account.Contact{ID: c.Contact, Attributes: c.Attributes})
	}
	for _, e := range drain(t, w.Events()).Events() {
		slot, known := slots[string(e.Account)]
		if !known {
			t.Fatalf("event of %s, which is not there", e.Account)
		}
		list[slot].Events = append(list[slot].Events,
			account.Event{Name: string(e.Name), Contact: string(e.Contact), At: e.At, Count: int(e.Count)})
	}
	return list
}

func date(a account.Account, name string) value.Instant {
	for _, attribute := range a.Attributes {
		if attribute.Name == name {
			return attribute.Value.Date
		}
	}
	return value.Never
}

func text(a account.Account, name string) string {
	for _, attribute := range a.Attributes {
		if attribute.Name == name {
			return attribute.Value.String()
		}
	}
	return ""
}

// end is the end of the trial, also where it is the usual one.
func end(a account.Account) value.Instant {
	if at := date(a, "trial_ends_at"); at.Known() {
		return at
	}
	return date(a, "trial_started_at") + 14*value.Day
}

func TestStoryHasTheSizeOfALivelyBusiness(t *testing.T) {
	t.Parallel()
	for seed, asOf := range map[uint64]value.Instant{
		0: asOf, 1: asOf, 7: asOf + 3*value.Day - 11*value.Hour, 1 << 60: asOf + 20*value.Day + 123, // a Sunday night, odd milliseconds
	} {
		w := demo.New(demo.Options{Seed: seed, AsOf: asOf})
		var trials, paying, churned, gone int
		for _, a := range accounts(t, w) {
			switch {
			case date(a, "churned_at").Known():
				churned++
			case date(a, "converted_at").Known():
				paying++
			case end(a) <= asOf:
				gone++
			default:
				trials++
			}
		}
		past := paying + churned + gone
		if trials < 390 || trials > 430 || past < 580 || past > 620 {
			t.Errorf("seed %d: %d trials and %d past customers; want about 400 and 600", seed, trials, past)
		}
		if rate := 100 * (paying + churned) / past; rate < 17 || rate > 33 {
			t.Errorf("seed %d: %d %% of the past customers converted; want a fifth to a third", seed, rate)
		}
		if churned < 15 || churned > paying {
			t.Errorf("seed %d: %d churned, %d paying", seed, churned, paying)
		}
		if size := w.Size(); size.Events < 30_000 || size.Events > 80_000 || size.Contacts < 1000 {
			t.Errorf("seed %d: %+v", seed, size)
		}
	}
}

func TestStoryIsConsistent(t *testing.T) {
	t.Parallel()
	ids, people := map[string]bool{}, map[string]bool{}
	late, lonely, silent := 0, 0, 0
	for _, a := range accounts(t, demo.New(demo.Options{Seed: 1, AsOf: asOf})) {
		if ids[a.ID] || a.ID == "" || strings.ContainsAny(a.ID, " ,\"") {
			t.Errorf("account id %q is not unique and plain", a.ID)
		}
		ids[a.ID] = true
		for _, c := range a.Contacts {
			if people[c.ID] {
				t.Errorf("contact id %q is not unique", c.ID)
			}
			people[c.ID] = true
		}
		start, bought := date(a, "trial_started_at"), date(a, "converted_at")
		if !start.Known() || start > asOf || date(a, "signed_up") > start {
			t.Errorf("%s: trial starts %s, signed up %s", a.ID, start, date(a, "signed_up"))
		}
		if bought.Known() && (bought < start || bought > asOf || date(a, "churned_at").Known() && date(a, "churned_at") < bought) {
			t.Errorf("%s: started %s, converted %s, churned %s", a.ID, start, bought, date(a, "churned_at"))
		}
		if bought.Known() && bought > end(a) {
			late++
		}
		if len(a.Contacts) == 0 {
			lonely++
		}
		if len(a.Events) < 4 {
			silent++
		}
		last := start
		for i, e := range a.Events {
			if e.At < start || e.At > asOf || i > 0 && e.At <= last {
				t.Fatalf("%s: event %q at %s after one at %s; the trial started %s", a.ID, e.Name, e.At, last, start)
			}
			if last = e.At; e.Contact != "" && !people[e.Contact] {
				t.Fatalf("%s: event by %q, who does not work there", a.ID, e.Contact)
			}
		}
	}
	if late < 8 || lonely < 8 || silent < 30 {
		t.Errorf("%d converted after the trial, %d accounts without contacts, %d that hardly came: life is messier", late, lonely, silent)
	}
}

func TestStoryKeepsOfficeHours(t *testing.T) {
	t.Parallel()
	var days [7]int
	var hours [24]int
	for _, a := range accounts(t, demo.New(demo.Options{Seed: 1, AsOf: asOf})) {
		if text(a, "country") != "UK" {
			continue // the one place whose time is UTC
		}
		for _, e := range a.Events {
			days[e.At.Time().Weekday()]++
			hours[e.At.Time().Hour()]++
		}
	}
	weekend, week := days[time.Saturday]+days[time.Sunday], 0
	for _, n := range days[time.Monday:time.Saturday] {
		week += n
	}
	if weekend == 0 || weekend*5 > week {
		t.Errorf("%d events on weekends, %d on working days", weekend, week)
	}
	night, morning := 0, 0
	for i := range 5 {
		night += hours[i]
		morning += hours[i+8]
	}
	if night*10 > morning {
		t.Errorf("%d events at night, %d in the morning", night, morning)
	}
}

func TestConversionFollowsAdoption(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Seed: 1, AsOf: asOf})
	book, err := w.Rulebook()
	if err != nil {
		t.Fatal(err)
	}
	moment := condition.Moment{AsOf: asOf, TrialDays: 14}
	var finished, bought [6]int
	running := map[int]int{}
	for _, a := range accounts(t, w) {
		// What it did during the trial, as later use would beg the question.
		for i, e := range a.Events {
			if e.At >= end(a) {
				a.Events = a.Events[:i]
				break
			}
		}
		matched := 0
		for _, s := range book.Card.Adoption {
			if !s.HandRaiser && eval.Holds(s.When, &a, moment) {
				matched++
			}
		}
		switch {
		case date(a, "converted_at").Known():
			finished[matched]++
			bought[matched]++
		case end(a) <= asOf:
			finished[matched]++
		default:
			running[matched]++
		}
	}
	low := 100 * (bought[0] + bought[1]) / (finished[0] + finished[1])
	high := 100 * (bought[4] + bought[5]) / (finished[4] + finished[5])
	if low < 1 || low > 15 || high < low+25 || high > 80 {
		t.Errorf("%d %% of the low adopters convert and %d %% of the high: finished %v, bought %v", low, high, finished, bought)
	}
	for matched := range 6 {
		if running[matched] < 10 {
			t.Errorf("%d running trials match %d adoption signals: %v", running[matched], matched, running)
		}
	}
}

// TestConversionsAreAsManyAsTheyShould compares how many convert in several demos, by
// their milestones, with what these are made with: it lies within the interval that the
// proof gives such a rate.
func TestConversionsAreAsManyAsTheyShould(t *testing.T) {
	t.Parallel()
	var bands [6]stats.Outcome
	var expected [6]float64 // conversions
	for seed := range uint64(6) {
		w := demo.New(demo.Options{Seed: seed + 1, AsOf: asOf})
		w.EachPastTrial(asOf-40*value.Day, func(milestones int, rate float64, converted bool) { // the others may convert yet
			bands[milestones].Finished++
			expected[milestones] += rate
			if converted {
				bands[milestones].Converted++
			}
		})
	}
	for milestones, band := range bands {
		low, high := stats.Wilson(band.Converted, band.Finished)
		if rate := expected[milestones] / float64(band.Finished); rate < low || rate > high {
			t.Errorf("%d milestones: %+v converted, %.3f to %.3f; the demo is made with %.3f", milestones, band, low, high, rate)
		}
	}
}

func TestNamesArePlainText(t *testing.T) {
	t.Parallel()
	beyond := 0
	check := func(s string) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q is not plain text", s)
		}
		if s != "" && strings.ContainsRune("=+-@'\t", rune(s[0])) {
			t.Errorf("%q would be taken for a formula", s)
		}
	}
	for _, a := range accounts(t, demo.New(demo.Options{Seed: 3, AsOf: asOf})) {
		check(a.Name)
		if strings.ContainsFunc(a.Name, func(r rune) bool { return r > unicode.MaxLatin1 }) {
			beyond++
		}
		owned := strings.HasSuffix(text(a, "domain"), ".example") || strings.HasSuffix(text(a, "domain"), ".test")
		if !owned {
			t.Errorf("domain %q could belong to somebody", text(a, "domain"))
		}
		for _, attribute := range a.Attributes {
			check(attribute.Value.String())
		}
		for _, c := range a.Contacts {
			for _, attribute := range c.Attributes {
				check(attribute.Value.String())
			}
			if !strings.HasSuffix(c.ID, ".example") && !strings.HasSuffix(c.ID, ".test") {
				t.Errorf("address %q could belong to somebody", c.ID)
			}
		}
	}
	if beyond < 5 {
		t.Errorf("%d names are beyond Latin-1", beyond)
	}
}

func TestTouchesAreOfRunningTrials(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Seed: 1, AsOf: asOf})
	running := map[string]value.Instant{}
	for _, a := range accounts(t, w) {
		if end(a) > asOf && !date(a, "converted_at").Known() {
			running[a.ID] = date(a, "trial_started_at")
		}
	}
	kinds := map[string]int{}
	last := value.Never
	for _, touch := range w.Touches() {
		start, known := running[touch.Account]
		if !known || touch.At <= start || touch.At > asOf || touch.At < last {
			t.Errorf("touch %+v out of place: running %t since %s, the one before at %s", touch, known, start, last)
		}
		if last = touch.At; (touch.Kind == "owner") != (touch.Body == touch.Who) || touch.Body == "" {
			t.Errorf("touch %+v", touch)
		}
		kinds[touch.Kind]++
	}
	for _, kind := range []string{"owner", "called", "mailed", "note"} {
		if kinds[kind] < 10 {
			t.Errorf("touches by kind: %v", kinds)
		}
	}
}

func TestOptionsAreRefusedInWords(t *testing.T) {
	t.Parallel()
	for want, o := range map[string]demo.Options{
		"needs the instant":  {AsOf: value.Never},
		"-1 accounts":        {Accounts: -1, Events: 10, AsOf: asOf},
		"-5 events":          {Accounts: 10, Events: -5, AsOf: asOf},
		"trials of 400 days": {Accounts: 10, Days: 400, AsOf: asOf},
		"do not fit":         {Accounts: 2, Events: 1_000_000, AsOf: asOf},
	} {
		if err := o.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o, err, want)
		}
		demo.New(o) // bends, never panics
	}
	for _, o := range []demo.Options{{AsOf: asOf}, {Accounts: 3, AsOf: asOf}, {Events: 7, AsOf: asOf}} {
		if err := o.Validate(); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
