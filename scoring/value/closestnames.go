package value

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ClosestNames lists up to three known names that may be meant by the name, the
// likeliest first: those that contain it or are contained in it, and those that
// differ by few letters.
func ClosestNames(name string, known []string) []string {
	const most = 3
	type candidate struct {
		name     string
		distance int
	}
	folded := Fold(strings.TrimSpace(name))
	limit := max(1, (utf8.RuneCountInString(folded)+1)/3)
	var candidates []candidate
	for _, k := range known {
		other := Fold(k)
		distance := EditDistance(folded, other, limit)
		if distance > limit && (overlaps(folded, other) || overlaps(other, folded)) {
			distance = limit
		}
		if distance <= limit {
			candidates = append(candidates, candidate{k, distance})
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var names []string
	for _, c := range candidates[:min(len(candidates), most)] {
		names = append(names, c.name)
	}
	return names
}

// overlaps reports whether a name is part of another, and not so short that it would
// be by chance.
func overlaps(name, of string) bool {
	const least = 3
	return utf8.RuneCountInString(name) >= least && strings.Contains(of, name)
}

// DidYouMean is the end of an error about a name that none of the known is: a question
// after those that may be meant, as in `; did you mean "Mobile"?`, or "".
func DidYouMean(name string, known []string) string {
	meant := ClosestNames(name, known)
	if len(meant) == 0 {
		return ""
	}
	for i := range meant {
		meant[i] = strconv.Quote(Truncate(meant[i]))
	}
	return "; did you mean " + JoinList(meant, "or") + "?"
}
