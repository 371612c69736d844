package rulebook

import "slices"

// workflowMerge merges lists of workflows.
var workflowMerge = listMerge[Workflow]{
	id:          func(w *Workflow) *int64 { return &w.ID },
	name:        func(w *Workflow) *string { return &w.Name },
	equal:       Workflow.Equal,
	sameContent: func(a, b Workflow) bool { return a.sameContent(b) && a.Enabled == b.Enabled },
	merge:       mergeWorkflow,
}

// rebaseWorkflows merges workflows as [Rebase] does signals. The three must name
// signals and segments as these are named in the merged book. A workflow that either
// disabled is disabled.
func rebaseWorkflows(base, mine, theirs Workflows) Workflows {
	var merged Workflows
	lastID := max(base.NextID(), mine.NextID(), theirs.NextID()) - 1
	merged.List, merged.LastID, _ = workflowMerge.rebase(base.List, mine.List, theirs.List, lastID)
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
