package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Rebase applies what mine changed since base to theirs, which someone else saved
// in between. It is a three-way merge in which my changes win:
//
//   - a signal that both changed is merged field by field;
//   - a signal that I changed and they removed comes back with my changes;
//   - a signal that I removed is gone, whatever they changed about it;
//   - signals that either added are kept, mine renamed where the name is taken;
//   - segments, workflows and messages are merged likewise, and follow what is renamed;
//   - where I reordered signals of a side, those that both have stand in my order.
//
// The result can break a rule that neither broke, such as the number of signals;
// [Rulebook.Validate] tells.
func Rebase(base, mine, theirs Rulebook) Rulebook {
	merged := Rulebook{Card: theirs.Card.Clone(), Lifecycle: theirs.Lifecycle}
	r := rebase{base: base.Card, mine: mine.Card, theirs: theirs.Card}
	for list := range numLists {
		*merged.Card.listOf(list) = r.list(list)
	}
	merged.Card.LastID = max(base.Card.NextID(), mine.Card.NextID(), theirs.Card.NextID()) - 1
	moved := resolveIDsAndNames(&merged.Card, theirs.Card)
	merged.Card.NoteRemoved(base.Card, mine.Card, theirs.Card)
	for _, s := range base.Card.All() {
		moved[s.ID] = s.ID
	}
	baseNames, mineNames, theirNames := newNames(base.Card, merged.Card, nil), newNames(mine.Card, merged.Card, moved), newNames(theirs.Card, merged.Card, nil)
	var movedSegments map[int64]int64
	merged.Segments, movedSegments = rebaseSegments(
		base.Segments.renamed(baseNames), mine.Segments.renamed(mineNames), theirs.Segments.renamed(theirNames),
	)
	merged.Workflows = rebaseWorkflows(
		base.Workflows.signalsRenamed(baseNames).segmentsRenamed(newSegmentNames(base.Segments, merged.Segments, nil)),
		mine.Workflows.signalsRenamed(mineNames).segmentsRenamed(newSegmentNames(mine.Segments, merged.Segments, movedSegments)),
		theirs.Workflows.signalsRenamed(theirNames).segmentsRenamed(newSegmentNames(theirs.Segments, merged.Segments, nil)),
	)
	merged.Plan = rebasePlan(base, mine, theirs, merged.Card, moved)
	merged.Card.Weighting = mergeField(base.Card.Weighting, mine.Card.Weighting, theirs.Card.Weighting)
	for side := range merged.Card.TunedBefore {
		merged.Card.TunedBefore[side] = max(mine.Card.TunedBefore[side], theirs.Card.TunedBefore[side])
	}
	merged.Card.AdoptionCuts = mergeField(base.Card.AdoptionCuts, mine.Card.AdoptionCuts, theirs.Card.AdoptionCuts)
	merged.Card.FitCuts = mergeField(base.Card.FitCuts, mine.Card.FitCuts, theirs.Card.FitCuts)
	for fit := range merged.Card.Qualified {
		for adoption := range merged.Card.Qualified[fit] {
			merged.Card.Qualified[fit][adoption] = mergeField(base.Card.Qualified[fit][adoption],
				mine.Card.Qualified[fit][adoption], theirs.Card.Qualified[fit][adoption])
		}
	}
	merged.Lifecycle = rebaseLifecycle(base.Lifecycle, mine.Lifecycle, theirs.Lifecycle)
	merged.TimeZone = mergeField(base.TimeZone, mine.TimeZone, theirs.TimeZone)
	return merged
}

// mergeField is mine where I changed it and theirs elsewhere.
func mergeField[T comparable](base, mine, theirs T) T {
	if mine != base {
		return mine
	}
	return theirs
}

func mergeCondition(base, mine, theirs condition.Condition) condition.Condition {
	if !mine.Equal(base) {
		return cloneCondition(mine)
	}
	return cloneCondition(theirs)
}

func rebaseLifecycle(base, mine, theirs Lifecycle) Lifecycle {
	return Lifecycle{
		LeftOut:      mergeCondition(base.LeftOut, mine.LeftOut, theirs.LeftOut),
		Churned:      mergeCondition(base.Churned, mine.Churned, theirs.Churned),
		Paying:       mergeCondition(base.Paying, mine.Paying, theirs.Paying),
		NotConverted: mergeCondition(base.NotConverted, mine.NotConverted, theirs.NotConverted),
		Trial:        mergeCondition(base.Trial, mine.Trial, theirs.Trial),
		Default:      mergeField(base.Default, mine.Default, theirs.Default),
		TrialDays:    mergeField(base.TrialDays, mine.TrialDays, theirs.TrialDays),
		LookerDays:   mergeField(base.LookerDays, mine.LookerDays, theirs.LookerDays),
	}
}

// rebase is the three cards whose signals are merged.
type rebase struct{ base, mine, theirs Scorecard }

