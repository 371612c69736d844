package config

import "testing"

// TestFindPositions looks for tables, for values in them, for elements of arrays of
// tables, and for keys that are missing.
func TestFindPositions(t *testing.T) {
	t.Parallel()
	found := findPositions([]byte(`version = 1
[status]
  paying = "attribute plan is Grow"
[[adoption]]
name = "a" # [[adoption]]
[[fit]]
weight = 1
[[adoption]]
phase = "setup"
weight = 11
[qualified]
"high" = ["low"]
`))
	for key, want := range map[string]position{
		"version":            {1, 1},
		"status":             {2, 2},
		"status.paying":      {3, 3},
		"status.churned":     {2, 2},
		"adoption[0].name":   {5, 1},
		"adoption[0].weight": {4, 3},
		"fit[0].weight":      {7, 1},
		"adoption[1].weight": {10, 1},
		"adoption[1].name":   {8, 3},
		"qualified.high":     {12, 1},
		"bands.fit":          {1, 1},
	} {
		if got := found.positionOf(key); got != want {
			t.Errorf("%s stands at %v, want %v", key, got, want)
		}
	}
	inline := findPositions([]byte("version = 1\nfit = [\n{name = 'a', weight = 11}]\n"))
	if got := inline.positionOf("fit[0].weight"); got.line != 2 && got.line != 3 {
		t.Errorf("a signal of an inline array stands at %v", got)
	}
}
