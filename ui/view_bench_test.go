package ui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// crowd puts a million made-up trials on the board of a small workspace, with
// the rows of the best and the last of them.
func crowd(s *session) {
	const trials = 1_000_000
	b, random := s.app.board, rand.New(rand.NewPCG(1, 2))
	people := *b.people
	people.TieBreak = nil
	people.Status = slices.Repeat([]rulebook.Status{rulebook.Trial}, trials)
	people.Converted = bitset.NewBits(trials)
	people.Start, people.End, people.LastSeen = nil, nil, nil
	masks := [2]rank.Masks{{Keys: b.people.Matches.Adoption.Keys}, {Keys: b.people.Matches.Fit.Keys}}
	people.ByID = make([]uint32, trials)
	for i := range trials {
		start := b.asOf - value.Instant(random.Int64N(int64(14*value.Day)))
		people.Start, people.End = append(people.Start, start), append(people.End, start+14*value.Day)
		people.LastSeen = append(people.LastSeen, start+(b.asOf-start)/2)
		people.ByID[i] = uint32(i)
		for side := range masks {
			masks[side].Words = append(masks[side].Words, random.Uint64N(1<<len(masks[side].Keys)))
		}
	}
	people.Matches = rank.Matches{Adoption: masks[0], Fit: masks[1]}
	b.people, b.ranker = &people, rank.NewRanker(&people)
	ranking := b.ranker.Rank(b.book.Card, b.order, rulebook.StatusesOf(rulebook.Trial))
	b.setRanked(ranked{ranking: ranking, shown: ranking.Slots})
	s.app.Broadcast(boardChanged{})
	for _, part := range [][]uint32{ranking.Slots[:500], ranking.Slots[trials-500:]} {
		for _, slot := range part {
			b.rows[slot] = store.Row{Slot: slot, ID: fmt.Sprintf("acc_%08x", slot), Name: fmt.Sprint("Company number ", slot)}
		}
	}
}

// BenchmarkView takes a key and draws the whole screen of a list of a million
// trials, near its top and at its end.
func BenchmarkView(b *testing.B) {
	s := start(b, harbour(b))
	crowd(s)
	for _, size := range []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 200, Height: 60}} {
		b.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(b *testing.B) {
			_, _ = s.app.Update(size)
			keys := []string{"down", "down", "pgdown", "end", "up", "home"}
			for i := 0; b.Loop(); i++ {
				_, _ = s.app.Update(tea.KeyPressMsg(special[keys[i%len(keys)]]))
				if s.app.View().Content == "" {
					b.Fatal("nothing drawn")
				}
			}
		})
	}
}