// list is the merged signals of one list. Those that I added have their id negated,
// as they may have given the same id to another signal.
func (r rebase) list(list signalList) []Signal {
	var merged []Signal
	for _, theirs := range r.theirs.lists()[list] {
		if s, keep := r.signal(theirs); keep && s.list() == list {
			merged = append(merged, s)
		}
	}
	mine := r.mine.lists()[list]
	for i, s := range mine {
		if r.needsInsert(s, list) {
			merged = slices.Insert(merged, r.insertIndex(merged, mine[:i]), r.inserted(s))
		}
	}
	if r.reordered(list) {
		reorderLike(merged, mine, func(s Signal) int64 { return s.ID })
	}
	return merged
}

// signal is what becomes of one of their signals, and whether it stays.
func (r rebase) signal(theirs Signal) (Signal, bool) {
	base, old := r.base.Signal(theirs.ID)
	if !old {
		return theirs, true
	}
	mine, kept := r.mine.Signal(theirs.ID)
	return mergeSignal(base, mine, theirs), kept
}

func mergeSignal(base, mine, theirs Signal) Signal {
	return Signal{
		ID:           theirs.ID,
		Name:         mergeField(base.Name, mine.Name, theirs.Name),
		Side:         mergeField(base.Side, mine.Side, theirs.Side),
		Phase:        mergeField(base.Phase, mine.Phase, theirs.Phase),
		Weight:       mergeField(base.Weight, mine.Weight, theirs.Weight),
		Enabled:      mergeField(base.Enabled, mine.Enabled, theirs.Enabled),
		HandRaiser:   mergeField(base.HandRaiser, mine.HandRaiser, theirs.HandRaiser),
		Disqualifier: mergeField(base.Disqualifier, mine.Disqualifier, theirs.Disqualifier),
		When:         mergeCondition(base.When, mine.When, theirs.When),
	}.Normalized()
}

// needsInsert reports whether one of my signals has to be inserted into the list,
// because none of theirs in that list is merged with it.
func (r rebase) needsInsert(mine Signal, list signalList) bool {
	base, old := r.base.Signal(mine.ID)
	if !old {
		return !r.sameAdded(mine)
	}
	theirs, kept := r.theirs.Signal(mine.ID)
	if !kept {
		return !mine.Equal(base)
	}
	merged := mergeSignal(base, mine, theirs)
	return theirs.list() != list && merged.list() == list
}

// sameAdded reports whether they added a signal that equals mine but for its id.
func (r rebase) sameAdded(mine Signal) bool {
	theirs, ok := r.theirs.ByName(mine.Name)
	if _, old := r.base.Signal(theirs.ID); !ok || old {
		return false
	}
	theirs.ID = mine.ID
	return theirs.Equal(mine)
}

// inserted is my signal as it enters the merged side.
func (r rebase) inserted(mine Signal) Signal {
	base, old := r.base.Signal(mine.ID)
	if theirs, kept := r.theirs.Signal(mine.ID); old && kept {
		return mergeSignal(base, mine, theirs)
	}
	if !old {
		mine.ID = -mine.ID
	}
	mine.When = cloneCondition(mine.When)
	return mine
}

// insertIndex is where to insert a signal that stands after the given ones in mine:
// behind the last of them that the merged list has.
func (r rebase) insertIndex(merged, before []Signal) int {
	for _, s := range slices.Backward(before) {
		at := slices.IndexFunc(merged, func(m Signal) bool { return m.ID == r.inserted(s).ID })
		if at >= 0 {
			return at + 1
		}
	}
	return 0
}

// reordered reports whether I changed the order of the signals that the list had.
func (r rebase) reordered(list signalList) bool {
	return !slices.Equal(sharedIDs(r.base, r.mine, list), sharedIDs(r.mine, r.base, list))
}

// sharedIDs are the signals of a list of one card that the other has there too.
func sharedIDs(card, other Scorecard, list signalList) []int64 {
	var ids []int64
	for _, s := range card.lists()[list] {
		if o, ok := other.Signal(s.ID); ok && o.list() == list {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// resolveIDsAndNames gives the signals that I added an id that is not in use, and
// renames those of mine whose name is taken by one of theirs. It returns the ids that
// these got, by the ids that I gave them.
func resolveIDsAndNames(card *Scorecard, theirs Scorecard) map[int64]int64 {
	given := make(map[int64]int64)
	taken := make(map[string]bool)
	for _, s := range card.All() {
		if was, ok := theirs.Signal(s.ID); ok && was.Name == s.Name {
			taken[value.Fold(s.Name)] = true
		}
	}
	for _, signals := range card.lists() {
		for i := range signals {
			s := &signals[i]
			if was, ok := theirs.Signal(s.ID); !ok || was.Name != s.Name {
				s.Name = uniqueName(s.Name, taken)
				taken[value.Fold(s.Name)] = true
			}
			if s.ID >= 0 {
				continue
			}
			if theirs.wasRemoved(-s.ID, s.Name) { // and is there again
				s.ID = -s.ID
			} else {
				card.LastID++
				given[-s.ID] = card.LastID
				s.ID = card.LastID
			}
		}
	}
	return given
}

// uniqueName is the name, numbered when it is taken.
func uniqueName(name string, taken map[string]bool) string {
	free := name
	for n := 2; taken[value.Fold(free)]; n++ {
		free = fmt.Sprintf("%s (%d)", strings.TrimSpace(name), n)
	}
	return free
}
