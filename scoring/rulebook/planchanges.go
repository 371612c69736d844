package rulebook

import (
	"slices"

	"trialist/scoring/message"
	"trialist/scoring/value"
)

// plan lists what changed about the plan of signals that both books have, or that to has.
func (l *changeList) plan(from, to Rulebook) {
	was, now := from.Plan, to.Plan
	l.message("welcome", was.Welcome, now.Welcome)
	for _, side := range Sides() {
		for _, s := range to.Card.Signals(side) {
			before, after := was.Row(s.ID), now.Row(s.ID)
			if _, ok := from.Card.Signal(s.ID); !ok {
				before = PlanRow{}
			}
			l.message("drive to "+s.Name, before.Drive, after.Drive)
			l.message("reward for "+s.Name, before.Reward, after.Reward)
		}
	}
	l.message("message to lookers", was.Looker, now.Looker)
	if was.TaskFit != now.TaskFit {
		l.add("plan", "a task from fit %d, was %d", now.TaskFit, was.TaskFit)
	}
	if was.TaskQualified != now.TaskQualified {
		l.add("plan", "%s", map[bool]string{true: "a task for qualified trials too", false: "a task by fit only"}[now.TaskQualified])
	}
}

func (l *changeList) message(item string, was, now Message) {
	l.messageText(item, was.MessageText, now.MessageText)
	if was.Delivery != now.Delivery {
		l.add(item, "delivered %s, was %s", now.Delivery, was.Delivery)
	}
	for _, v := range now.Variants {
		var before MessageText
		if at := slices.IndexFunc(was.Variants, func(o MessageVariant) bool { return o.Fit == v.Fit }); at >= 0 {
			before = was.Variants[at].MessageText
			l.messageText(item+" for fit "+v.Fit.String(), before, v.MessageText)
			continue
		}
		l.add(item, "another text for fit %s", v.Fit)
	}
	for _, v := range was.Variants {
		if !slices.ContainsFunc(now.Variants, func(o MessageVariant) bool { return o.Fit == v.Fit }) {
			l.add(item, "no other text for fit %s", v.Fit)
		}
	}
}

func (l *changeList) messageText(item string, was, now MessageText) {
	if was.Subject != now.Subject {
		l.add(item, "subject %s, was %s", quotedText(now.Subject), quotedText(was.Subject))
	}
	if was.Body != now.Body {
		l.add(item, "text %s, was %s", quotedText(now.Body), quotedText(was.Body))
	}
}

// quotedText is a text of a message in a line of the history.
func quotedText(text string) string {
	if text == "" {
		return "the default"
	}
	return `"` + value.Truncate(message.OneLine(text)) + `"`
}
