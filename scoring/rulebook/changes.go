package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/value"
)

// Change is one difference between two rulebooks, in words.
type Change struct {
	Item string // name of the signal, or of the setting: "weighting", "paying", "qualified"
	Text string // what changed: "weight 5 to 10", "added to adoption", "removed"
}

// String is the change as one clause: "Imported contacts: weight 5 to 10".
func (c Change) String() string { return c.Item + ": " + c.Text }

// Diff lists what is different in to, signals first, in the order of to. Equal
// rulebooks have no changes. Signals are identified by id, so a renamed signal is
// still the same.
func Diff(from, to Rulebook) []Change {
	var list changeList
	for l := range numLists {
		list.signals(l, from.Card, to.Card)
	}
	list.card(from.Card, to.Card, to.zone)
	list.lifecycle(from.Lifecycle, to.Lifecycle)
	list.segments(from.Segments, to.Segments)
	list.workflows(from.Workflows, to.Workflows)
	list.plan(from, to)
	if from.TimeZone != to.TimeZone {
		list.add("time zone", "%s to %s", from.TimeZoneText(), to.TimeZoneText())
	}
	return list
}

// DescribeChanges is the changes as one line, cut after the first four:
// "Imported contacts: weight 5 to 10; weighting: proportional; and 3 more".
func DescribeChanges(changes []Change) string {
	const most = 4
	var words []string
	for i, c := range changes {
		if i == most && len(changes) > most+1 {
			words = append(words, fmt.Sprintf("and %d more", len(changes)-most))
			break
		}
		words = append(words, c.String())
	}
	return strings.Join(words, "; ")
}

// changeList gathers changes.
type changeList []Change

func (l *changeList) add(about, format string, args ...any) {
	*l = append(*l, Change{Item: about, Text: fmt.Sprintf(format, args...)})
}

// signals lists what changed about the signals of one list of to, then those that
// were removed.
func (l *changeList) signals(list signalList, from, to Scorecard) {
	for _, now := range to.lists()[list] {
		was, ok := from.Signal(now.ID)
		switch {
		case !ok && now.Disqualifier:
			l.add(now.Name, "added as a disqualifier: %s", now.When)
		case !ok:
			l.add(now.Name, "added to %s with weight %d: %s", now.Side, now.Weight, now.When)
			l.handRaiser(false, now)
		default:
			l.signal(was, now)
		}
	}
	for _, was := range from.lists()[list] {
		if _, ok := to.Signal(was.ID); !ok {
			l.add(was.Name, "removed")
		}
	}
	l.order(list, from, to)
}

// signal lists what is different about one signal.
func (l *changeList) signal(was, now Signal) {
	if was.Name != now.Name {
		l.add(now.Name, "renamed from %s", was.Name)
	}
	switch {
	case was.Disqualifier != now.Disqualifier && now.Disqualifier:
		l.add(now.Name, "made a disqualifier, was a signal of %s with weight %d", was.Side, was.Weight)
	case was.Disqualifier != now.Disqualifier:
		l.add(now.Name, "made a signal of %s with weight %d, was a disqualifier", now.Side, now.Weight)
	case !now.Disqualifier:
		l.place(was, now)
	}
	if was.Enabled != now.Enabled {
		l.add(now.Name, "switched %s", onOff(now.Enabled))
	}
	l.handRaiser(was.HandRaiser, now)
	if !was.When.Equal(now.When) {
		l.add(now.Name, "when %s, was %s", now.When, was.When)
	}
}

// handRaiser adds a change when a signal was marked as a hand-raiser, or is no longer.
func (l *changeList) handRaiser(was bool, now Signal) {
	switch {
	case now.HandRaiser && !was:
		l.add(now.Name, "marked as a hand-raiser")
	case was && !now.HandRaiser:
		l.add(now.Name, "no longer a hand-raiser")
	}
}

// place lists what is different about where a signal counts, and how much.
func (l *changeList) place(was, now Signal) {
	if was.Side != now.Side {
		l.add(now.Name, "moved from %s to %s", was.Side, now.Side)
	}
	if was.Phase != now.Phase {
		l.add(now.Name, "phase %s to %s", was.Phase, now.Phase)
	}
	if was.Weight != now.Weight {
		l.add(now.Name, "weight %d to %d", was.Weight, now.Weight)
	}
}

// order adds a change when the signals that both cards have in a list stand in
// another order.
func (l *changeList) order(list signalList, from, to Scorecard) {
	if slices.Equal(sharedIDs(from, to, list), sharedIDs(to, from, list)) {
		return
	}
	var names []string
	for _, s := range to.lists()[list] {
		names = append(names, s.Name)
	}
	l.add([numLists]string{"adoption order", "fit order", "disqualifiers order"}[list], "%s", strings.Join(names, ", "))
}

