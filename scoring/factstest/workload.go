package factstest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// Workload is facts and conditions to measure a re-score with. The conditions are
// five each of counts ever, counts in the first days of the trial, counts in the
// last days, and attributes.
func Workload(b testing.TB, accounts, events int) (eval.Facts, []condition.Condition) {
	r := rand.New(rand.NewPCG(5, 5))
	f := &packedFacts{
		starts: column.New(accounts), employees: column.New(accounts),
		country: column.New(accounts), email: column.New(accounts), logs: make([]eventlog.Log, accounts),
	}
	for slot := range accounts {
		f.starts.Set(slot, value.DateValue(1_760_000_000_000+value.Instant(r.IntN(20*86400))*value.Second))
		f.employees.Set(slot, value.NumberValue(float64(r.IntN(500))))
		f.country.Set(slot, value.TextValue(fmt.Sprint("country", r.IntN(100))))
		f.email.Set(slot, value.TextValue(fmt.Sprintf("user%d@host%d.example", slot, r.IntN(1000))))
		f.logs[slot] = eventlog.Encode(WorkloadEntries(r, events))
	}
	var conditions []condition.Condition
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
			c, err := condition.Parse(sentence)
			if err != nil {
				b.Fatal(err)
			}
			conditions = append(conditions, c)
		}
	}
	return f, conditions
}

// packedFacts are facts that are packed in advance, as those of a store are.
type packedFacts struct {
	starts, employees, country, email *column.Column
	logs                              []eventlog.Log
}

func (f *packedFacts) Accounts() int { return len(f.logs) }

func (f *packedFacts) EventID(_ context.Context, name string) (eventlog.EventID, bool, error) {
	var id eventlog.EventID
	_, err := fmt.Sscanf(name, "e%d", &id)
	return id, err == nil, nil
}

func (f *packedFacts) Column(_ context.Context, _ eval.Scope, name string) (*column.Column, error) {
	return map[string]*column.Column{
		value.TrialStartedAt: f.starts, "employees": f.employees, "country": f.country, "email": f.email,
	}[name], nil
}

func (f *packedFacts) ContactSlots(context.Context) ([]uint32, error) { return nil, nil }

func (f *packedFacts) Known(context.Context) (bitset.Bits, error) {
	known := bitset.New(len(f.logs))
	known.Fill(len(f.logs))
	return known, nil
}

func (f *packedFacts) Logs(_ context.Context, from, to int, visit func(int, eventlog.Log) error) error {
	for slot, log := range slices.All(f.logs[from:to]) {
		if err := visit(from+slot, log); err != nil {
			return err
		}
	}
	return nil
}

// WorkloadEntries are the events of one account of the [Workload]: 30 names, the
// first ones more frequent, over 30 days.
func WorkloadEntries(r *rand.Rand, n int) []eventlog.Entry {
	entries := make([]eventlog.Entry, n)
	for i := range entries {
		name := int(30 * r.Float64() * r.Float64())
		at := value.Instant(1_760_000_000_000) + value.Instant(r.IntN(30*86400))*value.Second
		entries[i] = eventlog.Entry{Event: eventlog.EventID(name), Count: 1, At: at}
	}
	slices.SortFunc(entries, eventlog.Compare)
	return entries
}

// ReportRate reports how many of a unit a benchmark did in a second, given how many
// it does in one iteration.
func ReportRate(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}
