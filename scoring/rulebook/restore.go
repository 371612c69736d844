package rulebook

// Restore is an earlier rulebook as it takes the place of the one in force now:
// it says what it said then, but ids that were given since are not given again.
func Restore(earlier, now Rulebook) Rulebook {
	restored := Rulebook{Card: earlier.Card.Clone(), Lifecycle: earlier.Lifecycle}
	restored.Card.LastID = max(earlier.Card.NextID(), now.Card.NextID()) - 1
	return restored
}
