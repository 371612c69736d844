package rulebook

// Restore is an earlier rulebook, to replace the one in force now. Ids that were
// given since then are not given again, and no workflow is enabled that is not now.
func Restore(earlier, now Rulebook) Rulebook {
	restored := Rulebook{Card: earlier.Card.Clone(), Lifecycle: earlier.Lifecycle, TimeZone: earlier.TimeZone, Segments: earlier.Segments.Clone(), Plan: earlier.Plan.Clone()}
	restored.Card.NoteRemoved(earlier.Card, now.Card)
	restored.Card.LastID = max(earlier.Card.NextID(), now.Card.NextID()) - 1
	restored.Segments.LastID = max(earlier.Segments.NextID(), now.Segments.NextID()) - 1
	restored.Workflows, _ = earlier.Workflows.EnabledAsIn(now.Workflows)
	restored.Workflows.LastID = max(earlier.Workflows.NextID(), now.Workflows.NextID()) - 1
	return restored
}
