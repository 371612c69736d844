package store

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
)

// inFiles shuffles the rows and deals them out to many files: ten of events, and
// some of customers and contacts that come anywhere between. Equal rows of events
// stay in one file, as they count in a file and not beyond it.
func (w randomWorkspace) inFiles(random *rand.Rand) []sourceRows {
	files := make([]sourceRows, 15)
	for _, c := range w.rows.customers {
		i := 10 + random.IntN(3)
		files[i].customers = append(files[i].customers, c)
	}
	for _, c := range w.rows.contacts {
		i := 13 + random.IntN(2)
		files[i].contacts = append(files[i].contacts, c)
	}
	fileOf := make(map[event]int)
	for _, e := range w.rows.events {
		same := e
		same.count = 0
		i, seen := fileOf[same]
		if !seen {
			i = random.IntN(10)
			fileOf[same] = i
		}
		files[i].events = append(files[i].events, e)
	}
	for _, f := range files {
		random.Shuffle(len(f.customers), func(i, j int) { f.customers[i], f.customers[j] = f.customers[j], f.customers[i] })
		random.Shuffle(len(f.contacts), func(i, j int) { f.contacts[i], f.contacts[j] = f.contacts[j], f.contacts[i] })
		random.Shuffle(len(f.events), func(i, j int) { f.events[i], f.events[j] = f.events[j], f.events[i] })
	}
	random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files
}

// logsOf has the logs of all slots as they are kept, nil where there is none.
func logsOf(t *testing.T, s *Store) [][]byte {
	t.Helper()
	f, err := NewCache(s).Snapshot(t.Context())
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
func rankedIDs(t *testing.T, s *Store) []string {
	t.Helper()
	book := rulebook.DefaultRulebook()
	for i, c := range sampleConditions(t) {
		side := []rulebook.Side{rulebook.Adoption, rulebook.Fit}[i%2]
		card, err := book.Card.Add(rulebook.Signal{Name: fmt.Sprint("signal ", i), Side: side, Weight: 1 + i%10, Enabled: true, When: c})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	people, err := NewCache(s).Population(t.Context(), book, day(20))
	if err != nil {
		t.Fatal(err)
	}
	ranking := rank.NewRanker(people).Rank(book.Card, rank.ByAdoption, rulebook.AllStatuses)
	var lines []string
	for _, slot := range ranking.Slots {
		a, err := s.AccountAt(t.Context(), slot)
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
	w := newRandomWorkspace(5)
	whole := open(t, newPath(t), Options{})
	importRows(t, whole, w.rows)
	want := rankedIDs(t, whole)
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 3))
			s := open(t, newPath(t), Options{})
			rows, fresh := 0, 0
			for _, file := range w.inFiles(random) {
				file.size = []int{0, 1, 100}[random.IntN(3)]
				audit := importRows(t, s, file)
				rows, fresh = rows+audit.Rows, fresh+audit.New
			}
			// An account that its events or contacts named first is changed, not
			// new, once its own row comes.
			if rows != 4130 || fresh < 4060 {
				t.Errorf("of %d rows %d are new, want nearly all of 4130", rows, fresh)
			}
			accounts := bySlot(t, s, w.accounts)
			sameAnswers(t, NewCache(s), accounts)
			if diff := cmp.Diff(want, rankedIDs(t, s)); diff != "" {
				t.Errorf("the ranking differs (-at once +in files):\n%s", diff)
			}

			revision, err := s.Revision(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			logs := logsOf(t, s)
			for _, file := range append(w.inFiles(random), w.rows) {
				if audit := importRows(t, s, file); audit.Duplicate != audit.Rows {
					t.Errorf("again: %s", counts(audit))
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
