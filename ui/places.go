package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/settings"
)

// tabKeywords are words for what is on a tab, by its name: who searches for what can be
// done there from another tab finds the way.
var tabKeywords = map[clean.Text]clean.Text{
	"Convert":  "list rank leads hand-raisers export csv marks views looker builder class enrich possible",
	"Trial":    "account history past events score why notes tasks",
	"Signals":  "score weights suggest levels disqualifiers disqualify competitor milestones conditions hand-raiser",
	"Journey":  "funnel milestones stuck blockers mail",
	"Features": "usage combinations grid cells",
	"Segments": "groups tasks",
	"Proof":    "save write export html page report verdict conversion chart accuracy suggest weights",
	"Settings": "bands levels thresholds qualified statuses looker trial length left out competitor time zone theme mouse weighting",
	"Changes":  "news new moved past since last time",
}

// innerBindings go to what is within tabs. They are found by their names only, or with
// keys that the user chose.
func (a *app) innerBindings() []host.Binding {
	within := func(action string, name, keywords clean.Text, tab host.Screen, show func()) host.Binding {
		return host.Binding{Action: "everywhere.go-to-" + action, Desc: "go to " + name, Keywords: keywords, Group: host.GroupEverywhere, Run: func() tea.Cmd {
			show()
			return a.showScreen(tab)
		}}
	}
	group := func(g settings.Group) func() { return func() { a.settings.SelectGroup(g) } }
	return []host.Binding{
		within("workflows", "Workflows, in Segments", "automation tasks webhook", a.segments, a.segments.ShowWorkflows),
		within("plan", "Plan, in Journey: what trials are told", "mail text template reward", a.journey, a.journey.ShowPlan),
		within("messages", "Messages, in Journey: what trials are due", "mail send export csv json", a.journey, a.journey.ShowMessages),
		within("outbox", "the outbox, in Journey: what trials were told", "sent mail past history", a.journey, a.journey.ShowOutbox),
		within("statuses", "the statuses, in Settings", "trial converted lost disqualified left out competitor own accounts looker length", a.settings, group(settings.Statuses)),
		within("bands", "the bands, in Settings", "levels thresholds high low", a.settings, group(settings.AdoptionBands)),
		within("qualified", "who is qualified, in Settings", "matrix", a.settings, group(settings.Qualified)),
		within("weighting", "the weighting, in Settings", "emphatic proportional big weights", a.settings, group(settings.Weighting)),
		within("time-zone", "the time zone, in Settings", "day midnight", a.settings, group(settings.Days)),
		within("display", "theme and mouse, in Settings", "colours dark light screen", a.settings, group(settings.Display)),
	}
}
