package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// travelBindings show the workspace as it stood at another instant, on every screen.
func (a *app) travelBindings() []host.Binding {
	unread, latest := clean.Text(""), clean.Text("")
	switch {
	case !a.board.Ready():
		unread, latest = "nothing was read yet", "nothing was read yet"
	case !a.board.InPast():
		latest = "it is how things stand now"
	}
	return []host.Binding{
		{Action: "everywhere.day-back", Keys: []string{","}, Desc: "show how things stood a day before", Keywords: "past time travel earlier yesterday history", Group: host.GroupEverywhere, DisabledReason: unread, Run: func() tea.Cmd {
			return a.travel(a.board.DayBack())
		}},
		{Action: "everywhere.day-forward", Keys: []string{"."}, Desc: "show how things stood a day later", Keywords: "time travel later forward", Group: host.GroupEverywhere, DisabledReason: latest, Run: func() tea.Cmd {
			if at, ok := a.board.DayForward(); ok {
				return a.travel(at)
			}
			return a.travel(value.Never)
		}},
		{Action: "everywhere.as-of", Keys: []string{"@"}, Desc: "show how things stood on a day", Keywords: "past time travel history date as of", Group: host.GroupEverywhere, DisabledReason: unread, Run: a.askAsOf},
		{Action: "everywhere.now", Keys: []string{";"}, Desc: "show how things stand now again", Keywords: "back to now today present time travel", Group: host.GroupEverywhere, DisabledReason: latest, Run: func() tea.Cmd {
			return a.travel(value.Never)
		}},
	}
}

// travel shows the workspace as of an instant; [value.Never] is now. The first time it
// says what cannot be shown as it was.
func (a *app) travel(at value.Instant) tea.Cmd {
	cmd := a.board.Travel(at)
	if a.board.InPast() && !a.toldNoHistory {
		a.toldNoHistory = true
		a.Tell("Attributes and signals have no history: they are as they are now, and only events, dates and touches are as they were. " +
			a.KeyOf("everywhere.now") + " goes back to now")
	}
	return cmd
}

// askAsOf asks for the day to show.
func (a *app) askAsOf() tea.Cmd {
	latest, zone := a.board.Latest(), a.board.Zone()
	shown := zone.Day(a.board.Destination()).Time().Format(value.DayLayout)
	a.Open(&dialog.Prompt{
		Frame: a, Label: "Show how things stood on", Field: textfield.Selected(shown),
		Meaning: func(text string) (clean.Text, bool) {
			at, err := value.ParseDayBack(text, latest, zone)
			switch {
			case err != nil:
				return clean.Of(err.Error()), false
			case at == latest:
				return "now", true
			}
			return "as of " + a.agoText(at), true
		},
		OnEnter: func(text string) tea.Cmd {
			at, _ := value.ParseDayBack(text, latest, zone) // which has a meaning
			if at == latest {
				at = value.Never
			}
			return a.travel(at)
		},
	})
	return nil
}

// asOfText is an instant in a zone; nil is UTC.
func asOfText(at value.Instant, zone *value.Zone) clean.Text {
	layout := "2 Jan 2006 15:04"
	if zone.StartOfDay(zone.Day(at)) == at {
		layout = "2 Jan 2006"
	}
	return clean.Of(zone.Local(at).Time().Format(layout))
}

// agoText is an instant and how far it is back. The beginning of today is only a time of
// day, as "today" would seem to be now. How far is left out where the user asked for a past
// that it would be measured from.
func (a *app) agoText(at value.Instant) clean.Text {
	latest, zone := a.board.Latest(), a.board.Zone()
	if _, past := a.board.AskedPast(); past {
		return asOfText(at, zone)
	}
	if zone.Day(at) == zone.Day(latest) {
		return "this morning, " + clean.Of(zone.Local(at).Time().Format("15:04"))
	}
	return asOfText(at, zone) + ", " + words.DaysAgo(at, latest, zone)
}

// showsPast reports whether the past is shown or on its way, or now is again.
func (a *app) showsPast() bool { return a.board.Ready() && (a.board.InPast() || a.board.Underway()) }

// pastFacts are texts for the right end of the first line while the past is shown or on
// its way, from the longest to the shortest. One is shown at every width.
func (a *app) pastFacts() []theme.Line {
	zone, at := a.board.Zone(), a.board.Destination()
	day, long := asOfText(at, zone), a.agoText(at)
	if !a.board.InPast() {
		day, long = "now", "now"
	}
	before := clean.Text(" as of ")
	if a.board.Underway() {
		before = " going to "
	}
	loud := a.theme.Warn.Bold().Reverse()
	return []theme.Line{
		a.theme.Muted.Line(clean.Of(a.board.FileName()).Fit(30)+" ").Add(loud, before+long+" "),
		loud.Line(before + long + " "),
		loud.Line(before + day + " "),
	}
}

// tellAskedPast says at the start that the user asked for a time of the past, and as of when
// what is noted is noted: unlike the time machine, it does not refuse that.
func (a *app) tellAskedPast() {
	at, past := a.board.AskedPast()
	if !past || a.options.ReadOnly || a.toldAskedPast || !a.board.Ready() {
		return
	}
	a.toldAskedPast = true
	a.Tell("This shows how things stood on " + asOfText(at, a.board.Zone()) + ", as --as-of asks. What you note is noted as of then")
}

// askedPastFacts are texts for the right end of the first line where the user asked at the
// start for a time of the past, from the longest to the shortest; nil where not. One is
// shown at every width.
func (a *app) askedPastFacts() []theme.Line {
	at, past := a.board.AskedPast()
	if !past {
		return nil
	}
	day := clean.Text(" as of ") + asOfText(at, a.board.Zone())
	long := day + ", notes too"
	if a.options.ReadOnly {
		long = day
	}
	loud := a.theme.Warn.Bold().Reverse()
	return []theme.Line{
		a.theme.Muted.Line(clean.Of(a.board.FileName()).Fit(30)+" ").Add(loud, long+" "),
		loud.Line(long + " "),
		loud.Line(day + " "),
	}
}
