package eventlog_test

import (
	"math/rand/v2"
	"testing"

	"trialist/scoring/eventlog"
	"trialist/scoring/factstest"
)

// benchLogs are the logs of a number of accounts with 50 events each.
func benchLogs(accounts int) []eventlog.Log {
	r := rand.New(rand.NewPCG(1, 1))
	logs := make([]eventlog.Log, accounts)
	for i := range logs {
		logs[i] = eventlog.Encode(factstest.WorkloadEntries(r, 50))
	}
	return logs
}

func BenchmarkMergeIntoEmptyLog(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	files := make([][]eventlog.Entry, 64)
	for i := range files {
		files[i] = factstest.WorkloadEntries(r, 50)
	}
	var m eventlog.Merger
	var log eventlog.Log
	for b.Loop() {
		for _, entries := range files {
			log, _, _, _ = m.Merge(log[:0], nil, entries)
		}
	}
	factstest.ReportRate(b, 50*len(files), "rows")
}

// BenchmarkScanLog walks over the groups of logs, and over every event in them.
func BenchmarkScanLog(b *testing.B) {
	logs := benchLogs(2000)
	b.Run("groups", func(b *testing.B) {
		count := 0
		for b.Loop() {
			for _, log := range logs {
				for g := range log.Groups() {
					count += g.Count
				}
			}
		}
		factstest.ReportRate(b, 50*len(logs), "rows")
	})
	b.Run("entries", func(b *testing.B) {
		count := 0
		for b.Loop() {
			for _, log := range logs {
				for e := range log.Entries() {
					count += int(e.Count)
				}
			}
		}
		factstest.ReportRate(b, 50*len(logs), "rows")
	})
}
