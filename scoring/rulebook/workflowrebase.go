package rulebook

import (
	"slices"

	"trialist/scoring/value"
)

// rebaseWorkflows merges workflows as [Rebase] does signals. The three must name
// signals and segments as these are named in the merged book. A workflow that either
// disabled is disabled.
func rebaseWorkflows(base, mine, theirs Workflows) Workflows {
	merged := Workflows{LastID: max(base.NextID(), mine.NextID(), theirs.NextID()) - 1}
	taken := make(map[string]bool)
	for _, t := range theirs.List {
		was, old := base.Workflow(t.ID)
		m, kept := mine.Workflow(t.ID)
		switch {
		case old && !kept:
			continue
		case old:
			t = mergeWorkflow(was, m, t)
		}
		t.Name = uniqueName(t.Name, taken)
		taken[value.Fold(t.Name)] = true
		merged.List = append(merged.List, t)
	}
	for _, m := range mine.List {
		was, old := base.Workflow(m.ID)
		_, kept := theirs.Workflow(m.ID)
		same := slices.ContainsFunc(theirs.List, func(t Workflow) bool { return t.sameContent(m) && t.Enabled == m.Enabled })
		if old && (kept || m.Equal(was)) || !old && same {
			continue
		}
		if !old {
			merged.LastID++
			m.ID = merged.LastID
		}
		m.Name = uniqueName(m.Name, taken)
		taken[value.Fold(m.Name)] = true
		merged.List = append(merged.List, m)
	}
	return merged.Clone()
}

func mergeWorkflow(base, mine, theirs Workflow) Workflow {
	merged := Workflow{
		ID:      theirs.ID,
		Name:    mergeField(base.Name, mine.Name, theirs.Name),
		Trigger: mergeField(base.Trigger, mine.Trigger, theirs.Trigger),
		If:      mergeCondition(base.If, mine.If, theirs.If),
		Once:    mergeField(base.Once, mine.Once, theirs.Once),
		Actions: theirs.Actions,
		Enabled: mine.Enabled && theirs.Enabled || mergeField(base.Enabled, mine.Enabled, theirs.Enabled) && !base.Enabled,
	}
	if !slices.Equal(mine.Actions, base.Actions) {
		merged.Actions = mine.Actions
	}
	return merged
}
