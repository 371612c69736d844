package trial

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"trialist/scoring/account"
	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/store/workflows"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// maxTimeline is the most entries that the timeline shows.
const maxTimeline = 200

// timelineEntry is a line of the timeline: the same event by the same person on one
// day, or a touch.
type timelineEntry struct {
	at    value.Instant // of the latest
	clock time.Time     // what the clocks of the workspace\'s zone show then
	what  clean.Text
	who   clean.Text
	times int
	touch bool
}

// timelineSection is the events and touches of the account, newest first.
func (t *Screen) timelineSection(styles theme.Theme, width int) section {
	entries := timelineEntries(t.account, t.touches, t.firings, t.board.AsOf, t.board.Zone())
	s := section{title: styles.Strong.Line("Timeline")}
	if len(entries) == 0 {
		s.lines = []theme.Line{styles.Muted.Line("Nothing has happened yet.")}
		return s
	}
	day := clean.Text("")
	for i, e := range entries {
		if i == maxTimeline {
			s.lines = append(s.lines, styles.Muted.Line("and "+words.Number(len(entries)-i)+" more before that"))
			break
		}
		word := words.RelativeDay(e.at, t.board.AsOf, t.board.Zone())
		shown := word
		if word == day {
			shown = ""
		}
		day = word
		s.lines = append(s.lines, e.line(styles, shown, width))
	}
	return s
}

// timelineEntries is the events up to as-of, all touches and firings, newest first. The same
// event by the same person on one UTC day is one entry. People with an address at
// the account's own domain are shown without the domain.
func timelineEntries(a *account.Account, touches []accounts.Touch, firings []workflows.Logged, asOf value.Instant, zone *value.Zone) []timelineEntry {
	domain := "@" + a.Attribute(value.Domain).String()
	type key struct {
		day       value.Instant
		name, who string
	}
	var entries []timelineEntry
	index := make(map[key]int)
	for _, e := range slices.Backward(a.Events) {
		if e.At > asOf {
			continue
		}
		k := key{zone.Day(e.At), e.Name, e.Contact}
		if at, ok := index[k]; ok {
			entries[at].times += e.Times()
			continue
		}
		index[k] = len(entries)
		entries = append(entries, timelineEntry{at: e.At, clock: zone.Local(e.At).Time(), what: clean.Of(e.Name), who: clean.Of(strings.TrimSuffix(e.Contact, domain)), times: e.Times()})
	}
	for _, touch := range slices.Backward(touches) {
		what := words.TouchSummary(touch)
		if touch.Body != "" && touch.Kind != accounts.Assigned {
			what += ": " + clean.Of(touch.Body)
		}
		entries = append(entries, timelineEntry{at: touch.At, clock: zone.Local(touch.At).Time(), what: what, who: clean.Of(touch.Who), times: 1, touch: true})
	}
	for _, f := range firings {
		if f.AsOf > asOf {
			continue
		}
		entries = append(entries, timelineEntry{
			at: f.AsOf, clock: zone.Local(f.AsOf).Time(), what: firingWords(f), who: "workflow " + clean.Of(f.WorkflowName), times: 1, touch: true,
		})
	}
	slices.SortStableFunc(entries, func(a, b timelineEntry) int { return cmp.Compare(b.at, a.at) })
	return entries
}

// firingWords is what became of a firing: its tasks and messages, and what failed.
func firingWords(f workflows.Logged) clean.Text {
	var said []clean.Text
	for _, e := range f.Entries {
		text := clean.Of(string(e.Kind)) + " " + clean.Of(string(e.State))
		if e.Subject != "" {
			text = clean.Of(e.Subject) + " (" + text + ")"
		}
		if e.Error != "" {
			text += ", which fails: " + clean.Of(e.Error)
		}
		said = append(said, text)
	}
	if len(said) == 0 {
		return clean.Of(f.Reason)
	}
	return clean.Join(said, ", ")
}

// line draws an entry. day is "" where the entry above has the same.
func (e timelineEntry) line(styles theme.Theme, day clean.Text, width int) theme.Line {
	line := styles.Muted.Line(day.Pad(11)).Add(styles.Muted, clean.Of(e.clock.Format("15:04"))).Space(2)
	ink := styles.Text
	if e.touch {
		ink = styles.Accent
	}
	what := theme.Line{}.Add(ink, e.what)
	if e.times > 1 {
		what = what.Add(styles.Muted, " x"+words.Number(e.times))
	}
	room := width - line.Width()
	if who := e.who; who != "" && room > 30 {
		return line.Join(theme.Justify(what, styles.Muted.Line(who.Fit(room/2)), room))
	}
	return line.Join(what)
}
