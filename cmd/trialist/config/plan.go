package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"trialist/cmd/trialist/output"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// planConfig is the engagement plan. A message that is not there, and a text that is not,
// is the default one.
type planConfig struct {
	TaskFit       *int             `toml:"task_fit" comment:"fit score from which on a person sees to a message"`
	TaskQualified *bool            `toml:"task_qualified" comment:"so too where the trial is qualified"`
	Welcome       *messageConfig   `toml:"welcome,omitempty" comment:"to a trial that was never told anything"`
	Looker        *messageConfig   `toml:"looker,omitempty" comment:"to somebody who only looks"`
	Milestones    *[]planRowConfig `toml:"milestones,omitempty"`
}

type planRowConfig struct {
	Signal string         `toml:"signal"`
	Drive  *messageConfig `toml:"drive,omitempty" comment:"to those for whom it is the next step"`
	Reward *messageConfig `toml:"reward,omitempty" comment:"to those who have reached it"`
}

type messageConfig struct {
	Subject  string             `toml:"subject,omitempty"`
	Body     string             `toml:"body,multiline,omitempty"`
	Delivery *rulebook.Delivery `toml:"delivery,omitempty"`
	Variants []variantConfig    `toml:"variants,omitempty"`
}

type variantConfig struct {
	Fit     []string `toml:"fit"`
	Subject string   `toml:"subject,omitempty"`
	Body    string   `toml:"body,multiline,omitempty"`
}

func newPlanConfig(book rulebook.Rulebook) *planConfig {
	p := book.Plan.Of(book.Card)
	c := &planConfig{TaskFit: &p.TaskFit, TaskQualified: &p.TaskQualified, Welcome: newMessageConfig(p.Welcome), Looker: newMessageConfig(p.Looker)}
	var rows []planRowConfig
	for _, row := range p.Rows {
		signal, _ := book.Card.Signal(row.Signal)
		rows = append(rows, planRowConfig{signal.Name, newMessageConfig(row.Drive), newMessageConfig(row.Reward)})
	}
	if len(rows) > 0 {
		c.Milestones = &rows
	}
	return c
}

// newMessageConfig is nil for the default message.
func newMessageConfig(m rulebook.Message) *messageConfig {
	if m.Equal(rulebook.Message{}) {
		return nil
	}
	c := &messageConfig{Subject: m.Subject, Body: m.Body}
	if m.Delivery != rulebook.ByFit {
		c.Delivery = &m.Delivery
	}
	for _, v := range m.Variants {
		one := variantConfig{Subject: v.Subject, Body: v.Body}
		for _, band := range v.Fit.Bands() {
			one.Fit = append(one.Fit, output.SnakeCase(band.Name(rulebook.Fit)))
		}
		c.Variants = append(c.Variants, one)
	}
	return c
}

// EncodePlan returns the part of the configuration that is the plan as TOML.
func EncodePlan(book rulebook.Rulebook) ([]byte, error) {
	var b bytes.Buffer
	err := toml.NewEncoder(&b).Encode(struct {
		Version int         `toml:"version" comment:"The engagement plan. trialist journey plan import FILE puts it in force."`
		Plan    *planConfig `toml:"plan"`
	}{version, newPlanConfig(book)})
	if err != nil {
		return nil, fmt.Errorf("write the plan: %w", err)
	}
	return b.Bytes(), nil
}

// ApplyPlanTo returns the book with the plan of the file, whatever else the file has. The
// error says where in the file, or that it has no plan.
func (f *File) ApplyPlanTo(book rulebook.Rulebook) (rulebook.Rulebook, error) {
	if f.Plan == nil {
		return book, fmt.Errorf("%s: there is no [plan] in it; trialist journey plan show --toml writes one", f.path)
	}
	edited := book
	if err := f.applyPlanTo(&edited); err != nil {
		return book, err
	}
	var wrong *value.FieldError
	if err := edited.Validate(); errors.As(err, &wrong) {
		return book, f.errorAt(wrong.Field, "%s", wrong.Message)
	} else if err != nil {
		return book, fmt.Errorf("%s: %w", f.path, err)
	}
	return edited, nil
}

// applyPlanTo puts the plan of the file in place of that of the book, whose signals are
// those that rows name. How fit decides the delivery stays where the file does not say.
func (f *File) applyPlanTo(book *rulebook.Rulebook) error {
	c := f.Plan
	plan := rulebook.Plan{TaskFit: book.Plan.TaskFit, TaskQualified: book.Plan.TaskQualified}
	setIfGiven(&plan.TaskFit, c.TaskFit)
	setIfGiven(&plan.TaskQualified, c.TaskQualified)
	var err error
	if plan.Welcome, err = f.message("plan.welcome", "the welcome", c.Welcome); err != nil {
		return err
	}
	if plan.Looker, err = f.message("plan.looker", "the message to lookers", c.Looker); err != nil {
		return err
	}
	rows := []planRowConfig{}
	setIfGiven(&rows, c.Milestones)
	seen := make(map[int64]bool)
	for _, r := range rows {
		signal, ok := book.Card.ByName(r.Signal)
		if !ok || signal.Side != rulebook.Adoption {
			return f.errorAt("plan.milestones", "there is no adoption signal named %q", value.Truncate(r.Signal))
		}
		if seen[signal.ID] {
			return f.errorAt("plan.milestones", "%s is there twice", value.Truncate(signal.Name))
		}
		seen[signal.ID] = true
		row := rulebook.PlanRow{Signal: signal.ID}
		if row.Drive, err = f.message("plan.milestones", "the drive to "+signal.Name, r.Drive); err != nil {
			return err
		}
		if row.Reward, err = f.message("plan.milestones", "the reward for "+signal.Name, r.Reward); err != nil {
			return err
		}
		plan = plan.WithMessage(rulebook.DriveMessage, signal.ID, row.Drive).WithMessage(rulebook.RewardMessage, signal.ID, row.Reward)
	}
	book.Plan = plan
	return nil
}

// message is a message of the file, checked.
func (f *File) message(key, what string, c *messageConfig) (rulebook.Message, error) {
	var m rulebook.Message
	if c == nil {
		return m, nil
	}
	m.MessageText = rulebook.MessageText{Subject: strings.TrimSpace(c.Subject), Body: c.Body}
	setIfGiven(&m.Delivery, c.Delivery)
	for _, v := range c.Variants {
		fit, err := rulebook.ParseFitBands(strings.Join(v.Fit, "|"))
		if err != nil {
			return m, f.errorAt(key, "%s: %s", what, err)
		}
		m.Variants = append(m.Variants, rulebook.MessageVariant{Fit: fit, MessageText: rulebook.MessageText{Subject: strings.TrimSpace(v.Subject), Body: v.Body}})
	}
	var wrong *value.FieldError
	if err := m.Validate(); errors.As(err, &wrong) {
		return m, f.errorAt(key+"."+wrong.Field, "%s, %s: %s", what, wrong.Field, wrong.Message)
	}
	return m, nil
}
