package eventlog

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/value"
)

// referenceLog is the obvious log: how often each event happened.
type referenceLog map[Entry]int

func (m referenceLog) merge(add []Entry) (fresh int) {
	sums := make(referenceLog)
	for _, e := range add {
		key := e
		key.Count = 0
		sums[key] += int(e.Count)
		if e.Count > 0 && sums[key] > m[key] {
			fresh++
		}
	}
	for key, n := range sums {
		if n > 0 {
			m[key] = max(m[key], n)
		}
	}
	return fresh
}

func (m referenceLog) entries() []Entry {
	entries := make([]Entry, 0, len(m))
	for key, n := range m {
		key.Count = uint32(n)
		entries = append(entries, key)
	}
	slices.SortFunc(entries, Compare)
	return entries
}

// randomEntries are sorted entries with many coincidences, of whole and broken
// seconds, before and after 1970.
func randomEntries(r *rand.Rand, n int) []Entry {
	entries := make([]Entry, n)
	step := []value.Instant{1, value.Second, value.Hour, 40 * value.Day}[r.IntN(4)]
	start := value.Instant(r.Int64N(int64(200_000*value.Day))) - 50_000*value.Day
	for i := range entries {
		e := Entry{
			Event: EventID(r.IntN(5)) * 9,
			Count: uint32(1 + max(0, r.IntN(8)-5)),
			At:    start + value.Instant(r.IntN(40))*step,
		}
		if r.IntN(3) == 0 {
			e.Contact = ContactID(r.IntN(3)) * 1000
		}
		if r.IntN(10) == 0 {
			e.At += value.Instant(r.IntN(3))
		}
		if r.IntN(30) == 0 {
			e.Count = 0
		}
		entries[i] = e
	}
	slices.SortFunc(entries, Compare)
	return entries
}

func TestMergeEqualsReference(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 1))
		var log Log
		reference := make(referenceLog)
		for range 1 + r.IntN(4) {
			add := randomEntries(r, r.IntN(60))
			wantFresh := reference.merge(add)
			merged, fresh, duplicate, err := merge(log, add)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if fresh != wantFresh || fresh+duplicate != len(add) {
				t.Fatalf("seed %d: %d fresh and %d duplicate of %d, want %d fresh",
					seed, fresh, duplicate, len(add), wantFresh)
			}
			log = merged
			if err := log.Validate(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if got := slices.Collect(log.Entries()); !slices.Equal(got, reference.entries()) {
				t.Fatalf("seed %d: got %v, want %v", seed, got, reference.entries())
			}
			if again, fresh, _, _ := merge(log, add); fresh != 0 || !bytes.Equal(again, log) {
				t.Fatalf("seed %d: repeating a merge changed the log", seed)
			}
		}
	}
}

func TestLogDoesNotDependOnTheOrderOfMerges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		files := make([][]Entry, 2+r.IntN(4))
		for i := range files {
			files[i] = randomEntries(r, r.IntN(40))
		}
		var want Log
		for try := range 4 {
			var log Log
			for _, file := range r.Perm(len(files)) {
				log, _, _, _ = merge(log, files[file])
			}
			if try == 0 {
				want = log
			} else if !bytes.Equal(log, want) {
				t.Fatalf("seed %d: merging in another order gives other bytes", seed)
			}
		}
	}
}

func TestEncodeSortsAndAddsUp(t *testing.T) {
	t.Parallel()
	log := Encode([]Entry{
		{Event: 7, Count: 1, At: 5000},
		{Event: 2, Count: 2, At: 9000, Contact: 4},
		{Event: 7, Count: 1, At: 5000},
		{Event: 7, Count: 3, At: 1},
		{Event: 7, Count: 0, At: 2},
		{Event: 7, Count: 1, At: value.Never},
		{Event: 2, Count: 1, At: 9000},
	})
	want := []Entry{
		{Event: 2, Count: 1, At: 9000},
		{Event: 2, Count: 2, At: 9000, Contact: 4},
		{Event: 7, Count: 3, At: 1},
		{Event: 7, Count: 2, At: 5000},
	}
	if got := slices.Collect(log.Entries()); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if log := Encode(nil); len(log) != 0 {
		t.Errorf("the log without events has %d bytes, want none", len(log))
	}
}

// countIn is how often the event of a group happened in [lo, hi).
func countIn(g *Group, lo, hi value.Instant) int {
	if lo >= hi {
		return 0
	}
	before, _ := g.CountBefore(lo)
	until, _ := g.CountBefore(hi)
	return until - before
}

