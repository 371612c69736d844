package rulebooks

import (
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

type workflowsDocument struct {
	LastID int64              `json:"last_id"` // the highest ever given to a workflow
	List   []workflowDocument `json:"list"`
}

type workflowDocument struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Trigger string   `json:"trigger"`
	If      string   `json:"if"` // "" for nothing
	Once    bool     `json:"once"`
	Actions []string `json:"actions"`
	Enabled bool     `json:"enabled"`
}

// encodeWorkflows is nil where there never was a workflow.
func encodeWorkflows(workflows rulebook.Workflows) *workflowsDocument {
	if workflows.LastID == 0 && len(workflows.List) == 0 {
		return nil
	}
	d := &workflowsDocument{LastID: workflows.LastID, List: []workflowDocument{}}
	for _, w := range workflows.List {
		d.List = append(d.List, workflowDocument{
			ID: w.ID, Name: w.Name, Trigger: w.Trigger.String(), If: w.If.String(), Once: w.Once, Actions: w.ActionSentences(), Enabled: w.Enabled,
		})
	}
	return d
}

func decodeWorkflows(d *workflowsDocument) (rulebook.Workflows, error) {
	if d == nil {
		return rulebook.Workflows{}, nil
	}
	workflows := rulebook.Workflows{LastID: d.LastID}
	for _, stored := range d.List {
		w, err := decodeWorkflow(stored)
		if err != nil {
			return workflows, fmt.Errorf("workflow %q: %w", value.Truncate(stored.Name), err)
		}
		workflows.List = append(workflows.List, w)
	}
	return workflows, nil
}

func decodeWorkflow(d workflowDocument) (w rulebook.Workflow, err error) {
	w = rulebook.Workflow{ID: d.ID, Name: d.Name, Once: d.Once, Enabled: d.Enabled}
	if w.Trigger, err = rulebook.ParseTrigger(d.Trigger); err != nil {
		return w, err
	}
	if d.If != "" {
		if w.If, err = rulebook.ParseSegmentCondition(d.If); err != nil {
			return w, err
		}
	}
	for _, sentence := range d.Actions {
		a, err := rulebook.ParseAction(sentence)
		if err != nil {
			return w, err
		}
		w.Actions = append(w.Actions, a)
	}
	return w, nil
}
