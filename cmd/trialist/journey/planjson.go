package journey

import (
	"trialist/cmd/trialist/output"
	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
)

// planJSON is the plan in the JSON contract. Texts are those that are said, be they the
// default or not.
type planJSON struct {
	Version       int           `json:"version"`
	TaskFit       int           `json:"task_fit"`
	TaskQualified bool          `json:"task_qualified"`
	Welcome       planMessage   `json:"welcome"`
	Looker        planMessage   `json:"looker"`
	Milestones    []planRowJSON `json:"milestones"`
}

type planRowJSON struct {
	Signal string      `json:"signal"`
	Phase  string      `json:"phase"`
	Drive  planMessage `json:"drive"`
	Reward planMessage `json:"reward"`
}

type planMessage struct {
	Subject  string        `json:"subject"`
	Body     string        `json:"body"`
	Default  bool          `json:"default"` // nobody has written a text
	Delivery string        `json:"delivery"`
	Variants []planVariant `json:"variants"`
}

type planVariant struct {
	Fit     []string `json:"fit"`
	Subject string   `json:"subject"`
	Body    string   `json:"body"`
}

func newPlanMessage(kind rulebook.MessageKind, m rulebook.Message) planMessage {
	text := m.TextFor(kind, rulebook.NoBand)
	delivery, _ := m.Delivery.MarshalText()
	j := planMessage{text.Subject, text.Body, m.MessageText == rulebook.MessageText{}, string(delivery), []planVariant{}}
	for _, v := range m.Variants {
		bands := v.Fit.Bands()
		text := m.TextFor(kind, bands[0])
		one := planVariant{Subject: text.Subject, Body: text.Body}
		for _, b := range bands {
			one.Fit = append(one.Fit, b.Name(rulebook.Fit))
		}
		j.Variants = append(j.Variants, one)
	}
	return j
}

func newPlanJSON(book rulebook.Rulebook) planJSON {
	p := book.Plan
	j := planJSON{
		Version: output.JSONVersion, TaskFit: p.TaskFit, TaskQualified: p.TaskQualified, Welcome: newPlanMessage(rulebook.WelcomeMessage, p.Welcome),
		Looker: newPlanMessage(rulebook.LookerMessage, p.Looker), Milestones: []planRowJSON{},
	}
	for _, s := range journey.Milestones(book.Card) {
		row := p.Row(s.ID)
		j.Milestones = append(j.Milestones, planRowJSON{
			s.Name, s.Phase.String(), newPlanMessage(rulebook.DriveMessage, row.Drive), newPlanMessage(rulebook.RewardMessage, row.Reward),
		})
	}
	return j
}