func TestGroupCountsWindows(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 3))
		entries := randomEntries(r, 1+r.IntN(30))
		for g := range Encode(entries).Groups() {
			edges := []value.Instant{value.Never, value.Never + 1, g.First - 1, g.First, g.First + 1, g.Last, g.Last + 1, 1<<63 - 1}
			for range 6 {
				edges = append(edges, entries[r.IntN(len(entries))].At+value.Instant(r.IntN(3)-1))
			}
			lo, hi := edges[r.IntN(len(edges))], edges[r.IntN(len(edges))]
			count, latest := 0, value.Never
			for _, e := range entries {
				if e.Event != g.Event || e.Contact != g.Contact || e.Count == 0 {
					continue
				}
				if lo <= e.At && e.At < hi {
					count += int(e.Count)
				}
				if e.At < hi {
					latest = max(latest, e.At)
				}
			}
			if got := countIn(&g, lo, hi); got != count {
				t.Fatalf("seed %d: %d in [%d,%d), want %d", seed, got, lo, hi, count)
			}
			if got, _ := g.LastBefore(hi); got != latest {
				t.Fatalf("seed %d: the latest before %d is %d, want %d", seed, hi, got, latest)
			}
		}
	}
}

func TestMergeRefusesWhatCannotBeEncoded(t *testing.T) {
	t.Parallel()
	for name, add := range map[string][]Entry{
		"out of order": {{Event: 2, Count: 1}, {Event: 1, Count: 1}},
		"too early":    {{Count: 1, At: value.Never + 1}},
		"too late":     {{Count: 1, At: latestAt + 1}},
		"contact":      {{Count: 1, Contact: 1 << 63}},
	} {
		if log, _, _, err := merge(nil, add); err == nil || log != nil {
			t.Errorf("%s: got log %v and error %v, want an error only", name, log, err)
		}
	}
	if _, _, _, err := merge(Log{9, 9}, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("merging into a log of another format: got %v, want ErrDamaged", err)
	}
}

func TestMergerAppends(t *testing.T) {
	t.Parallel()
	var m Merger
	add := []Entry{{Event: 1, Count: 1, At: 10}, {Event: 1, Count: 1, At: 20}, {Event: 1, Count: 1, At: 35}}
	got, _, _, err := m.Merge(Log("before"), nil, add)
	if want := append([]byte("before"), Encode(add)...); err != nil || !bytes.Equal(got, want) {
		t.Errorf("got %v and %v, want %v", got, err, want)
	}
}

func FuzzLog(f *testing.F) {
	for seed := range uint64(20) {
		f.Add([]byte(Encode(randomEntries(rand.New(rand.NewPCG(seed, 4)), 20))), int64(seed))
	}
	f.Add([]byte{formatVersion, 0, 8, 0, 3, 0, 2, 0}, int64(0))
	f.Fuzz(func(t *testing.T, b []byte, at int64) {
		log := Log(b)
		for g := range log.Groups() {
			if n := countIn(&g, value.Instant(at), value.Never); n != 0 {
				t.Errorf("counted %d in an empty window", n)
			}
			countIn(&g, value.Never, value.Instant(at))
			g.LastBefore(value.Instant(at))
		}
		err := log.Validate()
		merged, fresh, _, mergeErr := merge(log, []Entry{{Event: 1, Count: 1, At: 1000}})
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("a damaged log gives %v, want ErrDamaged", err)
			}
			return
		}
		if mergeErr != nil || fresh > 1 {
			t.Fatalf("merging into a good log: %d fresh, error %v", fresh, mergeErr)
		}
		if err := merged.Validate(); err != nil {
			t.Fatalf("a merge into a good log is damaged: %v", err)
		}
		entries := slices.Collect(log.Entries())
		if again := slices.Collect(Encode(entries).Entries()); !slices.Equal(entries, again) {
			t.Errorf("packing %v again gives %v", entries, again)
		}
	})
}

// randomFile is the events of one account in a file: 30 names, the first ones
// commoner, over 30 days.
func randomFile(r *rand.Rand, n int) []Entry {
	entries := make([]Entry, n)
	for i := range entries {
		name := int(30 * r.Float64() * r.Float64())
		at := value.Instant(1_760_000_000_000) + value.Instant(r.IntN(30*86400))*value.Second
		entries[i] = Entry{Event: EventID(name), Count: 1, At: at}
	}
	slices.SortFunc(entries, Compare)
	return entries
}

func BenchmarkMerge(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	var files [64][2][]Entry
	for i := range files {
		files[i] = [2][]Entry{randomFile(r, 50), randomFile(r, 25)}
	}
	var m Merger
	var first, second Log
	size, count := 0, 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		file := &files[i%len(files)]
		first, _, _, _ = m.Merge(first[:0], nil, file[0])
		second, _, _, _ = m.Merge(second[:0], first, file[1])
		size, count = size+len(second), count+75
	}
	b.ReportMetric(float64(size)/float64(count), "B/event")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(count), "ns/event")
}
