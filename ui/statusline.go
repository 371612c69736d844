package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// cellRange is a range of cells on one line, without the last.
type cellRange struct{ from, to int }

func (s cellRange) contains(x int) bool { return x >= s.from && x < s.to }

// headerLine is the first line: the tabs, and the file with its as-of.
func (a *app) headerLine() theme.Line {
	tabs, _ := a.tabLine()
	facts, loud := a.headerFacts(), a.showsPast()
	if loud {
		facts = a.pastFacts()
	} else if asked := a.askedPastFacts(); asked != nil {
		facts, loud = asked, true
	}
	for _, right := range facts {
		if tabs.Width()+right.Width()+3 <= a.width {
			return theme.Justify(tabs, right.Space(1), a.width)
		}
	}
	if loud {
		return facts[len(facts)-1].Fit(a.width) // what is shown comes before where to go
	}
	return tabs
}

// headerFacts are texts for the right end of the first line, from the longest to
// the shortest. The first that fits is shown.
func (a *app) headerFacts() []theme.Line {
	file := clean.Of(a.board.FileName()).Fit(30)
	dot := " " + a.theme.Glyphs.Bullet + " "
	short, long := a.board.AsOfText()
	if a.board.Reading() && a.board.Ready() {
		reading := clean.Text("reading changes")
		return []theme.Line{
			a.theme.Muted.Line(file+dot).Add(a.theme.Warn, cmp.Or(a.board.ProgressText(), reading)),
			a.theme.Muted.Line(file+dot).Add(a.theme.Warn, reading),
			a.theme.Warn.Line(reading),
		}
	}
	if short == "" {
		return []theme.Line{a.theme.Muted.Line(file)}
	}
	return []theme.Line{
		a.theme.Muted.Line(file + dot + "as of " + long),
		a.theme.Muted.Line(file + dot + short),
		a.theme.Muted.Line(short),
	}
}

// tabLine is the name of the program and the tabs, with the cells of each tab. Where
// there is no room the name is left out, then a blank between the tabs, and then the
// names of other tabs.
func (a *app) tabLine() (theme.Line, []cellRange) {
	reserved := 0
	if a.showsPast() {
		reserved = a.pastFacts()[1].Width() + 3
	} else if asked := a.askedPastFacts(); asked != nil {
		reserved = asked[len(asked)-1].Width() + 3
	}
	for _, style := range []tabStyle{
		{brand: true, names: allNames, gap: 2},
		{names: allNames, gap: 2},
		{names: allNames, gap: 1},
		{names: newName, gap: 2},
	} {
		if line, spans := a.drawTabs(style); line.Width() <= a.width-reserved {
			return line, spans
		}
	}
	return a.drawTabs(tabStyle{gap: 2})
}

// tabStyle is what of the tabs is drawn.
type tabStyle struct {
	brand bool // the name of the program
	names tabNames
	gap   int // blanks between tabs
}

// tabNames is which tabs have a name besides the active one.
type tabNames uint8

const (
	noNames tabNames = iota
	newName          // what changed, whose number and count alone say nothing
	allNames
)

// drawTabs is the tabs in a style, with the cells of each tab.
func (a *app) drawTabs(style tabStyle) (theme.Line, []cellRange) {
	line := theme.Line{}.Space(1)
	if style.brand {
		line = line.Add(a.theme.Strong, "trialist").Space(3)
	}
	spans := make([]cellRange, len(a.tabs))
	for i, tab := range a.tabs {
		if tab.screen == a.changes && i != a.activeTab && a.changes.Mark() == "" {
			continue // it is offered when there is something in it
		}
		if i > 0 {
			line = line.Space(style.gap)
		}
		from := line.Width()
		number := clean.Of(a.tabKey(i))
		switch {
		case i == a.activeTab:
			line = line.Add(a.theme.Accent, number+" ").Add(a.theme.Accent.Bold().Underline(), tab.name)
		case style.names == newName && tab.screen == a.changes:
			line = line.Add(a.theme.Muted, number+" New")
		case style.names == allNames:
			line = line.Add(a.theme.Muted, number+" ").Add(a.theme.Muted, tab.name)
		default:
			line = line.Add(a.theme.Muted, number)
		}
		if m, ok := tab.screen.(host.Marked); ok && m.Mark() != "" {
			line = line.Space(1).Add(a.theme.Accent, m.Mark())
		}
		spans[i] = cellRange{from, line.Width()}
	}
	return line, spans
}

func (a *app) clickHeader(x int) tea.Cmd {
	_, spans := a.tabLine()
	for i, s := range spans {
		if s.contains(x) {
			return a.openTab(i)
		}
	}
	return nil
}

// footerLines are the last lines: a notice, or else the line of hints. A notice that is
// wider than the screen says on several lines what went wrong and what to do, over the
// last lines of the screen, up to half of all.
func (a *app) footerLines() []theme.Line {
	if a.notice.text == "" {
		line, _, _ := a.hints()
		return []theme.Line{line}
	}
	style := a.theme.Text
	if a.notice.isError {
		style = a.theme.Bad
	}
	var lines []theme.Line
	for rest := a.notice.text.Wrap(max(a.width-2, 1)); len(rest) > 0; rest = rest[1:] {
		text := rest[0]
		last := len(lines)+1 >= max(a.height/2, 1)
		if last && len(rest) > 1 {
			text = (text + " " + rest[1]).Fit(a.width - 2)
		}
		lines = append(lines, theme.Line{}.Space(1).Add(style, text))
		if last {
			break
		}
	}
	return lines
}

// hints is the line of hints, with the binding and the cells of each. Hints that do
// not fit are left out; the last one, which is help, always has its room.
func (a *app) hints() (theme.Line, []host.Binding, []cellRange) {
	var shown []host.Binding
	for _, b := range a.hintBindings() {
		if b.Hint != "" && b.DisabledReason == "" && len(b.Keys) > 0 {
			shown = append(shown, b)
		}
	}
	hint := func(b host.Binding) theme.Line {
		return a.theme.Accent.Line(host.KeyName(b.Keys[0])).Space(1).Add(a.theme.Muted, b.Hint)
	}
	width := a.width - 2
	last := len(shown) - 1
	if last >= 0 {
		width -= hint(shown[last]).Width()
	}
	line := theme.Line{}.Space(1)
	var drawn []host.Binding
	var spans []cellRange
	for i, b := range shown {
		h := hint(b)
		if i < last && line.Width()+h.Width()+2 > width {
			continue
		}
		from := line.Width()
		line = line.Join(h)
		drawn, spans = append(drawn, b), append(spans, cellRange{from, line.Width()})
		if i < last {
			line = line.Space(2)
		}
	}
	return line, drawn, spans
}

// hintBindings are the bindings that the footer may show, the most useful first.
func (a *app) hintBindings() []host.Binding {
	if top := a.topOverlay(); top != nil {
		return top.Bindings()
	}
	if a.editingText() {
		return a.screenBindings()
	}
	return append(a.screenBindings(), a.bindings()...)
}

func (a *app) clickFooter(x int) tea.Cmd {
	if a.notice.text != "" {
		a.notice = notice{}
		return nil
	}
	_, bindings, spans := a.hints()
	for i, s := range spans {
		if s.contains(x) {
			return host.Run(a, bindings[i])
		}
	}
	return nil
}
