package ui

import (
	"cmp"
	"slices"
	"strings"

	"trialist/scoring/account"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// timelineMost is how many lines the timeline shows.
const timelineMost = 200

// entry is a line of the timeline: an event that happened, alone or repeatedly on one
// day, or something that a rep did.
type entry struct {
	at    value.Instant // the latest
	what  clean.Text
	who   clean.Text
	times int
	touch bool
}

// timeline is what happened, newest first, with what was done about it.
func (t *trial) timeline(look theme.Theme, width int) section {
	entries := happened(t.account, t.touches, t.board.asOf)
	s := section{title: look.Strong.Say("Timeline")}
	if len(entries) == 0 {
		s.lines = []theme.Line{look.Muted.Say("Nothing has happened yet.")}
		return s
	}
	day := clean.Text("")
	for i, e := range entries {
		if i == timelineMost {
			s.lines = append(s.lines, look.Faint.Say("and "+number(len(entries)-i)+" more before that"))
			break
		}
		word := dayWord(e.at, t.board.asOf)
		shown := word
		if word == day {
			shown = ""
		}
		day = word
		s.lines = append(s.lines, e.line(look, shown, width))
	}
	return s
}

// happened gathers events up to as-of and touches, newest first. The same event
// by the same person on one day is one entry. People of the account's own domain
// are called by the part of their address before it.
func happened(a *account.Account, touches []store.Touch, asOf value.Instant) []entry {
	domain := "@" + a.Attribute(value.Domain).String()
	type key struct {
		day       value.Instant
		name, who string
	}
	var entries []entry
	index := make(map[key]int)
	for _, e := range slices.Backward(a.Events) {
		if e.At > asOf {
			continue
		}
		k := key{e.At.Midnight(), e.Name, e.Contact}
		if at, ok := index[k]; ok {
			entries[at].times += e.Times()
			continue
		}
		index[k] = len(entries)
		entries = append(entries, entry{at: e.At, what: clean.Of(e.Name), who: clean.Of(strings.TrimSuffix(e.Contact, domain)), times: e.Times()})
	}
	for _, touch := range touches {
		what := touchShort(touch)
		if touch.Body != "" && touch.Kind != store.Assigned {
			what += ": " + clean.Of(touch.Body)
		}
		entries = append(entries, entry{at: touch.At, what: what, who: clean.Of(touch.Who), times: 1, touch: true})
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(b.at, a.at) })
	return entries
}

// line draws an entry with the day it stands under, if it is the first of it.
func (e entry) line(look theme.Theme, day clean.Text, width int) theme.Line {
	line := look.Muted.Say(day.Pad(11)).Add(look.Faint, clean.Of(e.at.Time().Format("15:04"))).Gap(2)
	ink := look.Text
	if e.touch {
		ink = look.Accent
	}
	what := theme.Line{}.Add(ink, e.what)
	if e.times > 1 {
		what = what.Add(look.Muted, " x"+number(e.times))
	}
	room := width - line.Width()
	if who := e.who; who != "" && room > 30 {
		return line.Join(theme.Ends(what, look.Faint.Say(who.Fit(room/2)), room))
	}
	return line.Join(what)
}
