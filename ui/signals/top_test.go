package signals

import (
	"fmt"
	"testing"

	"trialist/scoring/rank"
)

func TestTopPositions(t *testing.T) {
	t.Parallel()
	still := func(n int, moved ...int) []rank.Move {
		moves := make([]rank.Move, n)
		for i := range moves {
			moves[i].From = i
		}
		for _, i := range moved {
			moves[i].From++
		}
		return moves
	}
	for _, test := range []struct {
		moves []rank.Move
		rows  int
		want  string
	}{
		{still(5), 9, "[0 1 2 3 4]"},
		{still(100), 6, "[0 1 2 3 4 5]"},
		{still(100, 3), 6, "[0 1 2 3 4 5]"},
		{still(100, 40), 6, "[0 1 -1 39 40 41]"},
		{still(100, 99), 6, "[0 1 -1 97 98 99]"},
		{still(100, 6), 6, "[0 1 -1 5 6 7]"},
		{still(100, 40), 2, "[0 1]"},
		{still(100, 40), -3, "[]"},
		{nil, 4, "[]"},
	} {
		if got := fmt.Sprint(topPositions(test.moves, test.rows)); got != test.want {
			t.Errorf("%d moves in %d rows: %s, want %s", len(test.moves), test.rows, got, test.want)
		}
	}
}
