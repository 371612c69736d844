package rulebook

import (
	"slices"

	"trialist/scoring/value"
)

// listMerge knows the elements of a list, such as segments: they have an id and a name.
type listMerge[T any] struct {
	id          func(*T) *int64
	name        func(*T) *string
	merge       func(base, mine, theirs T) T
	equal       func(a, b T) bool
	sameContent func(a, b T) bool // equal but for the id
}

// rebase merges lists as [Rebase] does signals. What I added gets the ids after lastID.
// Besides the list it returns the last id, and the ids of mine in the merged list, by
// the ids that I have for them.
func (l listMerge[T]) rebase(base, mine, theirs []T, lastID int64) (merged []T, last int64, moved map[int64]int64) {
	moved = make(map[int64]int64)
	for i := range base {
		id := *l.id(&base[i])
		moved[id] = id
	}
	taken := make(map[string]bool)
	add := func(one T) {
		name := l.name(&one)
		*name = uniqueName(*name, taken)
		taken[value.Fold(*name)] = true
		merged = append(merged, one)
	}
	for _, t := range theirs {
		was, old := l.find(base, *l.id(&t))
		m, kept := l.find(mine, *l.id(&t))
		if old && !kept {
			continue
		}
		if old {
			t = l.merge(was, m, t)
		}
		add(t)
	}
	for _, m := range mine {
		was, old := l.find(base, *l.id(&m))
		_, kept := l.find(theirs, *l.id(&m))
		same := slices.ContainsFunc(theirs, func(t T) bool { return l.sameContent(t, m) })
		if old && (kept || l.equal(m, was)) || !old && same {
			continue
		}
		if !old {
			lastID++
			moved[*l.id(&m)] = lastID
			*l.id(&m) = lastID
		}
		add(m)
	}
	return merged, lastID, moved
}

// find is the element with the id.
func (l listMerge[T]) find(list []T, id int64) (found T, ok bool) {
	for i := range list {
		if *l.id(&list[i]) == id {
			return list[i], true
		}
	}
	return found, false
}

// reorderLike puts the elements of a merged list that are also in mine into the order
// that they have there. The others keep their places.
func reorderLike[T any](merged, mine []T, id func(T) int64) {
	rank := make(map[int64]int, len(mine))
	for i, one := range mine {
		rank[id(one)] = i
	}
	var places []int
	var shared []T
	for i, one := range merged {
		if _, ok := rank[id(one)]; ok {
			places = append(places, i)
			shared = append(shared, one)
		}
	}
	slices.SortStableFunc(shared, func(a, b T) int { return rank[id(a)] - rank[id(b)] })
	for i, at := range places {
		merged[at] = shared[i]
	}
}
