package rulebooks

import (
	"slices"

	"trialist/scoring/rulebook"
)

// planDocument is an engagement plan as it is stored.
type planDocument struct {
	TaskFit       int               `json:"task_fit"`
	TaskQualified bool              `json:"task_qualified"`
	Welcome       messageDocument   `json:"welcome,omitzero"`
	Looker        messageDocument   `json:"looker,omitzero"`
	Rows          []planRowDocument `json:"rows"`
}

type planRowDocument struct {
	Signal int64           `json:"signal"` // id
	Drive  messageDocument `json:"drive,omitzero"`
	Reward messageDocument `json:"reward,omitzero"`
}

type messageDocument struct {
	Subject  string            `json:"subject,omitempty"`
	Body     string            `json:"body,omitempty"`
	Delivery rulebook.Delivery `json:"delivery,omitzero"`
	Variants []variantDocument `json:"variants,omitempty"`
}

// IsZero reports whether nothing is said that is not the default.
func (d messageDocument) IsZero() bool {
	return d.Subject == "" && d.Body == "" && d.Delivery == rulebook.ByFit && len(d.Variants) == 0
}

type variantDocument struct {
	Fit     []int  `json:"fit"` // bands, 0 the lowest
	Subject string `json:"subject,omitempty"`
	Body    string `json:"body,omitempty"`
}

// encodePlan is nil where the plan is the default one. Rows of signals that the book does
// not have are left out.
func encodePlan(b rulebook.Rulebook) *planDocument {
	p := b.Plan.Of(b.Card)
	if p.Equal(rulebook.DefaultPlan()) {
		return nil
	}
	d := &planDocument{
		TaskFit: p.TaskFit, TaskQualified: p.TaskQualified, Welcome: encodeMessage(p.Welcome), Looker: encodeMessage(p.Looker), Rows: []planRowDocument{},
	}
	for _, row := range p.Rows {
		d.Rows = append(d.Rows, planRowDocument{row.Signal, encodeMessage(row.Drive), encodeMessage(row.Reward)})
	}
	return d
}

func encodeMessage(m rulebook.Message) messageDocument {
	d := messageDocument{Subject: m.Subject, Body: m.Body, Delivery: m.Delivery}
	for _, v := range m.Variants {
		fit := variantDocument{Subject: v.Subject, Body: v.Body}
		for _, band := range v.Fit.Bands() {
			fit.Fit = append(fit.Fit, int(band))
		}
		d.Variants = append(d.Variants, fit)
	}
	return d
}

func decodePlan(d *planDocument) rulebook.Plan {
	if d == nil {
		return rulebook.DefaultPlan()
	}
	p := rulebook.Plan{TaskFit: d.TaskFit, TaskQualified: d.TaskQualified, Welcome: decodeMessage(d.Welcome), Looker: decodeMessage(d.Looker)}
	for _, row := range d.Rows {
		p.Rows = append(p.Rows, rulebook.PlanRow{Signal: row.Signal, Drive: decodeMessage(row.Drive), Reward: decodeMessage(row.Reward)})
	}
	return p
}

func decodeMessage(d messageDocument) rulebook.Message {
	m := rulebook.Message{MessageText: rulebook.MessageText{Subject: d.Subject, Body: d.Body}, Delivery: d.Delivery}
	for _, v := range d.Variants {
		var fit rulebook.BandSet
		for _, band := range rulebook.Bands() {
			if slices.Contains(v.Fit, int(band)) {
				fit |= rulebook.BandsOf(band)
			}
		}
		m.Variants = append(m.Variants, rulebook.MessageVariant{Fit: fit, MessageText: rulebook.MessageText{Subject: v.Subject, Body: v.Body}})
	}
	return m
}
