package signals

import (
	"trialist/scoring/rank"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// qualifiedLine is how many trials are qualified, saved and in the draft.
func qualifiedLine(styles theme.Theme, o *rank.Preview) theme.Line {
	was, now := o.Saved.Qualified, o.Draft.Qualified
	line := styles.Strong.Line("Qualified").Space(2)
	if was == now {
		return line.Add(styles.Text, words.Number(now))
	}
	return line.Add(styles.Muted, words.Number(was)+" "+styles.Glyphs.Arrow+" ").Add(styles.Accent, words.Number(now))
}

// shortPreview is the preview in one line, where there is no room for more; nil
// before there is one.
func shortPreview(styles theme.Theme, o *rank.Preview, width int) theme.Line {
	if o == nil {
		return nil
	}
	turnover := styles.Muted.Line(enterWords(o.EnterCount) + ", " + leaveWords(o.LeaveCount))
	return theme.Justify(qualifiedLine(styles, o), turnover, width)
}

func enterWords(n int) clean.Text {
	if n == 0 {
		return "nobody enters"
	}
	return words.Count(n, "enters", "enter")
}

func leaveWords(n int) clean.Text {
	if n == 0 {
		return "nobody leaves"
	}
	return words.Count(n, "leaves", "leave")
}

// qualifiedLines is how many trials become qualified and how many no longer are,
// with the names of the best. It always has three lines, so that the sections
// below it do not move.
func (s *Screen) qualifiedLines(width int) []theme.Line {
	styles, o := s.frame.Theme(), s.draft.Preview().Effect
	return []theme.Line{
		qualifiedLine(styles, o).Fit(width),
		s.turnoverLine(styles.Good, styles.Glyphs.Up, enterWords(o.EnterCount), o.BestEntering, o.EnterCount, width),
		s.turnoverLine(styles.Muted, styles.Glyphs.Down, leaveWords(o.LeaveCount), o.BestLeaving, o.LeaveCount, width),
	}
}

// turnoverLine is how many trials enter or leave, with as many names as there is
// room for.
func (s *Screen) turnoverLine(ink theme.Style, mark, words clean.Text, best []uint32, of, width int) theme.Line {
	styles := s.frame.Theme()
	if of == 0 {
		return styles.Muted.Line(mark).Space(1).Add(styles.Muted, words).Fit(width)
	}
	line := ink.Line(mark).Space(1).Add(styles.Muted, words).Space(2)
	if width >= 40 {
		line = line.Space(10 - words.Width())
	}
	var names []clean.Text
	for _, slot := range best {
		name := s.board.AccountName(slot)
		if name == "" || len(names) > 0 && clean.Join(append(names, name), ", ").Width() > width-line.Width()-2 {
			break
		}
		names = append(names, name)
	}
	text := clean.Join(names, ", ")
	if len(names) > 0 && len(names) < of {
		text += ", …"
	}
	return line.Add(styles.Text, text).Fit(width)
}
