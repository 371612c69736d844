package explain

import (
	"slices"
	"testing"

	"trialist/scoring/condition"
)

func TestLevelCurves(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence    string
		first, last string
		buckets     int
		marks       []int
		texts       []string
		matching    []int
		heights     []int
	}{
		{
			`event e happened at least 1|5|20 times ever and attribute a is set`,
			`event e happened at least 1 time ever and attribute a is set`, `event e happened at least 25 times ever and attribute a is set`, 25,
			[]int{0, 4, 19},
			[]string{"at least 1 time", "at least 5 times", "at least 20 times"},
			[]int{10, 7, 7, 2},
			[]int{3, 0, 5, 2},
		},
		{
			`event e happened more than 0 times in the last 30|14|7 days`,
			`event e happened more than 0 times in the last 2 days`, `event e happened more than 0 times in the last 38 days`, 19,
			[]int{14, 6, 3},
			[]string{"in the last 30 days", "in the last 14 days", "in the last 7 days"},
			[]int{2, 3, 9},
			[]int{2, 1, 6},
		},
	}
	for _, tt := range tests {
		c, err := condition.ParseSignal(tt.sentence)
		if err != nil {
			t.Fatal(err)
		}
		curve, ok := NewLevelCurve(c, 25)
		if !ok || len(curve.Values) != tt.buckets || !slices.Equal(curve.Marks, tt.marks) {
			t.Fatalf("%s: %d buckets %v, marks %v; want %d, %v", c, len(curve.Values), curve.Values, curve.Marks, tt.buckets, tt.marks)
		}
		if first, last := curve.Asked[0].String(), curve.Asked[len(curve.Asked)-1].String(); first != tt.first || last != tt.last {
			t.Errorf("asked are %s to %s", first, last)
		}
		if got := LevelTexts(c); !slices.Equal(got, tt.texts) {
			t.Errorf("the levels are %q", got)
		}
		if got := curve.Heights(tt.matching); !slices.Equal(got, tt.heights) {
			t.Errorf("%v match, heights %v; want %v", tt.matching, got, tt.heights)
		}
	}
	plain, err := condition.Parse(`event e happened at least 1 time ever`)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := NewLevelCurve(plain, 25); ok || LevelTexts(plain) != nil {
		t.Error("a condition without levels has a curve")
	}
}
