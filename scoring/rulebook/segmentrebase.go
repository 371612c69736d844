package rulebook

import (
	"slices"

	"trialist/scoring/value"
)

// rebaseSegments merges segments as [Rebase] does signals. The three must ask about
// signals under the names that these have in the merged card. It also returns the ids
// of mine in the merged list, by the ids that I have for them.
func rebaseSegments(base, mine, theirs Segments) (Segments, map[int64]int64) {
	moved := make(map[int64]int64)
	for _, o := range base.List {
		moved[o.ID] = o.ID
	}
	merged := Segments{LastID: max(base.NextID(), mine.NextID(), theirs.NextID()) - 1}
	taken := make(map[string]bool)
	for _, t := range theirs.List {
		was, old := base.Segment(t.ID)
		m, kept := mine.Segment(t.ID)
		switch {
		case old && !kept:
			continue
		case old:
			t = Segment{
				ID: t.ID, Name: mergeField(was.Name, m.Name, t.Name), Color: mergeField(was.Color, m.Color, t.Color),
				When: mergeCondition(was.When, m.When, t.When),
			}
		}
		t.Name = uniqueName(t.Name, taken)
		taken[value.Fold(t.Name)] = true
		merged.List = append(merged.List, t)
	}
	for _, m := range mine.List {
		was, old := base.Segment(m.ID)
		_, kept := theirs.Segment(m.ID)
		same := slices.ContainsFunc(theirs.List, func(t Segment) bool {
			return t.Name == m.Name && t.Color == m.Color && t.When.Equal(m.When)
		})
		if old && (kept || m.Equal(was)) || !old && same {
			continue
		}
		if !old {
			merged.LastID++
			moved[m.ID] = merged.LastID
			m.ID = merged.LastID
		}
		m.Name = uniqueName(m.Name, taken)
		taken[value.Fold(m.Name)] = true
		merged.List = append(merged.List, m)
	}
	if !slices.Equal(base.sharedIDs(mine), mine.sharedIDs(base)) {
		mine.reorder(merged.List, moved)
	}
	return merged.Clone(), moved
}

// reorder puts the segments of a merged list that are also in s into the order of s.
// The others keep their places. ids has the ids in merged by those in s.
func (s Segments) reorder(merged []Segment, ids map[int64]int64) {
	place := make(map[int64]int)
	for i, one := range s.List {
		if id, ok := ids[one.ID]; ok {
			place[id] = i
		}
	}
	var places []int
	var shared []Segment
	for i, one := range merged {
		if _, ok := place[one.ID]; ok {
			places, shared = append(places, i), append(shared, one)
		}
	}
	slices.SortStableFunc(shared, func(a, b Segment) int { return place[a.ID] - place[b.ID] })
	for i, at := range places {
		merged[at] = shared[i]
	}
}
