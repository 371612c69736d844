package rulebook

import (
	"fmt"
	"slices"

	"trialist/scoring/value"
)

// Plan is the engagement plan: what trials are told, by what they did, and how. It is a
// value: edits return a new one. Its slices are for reading only.
//
// A row is of a signal by its id, whatever that is called and wherever it stands. The row
// of a signal that the scorecard does not have means nothing; as ids are never given
// again, it comes back with the signal when its removal is undone, and is left out where
// a rulebook is stored.
type Plan struct {
	Rows    []PlanRow
	Welcome Message // to a trial that was never told anything
	Looker  Message // to a trial of somebody who only looks

	// Messages whose delivery is by fit are a task for a person where the fit score is at
	// least TaskFit, 0 to 100, or where TaskQualified is set and the trial is qualified.
	TaskFit       int
	TaskQualified bool
}

// PlanRow is what the plan says of one milestone.
type PlanRow struct {
	Signal int64   // id
	Drive  Message // to those for whom the milestone is the next step
	Reward Message // to those who have reached it
}

// defaultTaskFit is the fit score from which on a person sees to a message.
const defaultTaskFit = 50

// DefaultPlan has the default texts only.
func DefaultPlan() Plan { return Plan{TaskFit: defaultTaskFit, TaskQualified: true} }

// Row is the row of a signal; one without any text of its own where there is none.
func (p Plan) Row(signal int64) PlanRow {
	for _, row := range p.Rows {
		if row.Signal == signal {
			return row
		}
	}
	return PlanRow{Signal: signal}
}

// Message is a message of the plan. The signal says of which row it is, for those of rows.
func (p Plan) Message(kind MessageKind, signal int64) Message {
	switch kind {
	case WelcomeMessage:
		return p.Welcome
	case LookerMessage:
		return p.Looker
	case DriveMessage:
		return p.Row(signal).Drive
	case RewardMessage:
		return p.Row(signal).Reward
	}
	return Message{}
}

// WithMessage is the plan with another message in that place. It checks nothing.
func (p Plan) WithMessage(kind MessageKind, signal int64, m Message) Plan {
	p, m = p.Clone(), m.clone()
	row := p.Row(signal)
	switch kind {
	case WelcomeMessage:
		p.Welcome = m
		return p
	case LookerMessage:
		p.Looker = m
		return p
	case DriveMessage:
		row.Drive = m
	case RewardMessage:
		row.Reward = m
	}
	p.Rows = slices.DeleteFunc(p.Rows, func(r PlanRow) bool { return r.Signal == signal })
	if !row.isDefault() {
		p.Rows = append(p.Rows, row)
	}
	return p
}

// Delivery is how a message reaches a trial of that fit score: [AsTask] or [Automatic].
func (p Plan) Delivery(m Message, fit Score, qualified bool) Delivery {
	switch {
	case m.Delivery != ByFit:
		return m.Delivery
	case fit.Known() && 100*uint64(fit.Sum) >= uint64(p.TaskFit)*uint64(fit.Total), p.TaskQualified && qualified:
		return AsTask
	}
	return Automatic
}

// Clone is a plan that shares no memory with this one.
func (p Plan) Clone() Plan {
	p.Rows = slices.Clone(p.Rows)
	for i := range p.Rows {
		p.Rows[i] = p.Rows[i].clone()
	}
	p.Welcome, p.Looker = p.Welcome.clone(), p.Looker.clone()
	return p
}

func (r PlanRow) clone() PlanRow {
	return PlanRow{r.Signal, r.Drive.clone(), r.Reward.clone()}
}

// isDefault reports whether the row says nothing of its own.
func (r PlanRow) isDefault() bool { return r.Drive.Equal(Message{}) && r.Reward.Equal(Message{}) }

// Of is the plan with the rows of signals of the card only, in their order.
func (p Plan) Of(card Scorecard) Plan {
	all := p.Clone()
	p = all
	p.Rows = nil
	for _, side := range Sides() {
		for _, s := range card.Signals(side) {
			if row := all.Row(s.ID); !row.isDefault() {
				p.Rows = append(p.Rows, row)
			}
		}
	}
	return p
}

// Equal reports whether two plans are the same, whatever the order of their rows.
func (p Plan) Equal(other Plan) bool {
	for _, rows := range [][]PlanRow{p.Rows, other.Rows} {
		for _, row := range rows {
			was, now := p.Row(row.Signal), other.Row(row.Signal)
			if !was.Drive.Equal(now.Drive) || !was.Reward.Equal(now.Reward) {
				return false
			}
		}
	}
	return p.Welcome.Equal(other.Welcome) && p.Looker.Equal(other.Looker) && p.TaskFit == other.TaskFit && p.TaskQualified == other.TaskQualified
}

// EditMessage is the book with another message in the plan. The signal says of which
// milestone it is, for those of rows. The error is a [value.FieldError], whose field is
// "signal", "subject", "body", or one of these of a variant: "variants[0].body".
func (b Rulebook) EditMessage(kind MessageKind, signal int64, m Message) (Rulebook, error) {
	if kind.OfMilestone() {
		if s, ok := b.Card.Signal(signal); !ok || s.Side != Adoption {
			return b, &value.FieldError{Field: "signal", Message: fmt.Sprintf("there is no milestone with the id %d any more", signal)}
		}
	}
	m = m.trimmed()
	if err := m.Validate(); err != nil {
		return b, err
	}
	b.Plan = b.Plan.WithMessage(kind, signal, m)
	return b, nil
}

// EditPlanDelivery is the book in which a person sees to messages from that fit score on
// and, with qualified, to those of qualified trials. The error is a [value.FieldError].
func (b Rulebook) EditPlanDelivery(fit int, qualified bool) (Rulebook, error) {
	b.Plan.TaskFit, b.Plan.TaskQualified = fit, qualified
	return b, b.Plan.validateDelivery()
}

// validate returns a [value.FieldError] of the first field that is wrong.
func (p Plan) validate() error {
	if err := p.validateDelivery(); err != nil {
		return err
	}
	for _, one := range []struct {
		field   string
		message Message
	}{{"welcome", p.Welcome}, {"looker", p.Looker}} {
		if err := one.message.Validate(); err != nil {
			return value.PrefixField(one.field, err)
		}
	}
	seen := make(map[int64]bool)
	for i, row := range p.Rows {
		path := fmt.Sprintf("rows[%d]", i)
		if row.Signal < 1 || seen[row.Signal] {
			return &value.FieldError{Field: path + ".signal", Message: "a row of the plan needs a signal of its own"}
		}
		seen[row.Signal] = true
		if err := row.Drive.Validate(); err != nil {
			return value.PrefixField(path+".drive", err)
		}
		if err := row.Reward.Validate(); err != nil {
			return value.PrefixField(path+".reward", err)
		}
	}
	return nil
}

func (p Plan) validateDelivery() error {
	if p.TaskFit < 0 || p.TaskFit > 100 {
		return &value.FieldError{Field: "task_fit", Message: fmt.Sprintf("a fit score is 0 to 100, not %d", p.TaskFit)}
	}
	return nil
}
