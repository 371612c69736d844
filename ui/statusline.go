package ui

import (
	"cmp"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// span is a stretch of cells on one line.
type span struct{ from, to int }

func (s span) holds(x int) bool { return x >= s.from && x < s.to }

// headLine is the first line: the tabs and what is looked at.
func (a *app) headLine() theme.Line {
	tabs, _ := a.tabLine()
	for _, right := range a.headFacts() {
		if tabs.Width()+right.Width()+3 <= a.width {
			return theme.Ends(tabs, right.Gap(1), a.width)
		}
	}
	return tabs
}

// headFacts is the right end of the first line, the most telling first.
func (a *app) headFacts() []theme.Line {
	place := clean.Of(a.board.fileName()).Fit(30)
	dot := " " + a.look.Glyphs.Bullet + " "
	short, long := a.board.asOfText()
	if a.board.slow && a.board.ready() {
		reading := clean.Text("reading changes")
		return []theme.Line{
			a.look.Muted.Say(place+dot).Add(a.look.Warn, cmp.Or(a.board.reading.words(), reading)),
			a.look.Muted.Say(place+dot).Add(a.look.Warn, reading),
			a.look.Warn.Say(reading),
		}
	}
	if short == "" {
		return []theme.Line{a.look.Muted.Say(place)}
	}
	return []theme.Line{
		a.look.Muted.Say(place + dot + "as of " + long),
		a.look.Muted.Say(place + dot + short),
		a.look.Muted.Say(short),
	}
}

// tabLine is the name of the program and the tabs, and where each tab is.
func (a *app) tabLine() (theme.Line, []span) {
	line := theme.Line{}.Gap(1).Add(a.look.Strong, "trialist").Gap(1)
	spans := make([]span, len(a.tabs))
	for i, tab := range a.tabs {
		line = line.Gap(2)
		from := line.Width()
		number := clean.Text(strconv.Itoa(i + 1))
		if i == a.active {
			line = line.Add(a.look.Accent, number+" ").Add(a.look.Accent.Bold().Underline(), tab.name)
		} else {
			line = line.Add(a.look.Faint, number+" ").Add(a.look.Muted, tab.name)
		}
		if m, ok := tab.screen.(marked); ok && m.mark() != "" {
			line = line.Gap(1).Add(a.look.Accent, m.mark())
		}
		spans[i] = span{from, line.Width()}
	}
	return line, spans
}

func (a *app) clickHead(x int) tea.Cmd {
	_, spans := a.tabLine()
	for i, s := range spans {
		if s.holds(x) {
			return a.show(i)
		}
	}
	return nil
}

// footLine is the last line: a notice, or the keys that matter here.
func (a *app) footLine() theme.Line {
	if a.notice.text != "" {
		style := a.look.Text
		if a.notice.bad {
			style = a.look.Bad
		}
		return theme.Line{}.Gap(1).Add(style, a.notice.text)
	}
	line, _, _ := a.hints()
	return line
}

// hints is the footer's keys with where each is. What does not fit is left
// out from the end; help stays to the last.
func (a *app) hints() (theme.Line, []binding, []span) {
	var shown []binding
	for _, b := range a.hintBindings() {
		if b.short != "" && b.why == "" {
			shown = append(shown, b)
		}
	}
	hint := func(b binding) theme.Line {
		return a.look.Accent.Say(keyName(b.keys[0])).Gap(1).Add(a.look.Muted, b.short)
	}
	width := a.width - 2
	last := len(shown) - 1
	if last >= 0 {
		width -= hint(shown[last]).Width()
	}
	line := theme.Line{}.Gap(1)
	var kept []binding
	var spans []span
	for i, b := range shown {
		h := hint(b)
		if i < last && line.Width()+h.Width()+2 > width {
			continue
		}
		from := line.Width()
		line = line.Join(h)
		kept, spans = append(kept, b), append(spans, span{from, line.Width()})
		if i < last {
			line = line.Gap(2)
		}
	}
	return line, kept, spans
}

// hintBindings are the bindings that the footer may show, in the order of
// their worth.
func (a *app) hintBindings() []binding {
	if top := a.top(); top != nil {
		return top.bindings()
	}
	if a.screenTypes() {
		return a.current().bindings()
	}
	return append(a.current().bindings(), a.bindings()...)
}

func (a *app) clickFoot(x int) tea.Cmd {
	if a.notice.text != "" {
		a.notice = notice{}
		return nil
	}
	_, bindings, spans := a.hints()
	for i, s := range spans {
		if s.holds(x) {
			return runBinding(a, bindings[i])
		}
	}
	return nil
}
