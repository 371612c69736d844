package rulebook

import (
	"slices"
)

// rebasePlan merges plans as [Rebase] does signals: message by message, and of a message
// field by field. The ids that signals of mine have in the merged book are in moved.
func rebasePlan(base, mine, theirs Rulebook, merged Scorecard, moved map[int64]int64) Plan {
	plan := Plan{
		Welcome:       mergeMessage(base.Plan.Welcome, mine.Plan.Welcome, theirs.Plan.Welcome),
		Looker:        mergeMessage(base.Plan.Looker, mine.Plan.Looker, theirs.Plan.Looker),
		TaskFit:       mergeField(base.Plan.TaskFit, mine.Plan.TaskFit, theirs.Plan.TaskFit),
		TaskQualified: mergeField(base.Plan.TaskQualified, mine.Plan.TaskQualified, theirs.Plan.TaskQualified),
	}
	mineIDs := make(map[int64]int64) // by the id in the merged book
	for _, side := range Sides() {
		for _, s := range mine.Card.Signals(side) {
			id, ok := moved[s.ID]
			if !ok { // they added the same
				same, _ := merged.ByName(s.Name)
				id = same.ID
			}
			mineIDs[id] = s.ID
		}
	}
	for _, side := range Sides() {
		for _, s := range merged.Signals(side) {
			was, ours, other := PlanRow{}, PlanRow{}, PlanRow{}
			if _, ok := base.Card.Signal(s.ID); ok {
				was = base.Plan.Row(s.ID)
				ours = was
			}
			if id, ok := mineIDs[s.ID]; ok {
				ours = mine.Plan.Row(id)
			}
			other = was
			if _, ok := theirs.Card.Signal(s.ID); ok {
				other = theirs.Plan.Row(s.ID)
			}
			row := PlanRow{s.ID, mergeMessage(was.Drive, ours.Drive, other.Drive), mergeMessage(was.Reward, ours.Reward, other.Reward)}
			if !row.isDefault() {
				plan.Rows = append(plan.Rows, row)
			}
		}
	}
	return plan
}

func mergeMessage(base, mine, theirs Message) Message {
	m := Message{
		MessageText: MessageText{mergeField(base.Subject, mine.Subject, theirs.Subject), mergeField(base.Body, mine.Body, theirs.Body)},
		Delivery:    mergeField(base.Delivery, mine.Delivery, theirs.Delivery),
		Variants:    theirs.Variants,
	}
	if !slices.Equal(base.Variants, mine.Variants) {
		m.Variants = mine.Variants
	}
	return m.clone()
}
