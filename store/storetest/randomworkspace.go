package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// RandomWorkspace is a random workspace, as rows and as the accounts that importing
// them should give.
type RandomWorkspace struct {
	Rows     SourceRows
	Accounts []account.Account // in slot order
}

// NewRandomWorkspace makes customers, contacts and events, some of accounts that have no
// customer row.
func NewRandomWorkspace(seed uint64) RandomWorkspace {
	random := rand.New(rand.NewPCG(seed, 7))
	var w RandomWorkspace
	byID := make(map[string]*account.Account)
	order := []string{}
	at := func(id string) *account.Account {
		if byID[id] == nil {
			byID[id] = &account.Account{ID: id}
			order = append(order, id)
		}
		return byID[id]
	}
	for i := range 70 {
		id := fmt.Sprintf("c%d", (i*37)%100)
		row := record.CustomerRow{Account: id, Name: "Name " + id, Attributes: []value.Attribute{
			Number("employees", float64(random.IntN(100))), Text("country", []string{"FR", "us", "DE"}[random.IntN(3)]),
		}}
		if random.IntN(5) > 0 {
			row.Attributes = append(row.Attributes, Date("trial_started_at", Day(1)+value.Instant(random.IntN(20))*value.Day))
		}
		a := at(id)
		a.Name, a.Known, a.Attributes = row.Name, true, row.Attributes
		w.Rows.Customers = append(w.Rows.Customers, row)
	}
	for i := range 60 {
		row := record.ContactRow{
			Contact: fmt.Sprintf("p%02d", i), Account: fmt.Sprintf("c%d", random.IntN(110)),
			Attributes: []value.Attribute{Text("department", []string{"Marketing", "Sales"}[random.IntN(2)])},
		}
		a := at(row.Account)
		a.Contacts = append(a.Contacts, account.Contact{ID: row.Contact, Attributes: row.Attributes})
		w.Rows.Contacts = append(w.Rows.Contacts, row)
	}
	for i := range 4000 {
		e := Event{
			Account: fmt.Sprintf("c%d", random.IntN(115)), Name: []string{"login", "import", "send", "invite"}[random.IntN(4)],
			At: Day(1) + value.Instant(random.IntN(30*24))*value.Hour, Count: uint32(1 + random.IntN(40)/39*random.IntN(9)),
		}
		a := at(e.Account)
		if len(a.Contacts) > 0 && i%3 == 0 {
			e.Contact = a.Contacts[random.IntN(len(a.Contacts))].ID
		}
		a.Events = append(a.Events, account.Event{Name: e.Name, Contact: e.Contact, At: e.At, Count: int(e.Count)})
		w.Rows.Events = append(w.Rows.Events, e)
	}
	for _, id := range order {
		a := *byID[id]
		a.Events = joined(a.Events)
		slices.SortFunc(a.Contacts, func(a, b account.Contact) int { return strings.Compare(a.ID, b.ID) })
		w.Accounts = append(w.Accounts, a)
	}
	return w
}

// joined adds up equal events and puts them in time order.
func joined(events []account.Event) []account.Event {
	counts := make(map[account.Event]int)
	for _, e := range events {
		n := e.Count
		e.Count = 0
		counts[e] += n
	}
	events = events[:0:0]
	for e, n := range counts {
		e.Count = n
		events = append(events, e)
	}
	slices.SortFunc(events, CompareEvents)
	return events
}

func CompareEvents(a, b account.Event) int {
	return strings.Compare(fmt.Sprint(a.At.Time().Format("0601021504"), a.Name, a.Contact), fmt.Sprint(b.At.Time().Format("0601021504"), b.Name, b.Contact))
}

// SampleConditions cover every subject and window.
func SampleConditions(t *testing.T) []condition.Condition {
	var conditions []condition.Condition
	for _, words := range []string{
		`event login happened more than 3 times ever`,
		`event send happened at least 2 times in the last 7 days`,
		`event import happened less than 2 times in the first 3 days of the trial`,
		`event Invite happened exactly 0 times during the trial`,
		`event nothing happened exactly 0 times ever`,
		`active days is more than 4 in the last 14 days`,
		`last seen is less than 3 days ago`,
		`attribute employees is more than 50 and attribute country is FR|US`,
		`contact attribute department is Marketing`,
		`attribute planet is not set`,
		`attribute trial_ends_at is in the past`,
	} {
		conditions = append(conditions, Sentence(t, words))
	}
	return conditions
}
