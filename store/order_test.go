package store_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/eventlog"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// inFiles shuffles the rows and divides them among many files: ten of events, and
// some of customers and contacts anywhere between them. Equal rows of events stay in
// one file, as they add up only within a file.
func inFiles(w storetest.RandomWorkspace, random *rand.Rand) []storetest.SourceRows {
	files := make([]storetest.SourceRows, 15)
	for _, c := range w.Rows.Customers {
		i := 10 + random.IntN(3)
		files[i].Customers = append(files[i].Customers, c)
	}
	for _, c := range w.Rows.Contacts {
		i := 13 + random.IntN(2)
		files[i].Contacts = append(files[i].Contacts, c)
	}
	fileOf := make(map[storetest.Event]int)
	for _, e := range w.Rows.Events {
		same := e
		same.Count = 0
		i, seen := fileOf[same]
		if !seen {
			i = random.IntN(10)
			fileOf[same] = i
		}
		files[i].Events = append(files[i].Events, e)
	}
	for _, f := range files {
		random.Shuffle(len(f.Customers), func(i, j int) { f.Customers[i], f.Customers[j] = f.Customers[j], f.Customers[i] })
		random.Shuffle(len(f.Contacts), func(i, j int) { f.Contacts[i], f.Contacts[j] = f.Contacts[j], f.Contacts[i] })
		random.Shuffle(len(f.Events), func(i, j int) { f.Events[i], f.Events[j] = f.Events[j], f.Events[i] })
	}
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files
}

// logsOf is the logs of all slots as they are stored, nil where there is none.
func logsOf(t *testing.T, s *store.Store) [][]byte {
	t.Helper()
	f, err := facts.New(s).Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	logs := make([][]byte, f.Accounts())
	err = f.Logs(t.Context(), 0, f.Accounts(), func(slot int, log eventlog.Log) error {
		logs[slot] = bytes.Clone(log)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return logs
}

// rankedIDs is the ranking by external ids, with the scores and masks of each.
func rankedIDs(t *testing.T, s *store.Store) []string {
	t.Helper()
	book := rulebook.Default()
	for i, c := range storetest.SampleConditions(t) {
		side := []rulebook.Side{rulebook.Adoption, rulebook.Fit}[i%2]
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", i), Side: side, Weight: 1 + i%10, Enabled: true, When: c})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	people, err := facts.New(s).Population(t.Context(), book, storetest.Day(20))
	if err != nil {
		t.Fatal(err)
	}
	ranking := rank.NewRanker(people).Rank(book.Card, rank.ByAdoption, rulebook.AllStatuses)
	var lines []string
	for _, slot := range ranking.Slots {
		a, err := accounts.BySlot(t.Context(), s, slot)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprint(a.ID, people.Status[slot],
			ranking.Score(rulebook.Adoption, int(slot)), ranking.Score(rulebook.Fit, int(slot)),
			people.Matches.Adoption.Words[slot], people.Matches.Fit.Words[slot]))
	}
	return lines
}

// TestOrderOfRowsAndFilesDoesNotMatter imports the same rows at once and, shuffled,
// from many files in any order. Slots, and the numbers of events, contacts and
// attributes, are given out as they come and may differ; so accounts are compared
// by external id, with their names, attributes, contacts and events with counts,
// all answers with those of the domain, and rankings line by line with scores and
// masks. Importing everything again, in yet another order, changes nothing: the
// audits count duplicates only, and revision and logs stay to the byte.
func TestOrderOfRowsAndFilesDoesNotMatter(t *testing.T) {
	t.Parallel()
	w := storetest.NewRandomWorkspace(5)
	whole := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, whole, w.Rows)
	want := rankedIDs(t, whole)
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 3))
			s := storetest.Open(t, storetest.NewPath(t), store.Options{})
			rows, fresh := 0, 0
			for _, file := range inFiles(w, random) {
				file.Size = []int{0, 1, 100}[random.IntN(3)]
				audit := ingesttest.ImportRows(t, s, file)
				rows, fresh = rows+audit.Rows, fresh+audit.New
			}
			// An account that its events or contacts named first is changed, not
			// new, once its own row comes.
			if rows != 4130 || fresh < 4060 {
				t.Errorf("of %d rows %d are new, want nearly all of 4130", rows, fresh)
			}
			accounts := bySlot(t, s, w.Accounts)
			sameAnswers(t, facts.New(s), accounts)
			if diff := cmp.Diff(want, rankedIDs(t, s)); diff != "" {
				t.Errorf("the ranking differs (-at once +in files):\n%s", diff)
			}

			revision, err := s.Revision(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			logs := logsOf(t, s)
			for _, file := range append(inFiles(w, random), w.Rows) {
				if audit := ingesttest.ImportRows(t, s, file); audit.Duplicate != audit.Rows {
					t.Errorf("again: %s", ingesttest.Counts(audit))
				}
			}
			if got, err := s.Revision(t.Context()); got != revision || err != nil {
				t.Errorf("revision %d became %d by repeating imports (%v)", revision, got, err)
			}
			if after := logsOf(t, s); !slices.EqualFunc(logs, after, bytes.Equal) {
				t.Error("repeating imports changed the logs")
			}
		})
	}
}
