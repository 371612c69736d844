package store

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

// benchAccounts is the size of the benchmarks: TRIALIST_BENCH_ACCOUNTS, of which
// 100,000 are worth looking at, or a tenth of that.
func benchAccounts() int {
	if n, err := strconv.Atoi(os.Getenv("TRIALIST_BENCH_ACCOUNTS")); err == nil {
		return n
	}
	return 10_000
}

// benchmarkData is a file of events in time order, so that accounts come at random.
// It is made beforehand: what is measured is the store.
type benchmarkData struct {
	accounts [][]byte
	names    [][]byte
	account  []uint32
	name     []uint8
	at       []value.Instant
}

func newBenchmarkData(accounts, events int) *benchmarkData {
	random := rand.New(rand.NewPCG(9, 9))
	f := &benchmarkData{}
	weights := make([]float64, accounts)
	sum := 0.0
	for i := range accounts {
		f.accounts = append(f.accounts, fmt.Appendf(nil, "acc_%08x", uint32(i)*2654435761))
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
		f.account = append(f.account, pick())
		f.name = append(f.name, uint8(30*math.Pow(random.Float64(), 2)))
		f.at = append(f.at, day(1)+value.Instant(i)*30*value.Day/value.Instant(events)/1000*1000)
	}
	return f
}

// customers are the rows of all accounts.
func (f *benchmarkData) customers() sourceRows {
	rows := sourceRows{size: 4096}
	for i, id := range f.accounts {
		rows.customers = append(rows.customers, record.CustomerRow{
			Account: string(id), Name: "Company " + strconv.Itoa(i),
			Attributes: []value.Attribute{
				text("country", []string{"FR", "US", "DE", "UK"}[i%4]), number("employees", float64(i%500)),
				text("email", "someone@"+string(id)+".test"), text("industry", "industry "+strconv.Itoa(i%20)),
				date("trial_started_at", day(1)+value.Instant(i%20)*value.Day),
			},
		})
	}
	return rows
}

// trafficReader yields the events.
type trafficReader struct {
	*benchmarkData
	next int
}

func (r *trafficReader) Next(b *record.Batch) error {
	end := min(r.next+8192, len(r.account))
	for i := r.next; i < end; i++ {
		b.Events = append(b.Events, record.EventRow{
			Line: i, Account: b.CopyBytes(r.accounts[r.account[i]]), Name: b.CopyBytes(r.names[r.name[i]]), At: r.at[i], Count: 1,
		})
	}
	if r.next = end; end == len(r.account) {
		return io.EOF
	}
	return nil
}

// perSecond reports how many of something a benchmark did in a second.
func perSecond(b *testing.B, each int, unit string) {
	b.Helper()
	b.ReportMetric(float64(b.N)*float64(each)/b.Elapsed().Seconds(), unit+"/s")
}
