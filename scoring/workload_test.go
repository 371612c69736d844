package scoring

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// workload is what a re-score of the benchmarks asks: five each of counts ever,
// in the first days of the trial, in the last days, and of attributes.
func workload(b testing.TB, accounts, events int) (Facts, []Condition) {
	r := rand.New(rand.NewPCG(5, 5))
	f := &packedFacts{
		starts: NewColumn(accounts), employees: NewColumn(accounts),
		country: NewColumn(accounts), email: NewColumn(accounts), logs: make([]Log, accounts),
	}
	for slot := range accounts {
		f.starts.Set(slot, DateValue(1_760_000_000_000+Instant(r.IntN(20*86400))*Second))
		f.employees.Set(slot, NumberValue(float64(r.IntN(500))))
		f.country.Set(slot, TextValue(fmt.Sprint("country", r.IntN(100))))
		f.email.Set(slot, TextValue(fmt.Sprintf("user%d@host%d.example", slot, r.IntN(1000))))
		f.logs[slot] = PackLog(workEntries(r, events))
	}
	var conditions []Condition
	for i := range 5 {
		for _, sentence := range []string{
			fmt.Sprintf("event e%d happened more than %d times ever", i, i),
			fmt.Sprintf("event e%d happened at least 1 times in the first %d days of the trial", i*2, 3+i),
			fmt.Sprintf("event e%d happened at least 2 times in the last %d days", i*3, 3+2*i),
			[]string{
				"attribute employees is more than 50",
				"attribute country is country1|country20|country30",
				"attribute email does not contain host1|host2|host3",
				"attribute employees is at most 20",
				"attribute country is not country7",
			}[i],
		} {
			c, err := ParseCondition(sentence)
			if err != nil {
				b.Fatal(err)
			}
			conditions = append(conditions, c)
		}
	}
	return f, conditions
}

// packedFacts are facts that are packed once, as those of a store are.
type packedFacts struct {
	starts, employees, country, email *Column
	logs                              []Log
}

func (f *packedFacts) Accounts() int { return len(f.logs) }

func (f *packedFacts) EventID(_ context.Context, name string) (EventID, bool, error) {
	var id EventID
	_, err := fmt.Sscanf(name, "e%d", &id)
	return id, err == nil, nil
}

func (f *packedFacts) Column(_ context.Context, _ Scope, name string) (*Column, error) {
	return map[string]*Column{
		TrialStartedAt: f.starts, "employees": f.employees, "country": f.country, "email": f.email,
	}[name], nil
}

func (f *packedFacts) ContactSlots(context.Context) ([]uint32, error) { return nil, nil }

func (f *packedFacts) Known(context.Context) (Bits, error) {
	known := NewBits(len(f.logs))
	known.Fill(len(f.logs))
	return known, nil
}

func (f *packedFacts) Logs(_ context.Context, from, to int, visit func(int, Log) error) error {
	for slot, log := range slices.All(f.logs[from:to]) {
		if err := visit(from+slot, log); err != nil {
			return err
		}
	}
	return nil
}

// workEntries are the events of one account in the workload of the benchmarks:
// 30 names, the first ones commoner, over 30 days.
func workEntries(r *rand.Rand, n int) []Entry {
	entries := make([]Entry, n)
	for i := range entries {
		name := int(30 * r.Float64() * r.Float64())
		at := Instant(1_760_000_000_000) + Instant(r.IntN(30*86400))*Second
		entries[i] = Entry{Event: EventID(name), Count: 1, At: at}
	}
	slices.SortFunc(entries, CompareEntries)
	return entries
}