// card lists what changed in the rest of the scorecard, with times in a zone.
func (l *changeList) card(from, to Scorecard, zone func() *value.Zone) {
	if from.Weighting != to.Weighting {
		l.add("weighting", "%s to %s", from.Weighting, to.Weighting)
	}
	for _, side := range Sides() {
		switch was, now := from.TunedBefore[side], to.TunedBefore[side]; {
		case was == now:
		case now == 0:
			l.add(side.String()+" weights", "no longer chosen by trials")
		default:
			l.add(side.String()+" weights", "chosen by the trials that started before %s", zone().ShortTime(now))
		}
		if was, now := from.Cuts(side), to.Cuts(side); was != now {
			l.add(side.String()+" bands", "from %d, %d and %d to %d, %d and %d",
				was[0], was[1], was[2], now[0], now[1], now[2])
		}
	}
	for fit, row := range to.Qualified {
		for adoption, now := range row {
			if now != from.Qualified[fit][adoption] {
				l.add("qualified", "%s and %s %s", Band(fit).Name(Fit), Band(adoption).Name(Adoption), tickedText(now))
			}
		}
	}
}

// lifecycle lists what changed about the statuses.
func (l *changeList) lifecycle(from, to Lifecycle) {
	if !from.LeftOut.Equal(to.LeftOut) {
		l.add(LeftOut.String(), "%s, was %s", leftOutText(to), leftOutText(from))
	}
	was, now := from.parts(), to.parts()
	for i := range now {
		if !was[i].When.Equal(now[i].When) {
			l.add(now[i].Status.String(), "when %s, was %s", now[i].When, was[i].When)
		}
	}
	if from.Default != to.Default {
		l.add("default status", "%s to %s", from.Default, to.Default)
	}
	if from.TrialDays != to.TrialDays {
		l.add("trial length", "%d to %d days", from.TrialDays, to.TrialDays)
	}
	if from.LookerDays != to.LookerDays {
		l.add("lookers", "after %d days to after %d days", from.LookerDays, to.LookerDays)
	}
}

// leftOutText says who is left out.
func leftOutText(l Lifecycle) string {
	if !l.LeavesOut() {
		return "nobody"
	}
	return "when " + l.LeftOut.String()
}

// segments lists what changed about the segments.
func (l *changeList) segments(from, to Segments) {
	for _, now := range to.List {
		was, ok := from.Segment(now.ID)
		item := "segment " + now.Name
		if !ok {
			l.add(item, "added: %s", now.When)
			continue
		}
		if was.Name != now.Name {
			l.add(item, "renamed from %s", was.Name)
		}
		if was.Color != now.Color {
			l.add(item, "colour %s to %s", was.Color, now.Color)
		}
		if !was.When.Equal(now.When) {
			l.add(item, "when %s, was %s", now.When, was.When)
		}
	}
	for _, was := range from.List {
		if _, ok := to.Segment(was.ID); !ok {
			l.add("segment "+was.Name, "removed")
		}
	}
	if !slices.Equal(from.sharedIDs(to), to.sharedIDs(from)) {
		var names []string
		for _, s := range to.List {
			names = append(names, s.Name)
		}
		l.add("segment order", "%s", strings.Join(names, ", "))
	}
}

// sharedIDs is the ids of the segments that another list has too, in their order.
func (s Segments) sharedIDs(other Segments) []int64 {
	var ids []int64
	for _, one := range s.List {
		if _, ok := other.Segment(one.ID); ok {
			ids = append(ids, one.ID)
		}
	}
	return ids
}

// workflows lists what changed about the workflows.
func (l *changeList) workflows(from, to Workflows) {
	for _, now := range to.List {
		was, ok := from.Workflow(now.ID)
		if !ok {
			l.add("workflow "+now.Name, "added: %s, %s%s", now.Trigger, now.Repeats(), enabledText(now.Enabled))
			continue
		}
		l.workflow(was, now)
	}
	for _, was := range from.List {
		if _, ok := to.Workflow(was.ID); !ok {
			l.add("workflow "+was.Name, "removed")
		}
	}
}

// workflow lists what is different about one workflow.
func (l *changeList) workflow(was, now Workflow) {
	item := "workflow " + now.Name
	if was.Name != now.Name {
		l.add(item, "renamed from %s", was.Name)
	}
	if was.Trigger != now.Trigger {
		l.add(item, "when it %s, was %s", now.Trigger, was.Trigger)
	}
	if !was.If.Equal(now.If) {
		l.add(item, "if %s, was %s", onlyIf(now), onlyIf(was))
	}
	if was.Once != now.Once {
		l.add(item, "%s, was %s", now.Repeats(), was.Repeats())
	}
	if !slices.Equal(was.Actions, now.Actions) {
		l.add(item, "does %s, was %s", strings.Join(now.ActionSentences(), ", "), strings.Join(was.ActionSentences(), ", "))
	}
	if was.Enabled != now.Enabled {
		l.add(item, "%s", strings.TrimPrefix(enabledText(now.Enabled), ", "))
	}
}

func onlyIf(w Workflow) string {
	if len(w.If.Rules) == 0 {
		return "anything"
	}
	return w.If.String()
}

func enabledText(enabled bool) string {
	if enabled {
		return ", enabled"
	}
	return ", disabled"
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func tickedText(on bool) string {
	if on {
		return "ticked"
	}
	return "unticked"
}
