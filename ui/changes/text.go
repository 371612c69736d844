package changes

import (
	"trialist/scoring/changes"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// title is the heading of a group.
func title(kind changes.Kind) clean.Text {
	switch kind {
	case changes.Qualified:
		return "Qualified now"
	case changes.Unqualified:
		return "No longer qualified"
	case changes.BandUp:
		return "Up a band"
	case changes.BandDown:
		return "Down a band"
	case changes.New:
		return "New trials"
	case changes.Ended:
	}
	return "Ended"
}

// explanation says what the changes of a group are.
func explanation(kind changes.Kind) clean.Text {
	switch kind {
	case changes.Qualified:
		return "These trials were not qualified, and are now."
	case changes.Unqualified:
		return "These trials were qualified, and are not any more."
	case changes.BandUp:
		return "A score of these trials is in a higher band. Trials of which both are stand here twice."
	case changes.BandDown:
		return "A score of these trials is in a lower band. Trials of which both are stand here twice."
	case changes.New:
		return "These accounts were not on trial, and are now."
	case changes.Ended:
	}
	return "These accounts were on trial, and are not any more."
}

// sign is a mark of a kind with its style.
func sign(styles theme.Theme, kind changes.Kind) theme.Line {
	switch kind {
	case changes.Qualified:
		return styles.Good.Line(styles.Glyphs.Check)
	case changes.Unqualified:
		return styles.Bad.Line(styles.Glyphs.Cross)
	case changes.BandUp:
		return styles.Good.Line(styles.Glyphs.Up)
	case changes.BandDown:
		return styles.Bad.Line(styles.Glyphs.Down)
	case changes.New:
		return styles.Accent.Line("+")
	case changes.Ended:
	}
	return styles.Muted.Line(styles.Glyphs.Full)
}

// what is what a change led from and to, with or without the side and where it came
// from. Of qualified it is the band that did it.
func (s *Screen) what(c changes.Change, side bool) clean.Text {
	arrow := " " + s.frame.Theme().Glyphs.Arrow + " "
	bands := func(of rulebook.Side) clean.Text {
		if side {
			return words.SideTitle(of) + " " + bandName(c.Before.Bands[of], of) + arrow + bandName(c.After.Bands[of], of)
		}
		return "to " + bandName(c.After.Bands[of], of) // a name says its side
	}
	switch c.Kind {
	case changes.BandUp, changes.BandDown:
		return bands(c.Side)
	case changes.Qualified, changes.Unqualified:
		switch {
		case len(c.Sides) == 1:
			return bands(c.Sides[0])
		case len(c.Sides) == 2 && side:
			return "Adoption and fit"
		case len(c.Sides) == 2:
			return "both sides"
		case len(c.Disqualified) > 0:
			return "disqualified"
		case len(c.Cleared) > 0:
			return "not disqualified"
		}
		return "qualified cells"
	case changes.New:
		if c.Before.Status != rulebook.NoStatus {
			return "was " + clean.Of(c.Before.Status.String())
		}
		return "on trial"
	case changes.Ended:
	}
	return s.becameText(c)
}

// becameText is what became of a trial.
func (s *Screen) becameText(c changes.Change) clean.Text {
	if c.After.Status == rulebook.NoStatus {
		return "not there any more"
	}
	return clean.Of(c.After.Status.String())
}

// bandName is the name of a band; a dash where there is no score.
func bandName(band rulebook.Band, side rulebook.Side) clean.Text {
	if band == rulebook.NoBand {
		return "no score"
	}
	return clean.Of(band.Name(side))
}

// signalParts are the signals that did a change, and what was edited.
func signalParts(styles theme.Theme, c changes.Change) []theme.Line {
	var parts []theme.Line
	add := func(style theme.Style, text clean.Text) { parts = append(parts, style.Line(text)) }
	named := make(map[changes.Edit]bool)
	for _, list := range []struct {
		style   theme.Style
		sign    clean.Text
		signals []changes.SignalChange
	}{{styles.Good, "+", c.Gained}, {styles.Bad, styles.Glyphs.Dash, c.Lost}} {
		for _, signal := range list.signals {
			text := list.sign + clean.Of(signal.String())
			if signal.Edited {
				named[changes.EditOf(signal.Name)] = true
				text += " (edited)"
			}
			add(list.style, text)
		}
	}
	for _, d := range c.Disqualified {
		add(styles.Bad, styles.Glyphs.Cross+" "+clean.Of(d.Name))
	}
	for _, d := range c.Cleared {
		add(styles.Good, "no longer "+clean.Of(d.Name))
	}
	for _, edit := range c.Edits {
		if !named[edit] {
			add(styles.Warn, clean.Of(string(edit))+" edited")
		}
	}
	return parts
}

// signals is [signalParts] on one line.
func signals(styles theme.Theme, c changes.Change) theme.Line {
	return joinParts(styles, signalParts(styles, c))
}

func joinParts(styles theme.Theme, parts []theme.Line) theme.Line {
	var line theme.Line
	for i, part := range parts {
		if i > 0 {
			line = line.Add(styles.Faint, ", ")
		}
		line = line.Join(part)
	}
	return line
}

// packParts is parts on lines of a width, of which there may be so many.
func packParts(styles theme.Theme, parts []theme.Line, width, most int) []theme.Line {
	var lines []theme.Line
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && joinParts(styles, parts[:n+1]).Width() <= width {
			n++
		}
		if len(lines)+1 == most {
			n = len(parts)
		}
		lines = append(lines, joinParts(styles, parts[:n]))
		parts = parts[n:]
	}
	return lines
}

// scoresText is both scores with their bands.
func scoresText(styles theme.Theme, standing changes.Standing) clean.Text {
	text := clean.Text("")
	for _, side := range rulebook.Sides() {
		if side == rulebook.Fit {
			text += " " + styles.Glyphs.Bullet + " "
		}
		text += words.SideTitle(side) + " " + words.FormatScore(standing.Scores[side])
		if band := standing.Bands[side]; band != rulebook.NoBand {
			text += " " + clean.Of(band.Name(side))
		}
	}
	return text
}

// causeText says who did a change, where an edit had a part in it.
func causeText(c changes.Change) clean.Text {
	switch c.Cause {
	case changes.ByEdit:
		return "The account did nothing: the edit did it."
	case changes.ByBoth:
		return "The edit did a part of it, and the account the rest."
	case changes.Unknown:
		return "The edit may have done it."
	case changes.ByAccount:
	}
	return ""
}
