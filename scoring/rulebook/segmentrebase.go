package rulebook

import "slices"

// segmentMerge merges lists of segments.
var segmentMerge = listMerge[Segment]{
	id:    func(s *Segment) *int64 { return &s.ID },
	name:  func(s *Segment) *string { return &s.Name },
	equal: Segment.Equal,
	sameContent: func(a, b Segment) bool {
		return a.Name == b.Name && a.Color == b.Color && a.When.Equal(b.When)
	},
	merge: func(base, mine, theirs Segment) Segment {
		return Segment{
			ID: theirs.ID, Name: mergeField(base.Name, mine.Name, theirs.Name), Color: mergeField(base.Color, mine.Color, theirs.Color),
			When: mergeCondition(base.When, mine.When, theirs.When),
		}
	},
}

// rebaseSegments merges segments as [Rebase] does signals. The three must ask about
// signals under the names that these have in the merged card. It also returns the ids
// of mine in the merged list, by the ids that I have for them.
func rebaseSegments(base, mine, theirs Segments) (Segments, map[int64]int64) {
	var merged Segments
	var moved map[int64]int64
	lastID := max(base.NextID(), mine.NextID(), theirs.NextID()) - 1
	merged.List, merged.LastID, moved = segmentMerge.rebase(base.List, mine.List, theirs.List, lastID)
	if !slices.Equal(base.sharedIDs(mine), mine.sharedIDs(base)) {
		var ordered []Segment // mine, with the ids of the merged list
		for _, s := range mine.List {
			if id, ok := moved[s.ID]; ok {
				s.ID = id
				ordered = append(ordered, s)
			}
		}
		reorderLike(merged.List, ordered, func(s Segment) int64 { return s.ID })
	}
	return merged.Clone(), moved
}
