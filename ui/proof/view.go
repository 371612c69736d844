package proof

import (
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// headLines is how many lines do not scroll: what is shown, and a blank one.
const headLines = 2

// Widths of the page, in cells.
const (
	twoColumns = 132 // from which on there are two columns
	gap        = 4   // between them
	maxProse   = 110 // longer lines are hard to read
)

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles := s.frame.Theme()
	if height == 0 {
		return nil
	}
	if text := s.emptyText(); text != "" {
		lines := []theme.Line{nil}
		for _, part := range text.Wrap(max(width-4, 1)) {
			lines = append(lines, theme.Line{}.Space(2).Add(styles.Muted, part))
		}
		return lines[:min(len(lines), height)]
	}
	lines := []theme.Line{s.head(styles, width), nil}
	page := s.page(styles, width)
	from := min(s.scroll.from, len(page))
	lines = append(lines, page[from:]...)
	return lines[:min(len(lines), height)]
}

// emptyText is why there is no proof; "" when there is one.
func (s *Screen) emptyText() clean.Text {
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return words.Capitalize(clean.Of(s.board.LoadErr().Error()))
	case !s.board.Ready():
		return " "
	case !hasSignals(s.card()) && s.without:
		return "Every signal asks about attributes. " + s.frame.KeyOf("proof.attributes") + " takes them in again."
	case !hasSignals(s.card()) && len(s.leftOut) > 0:
		return "Every signal is left out. " + s.frame.KeyOf("proof.leaks") + " takes them in again."
	case !hasSignals(s.card()):
		return "There is no score to judge: no signal is enabled. " + s.frame.KeyOf("everywhere.go-to-signals") + " opens Signals, where " + s.frame.KeyOf("signals.add") + " adds one."
	case s.err != nil:
		return words.Capitalize(clean.Of(s.err.Error()))
	case s.report == nil:
		return "Replaying the trials"
	}
	return ""
}

// head is what is shown, and how much there is below.
func (s *Screen) head(styles theme.Theme, width int) theme.Line {
	bullet := " " + styles.Glyphs.Bullet + " "
	line := theme.Line{}.Space(2).Add(styles.Text, "Scored on day ").
		Add(styles.Accent, styles.Glyphs.Chevrons[0]+" "+words.Number(s.day)+" "+styles.Glyphs.Chevrons[1])
	if s.job.Running {
		return line.Add(styles.Warn, bullet+"replaying the trials").Fit(width)
	}
	more := s.scroll.more(styles).Space(1)
	attributes, until := styles.Muted.Line(bullet+"with attributes"), theme.Line{}
	if s.without {
		attributes = styles.Text.Line(bullet + "without attributes")
	}
	if s.horizon > 0 {
		until = styles.Text.Line(bullet + "converted " + horizonText(s.horizon))
		if line.Width()+attributes.Width()+until.Width()+more.Width()+2 > width {
			until = styles.Text.Line(bullet + "to " + words.Count(s.horizon, "day", "days") + " after the end")
		}
		if !s.without && line.Width()+attributes.Width()+until.Width()+more.Width()+2 > width {
			attributes = nil // as usual
		}
	}
	return theme.Justify(line.Join(attributes).Join(until), more, width).Fit(width)
}

// page is all that scrolls. Each part is indented by two cells.
func (s *Screen) page(styles theme.Theme, width int) []theme.Line {
	inner := max(width-4, 1)
	lines := s.verdict(styles, inner)
	if width >= twoColumns {
		half := (inner - gap) / 2
		left := stack(s.calls(styles, half), s.bands(styles, half), s.matrix(styles, half))
		right := stack(s.gains(styles, half), s.byDay(styles, half))
		lines = stack(lines, layout.SideBySide(left, right, half, gap), s.survival(styles, inner), s.signals(styles, inner))
	} else {
		lines = stack(
			lines, s.calls(styles, inner), s.bands(styles, inner), s.signals(styles, inner), s.gains(styles, inner),
			s.byDay(styles, inner), s.matrix(styles, inner), s.survival(styles, inner),
		)
	}
	note := paragraph(styles.Muted, "That trials with a signal convert more often is an association: it does not say that the signal is the reason.", inner)
	lines = stack(lines, note)
	for i := range lines {
		if len(lines[i]) > 0 {
			lines[i] = theme.Line{}.Space(2).Join(lines[i]).Fit(width)
		}
	}
	return lines
}

// stack puts parts below each other with a blank line between.
func stack(parts ...[]theme.Line) []theme.Line {
	var lines []theme.Line
	for _, part := range parts {
		if len(part) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, part...)
	}
	return lines
}

// paragraph is a text in lines.
func paragraph(ink theme.Style, text clean.Text, width int) []theme.Line {
	if text == "" {
		return nil
	}
	var lines []theme.Line
	for _, part := range text.Wrap(min(width, maxProse)) {
		lines = append(lines, ink.Line(part))
	}
	return lines
}

// title is the first line of a part.
func title(styles theme.Theme, text clean.Text) theme.Line { return styles.Strong.Line(text) }

// verdict is what the trials show, in words, and the signals to be careful with.
func (s *Screen) verdict(styles theme.Theme, width int) []theme.Line {
	r := s.report
	ink := styles.Strong
	if r.Adoption.Verdict >= proof.PredictsWeakly {
		ink = styles.Good.Bold()
	}
	lines := []theme.Line{ink.Line(heading(r.Adoption.Verdict))}
	lines = append(lines, paragraph(styles.Text, clean.Of(r.Adoption.Words(r.Outcome, r.Day, rulebook.Adoption)), width)...)
	lines = append(lines, paragraph(styles.Muted, s.notIn(), width)...)
	for _, l := range r.Leaks {
		text := clean.Of("Careful: " + l.Words())
		text += " " + s.frame.KeyOf("proof.leaks") + " leaves it out."
		lines = append(lines, paragraph(styles.Warn, text, width)...)
	}
	if len(s.leftOut) > 0 {
		names := make([]clean.Text, len(s.leftOut))
		for i, name := range s.leftOut {
			names[i] = clean.Of(name)
		}
		lines = append(lines, paragraph(styles.Muted, "Left out, as it may be known only after the fact: "+clean.Join(names, ", ")+". "+s.frame.KeyOf("proof.leaks")+" takes it in again.", width)...)
	}
	return append(lines, paragraph(styles.Muted, s.frame.KeyOf("proof.suggest")+" asks whether other weights would tell better.", width)...)
}

// heading is the verdict in a few words.
func heading(v proof.Verdict) clean.Text {
	switch v {
	case proof.TooFew:
		return "Too few trials to tell whether the score predicts who converts"
	case proof.NoBetter:
		return "The score is no better than chance"
	case proof.PredictsWeakly, proof.PredictsFairly, proof.PredictsWell, proof.PredictsVeryWell:
	}
	return "The score " + clean.Text(v.String()) + " who converts"
}

// notIn says which trials are in no number.
func (s *Screen) notIn() clean.Text {
	text := "As of " + words.Timestamp(s.asOf, s.board.Zone()) + "."
	if out := s.report.OutWords(); out != "" {
		text = clean.Of(out) + " " + text
	}
	return text
}

// percent is a share, 0 to 1, in percent, half rounded up.
func percent(share float64) clean.Text { return words.Number(int(100*share+0.5)) + " %" }
