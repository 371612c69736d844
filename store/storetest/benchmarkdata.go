package storetest

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// BenchAccounts is the number of accounts of the benchmarks: TRIALIST_BENCH_ACCOUNTS,
// or 10,000. For figures that say something, set it to 100,000.
func BenchAccounts() int {
	if n, err := strconv.Atoi(os.Getenv("TRIALIST_BENCH_ACCOUNTS")); err == nil {
		return n
	}
	return 10_000
}

// BenchmarkData is a file of events in time order, so that accounts come in no order.
// It is made beforehand, so that only the store is measured.
type BenchmarkData struct {
	Accounts [][]byte
	names    [][]byte
	Account  []uint32
	Name     []uint8
	At       []value.Instant
}

func NewBenchmarkData(accounts, events int) *BenchmarkData {
	random := rand.New(rand.NewPCG(9, 9))
	f := &BenchmarkData{}
	weights := make([]float64, accounts)
	sum := 0.0
	for i := range accounts {
		f.Accounts = append(f.Accounts, fmt.Appendf(nil, "acc_%08x", uint32(i)*2654435761))
		sum += math.Exp(random.NormFloat64())
		weights[i] = sum
	}
	for i := range 30 {
		f.names = append(f.names, fmt.Appendf(nil, "Event number %d", i))
	}
	pick := func() uint32 { // by weight
		w, lo, hi := random.Float64()*sum, 0, accounts-1
		for lo < hi {
			if mid := (lo + hi) / 2; weights[mid] < w {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		return uint32(lo)
	}
	for i := range events {
		f.Account = append(f.Account, pick())
		f.Name = append(f.Name, uint8(30*math.Pow(random.Float64(), 2)))
		f.At = append(f.At, Day(1)+value.Instant(i)*30*value.Day/value.Instant(events)/1000*1000)
	}
	return f
}

// Customers are the rows of all accounts.
func (f *BenchmarkData) Customers() SourceRows {
	rows := SourceRows{Size: 4096}
	for i, id := range f.Accounts {
		rows.Customers = append(rows.Customers, record.CustomerRow{
			Account: string(id), Name: "Company " + strconv.Itoa(i),
			Attributes: []value.Attribute{
				Text("country", []string{"FR", "US", "DE", "UK"}[i%4]), Number("employees", float64(i%500)),
				Text("email", "someone@"+string(id)+".test"), Text("industry", "industry "+strconv.Itoa(i%20)),
				Date("trial_started_at", Day(1)+value.Instant(i%20)*value.Day),
			},
		})
	}
	return rows
}

// TrafficReader yields the events.
type TrafficReader struct {
	*BenchmarkData
	Position int
}

func (r *TrafficReader) Next(b *record.Batch) error {
	end := min(r.Position+8192, len(r.Account))
	for i := r.Position; i < end; i++ {
		b.AddEvent(&record.EventRow{
			Line: i, Account: b.CopyBytes(r.Accounts[r.Account[i]]), Name: b.CopyBytes(r.names[r.Name[i]]), At: r.At[i], Count: 1,
		})
	}
	if r.Position = end; end == len(r.Account) {
		return io.EOF
	}
	return nil
}

// PerSecond reports how many of something a benchmark did in a second.
func PerSecond(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}
