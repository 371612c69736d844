package workflows

import (
	"context"

	"trialist/scoring/progress"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/scoring/workflow"
	"trialist/store/facts"
	"trialist/store/search"
	"trialist/store/tables"
)

// DryRun lists who would have fired in the last days if the workflows had run once a day. It
// applies today's rulebook and attributes to the events up to each day. It changes nothing.
// The oldest firing comes first.
func DryRun(ctx context.Context, cache *facts.Cache, book rulebook.Rulebook, list []rulebook.Workflow, asOf value.Instant, days int) ([]Firing, error) {
	b := inputs{book: book}
	index := search.New(cache)
	var replay workflow.Replay
	var fired []Firing
	count := make(map[[2]int64]int)
	for day := days; day >= 0; day-- {
		progress.Report(ctx, "replaying day by day", days-day, days+1)
		at := asOf - value.Instant(day)*value.Day
		seen, err := observe(ctx, cache, index, b, list, at)
		if err != nil {
			return nil, err
		}
		for i, slots := range replay.Step(seen.Observation) {
			for _, slot := range slots {
				key := [2]int64{list[i].ID, int64(slot)}
				count[key]++
				fired = append(fired, Firing{
					Workflow: list[i].ID, WorkflowName: list[i].Name, Slot: uint32(slot), Occurrence: count[key], Reason: list[i].Trigger.String(), AsOf: at, At: at,
				})
			}
		}
	}
	return name(ctx, cache, fired)
}

// name sets the ids and names of accounts.
func name(ctx context.Context, cache *facts.Cache, fired []Firing) ([]Firing, error) {
	slots := make(map[uint32][2]string)
	var ids []any
	for _, f := range fired {
		if _, ok := slots[f.Slot]; !ok {
			slots[f.Slot] = [2]string{}
			ids = append(ids, int64(f.Slot)+1)
		}
	}
	err := accountNames(ctx, cache.Store(), ids, func(row tables.AccountRow) { slots[uint32(row.ID-1)] = [2]string{row.External, row.Name} })
	for i := range fired {
		who := slots[fired[i].Slot]
		fired[i].Account, fired[i].AccountName = who[0], who[1]
	}
	return fired, err
}
