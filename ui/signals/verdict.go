package signals

import (
	"strconv"
	"strings"

	"trialist/scoring/proof"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// verdictLine is how well the score predicts who converts, with the draft and as saved, in
// as many words as there is room for. While an edit is being judged, what was said before
// it stays, muted.
func (s *Screen) verdictLine(width int) theme.Line {
	styles := s.frame.Theme()
	v, known := s.draft.Verdict()
	stale := s.draft.VerdictStale(s.side())
	switch {
	case s.draft.Loaded() && len(s.draft.Book().Card.Enabled(s.side())) == 0 && len(s.draft.Saved().Card.Enabled(s.side())) == 0:
		none := "No " + words.SideWord(s.side()) + " signal is switched on"
		return layout.FirstFitting(width, styles.Muted.Line(none+", so there is no score to judge"), styles.Muted.Line(none))
	case s.draft.VerdictErr() != nil && !stale:
		return styles.Bad.Line(words.Capitalize(clean.Of(s.draft.VerdictErr().Error()))).Fit(width)
	case !known || v.Side != s.side():
		return styles.Muted.Line("Judging the signals by the trials that have ended").Fit(width)
	}
	texts := verdictTexts(v)
	text := texts[len(texts)-1]
	for _, longer := range texts {
		if longer.Width() <= width {
			text = longer
			break
		}
	}
	ink := styles.Text
	switch {
	case stale, v.Outcome.Fewest() < proof.MinOutcome:
		ink = styles.Muted
	case v.Tried && v.Gain.Low > 0:
		ink = styles.Good
	case v.Tried && v.Gain.High < 0:
		ink = styles.Warn
	}
	return ink.Line(text).Fit(width)
}

// verdictTexts say a verdict, the longest text first. Where only newer trials judge, all
// say so.
func verdictTexts(v draft.Verdict) []clean.Text {
	of := words.Count(v.Outcome.Finished, "trial that has ended", "trials that have ended")
	on, right := ", by "+of+", on day "+words.Number(v.Day), clean.Text(" of 100 pairs")
	if v.Newer {
		of = "the " + words.Count(v.Outcome.Finished, "newest trial", "newest trials")
		on, right = ", which did not choose the weights", " of 100 pairs of the "+words.Number(v.Outcome.Finished)+" newest"
	}
	switch {
	case v.Outcome.Finished == 0:
		return []clean.Text{"No verdict yet: no trial has ended"}
	case v.Outcome.Fewest() < proof.MinOutcome:
		least := words.Number(proof.MinOutcome)
		few := "No verdict yet: of " + of + ", " + words.Number(v.Outcome.Converted) + " converted"
		return []clean.Text{few + "; it takes " + least + " that did and " + least + " that did not", few, "No verdict yet: too few trials have ended"}
	}
	if !v.Tried {
		saved := "Saved: " + clean.Text(v.Saved.Verdict.String())
		between := " (" + pairsBetween(v.Saved) + ")"
		return []clean.Text{
			saved + ", right in " + pairs(v.Saved) + right + between + on,
			saved + ", right in " + pairs(v.Saved) + right + between,
			saved + ", " + pairs(v.Saved) + right,
			"Saved: " + pairs(v.Saved) + right,
		}
	}
	tried := "Draft: " + clean.Text(v.Draft.Verdict.String())
	was := clean.Text("; saved: ")
	if v.Draft.Verdict != v.Saved.Verdict {
		was += clean.Text(strings.TrimPrefix(v.Saved.Verdict.String(), "predicts ")) + ", "
	}
	luck := clean.Text("")
	if v.Gain.Low <= 0 && v.Gain.High >= 0 {
		luck = " (which can be luck)"
		if pairs(v.Draft) == pairs(v.Saved) {
			luck = " (no real difference)"
		}
	}
	return []clean.Text{
		tried + ", right in " + pairs(v.Draft) + right + was + pairs(v.Saved) + luck + on,
		tried + ", right in " + pairs(v.Draft) + right + was + pairs(v.Saved) + luck,
		tried + ", " + pairs(v.Draft) + right + was + pairs(v.Saved) + luck,
		tried + ", " + pairs(v.Draft) + right + "; saved: " + pairs(v.Saved),
		"Draft: " + pairs(v.Draft) + right + "; saved: " + pairs(v.Saved),
	}
}

// pairs is in how many of 100 pairs the trial that converted has the higher score.
func pairs(p proof.Power) clean.Text { return hundredths(p.AUC) }

// pairsBetween is the interval of pairs.
func pairsBetween(p proof.Power) clean.Text { return hundredths(p.Low) + " to " + hundredths(p.High) }

func hundredths(share float64) clean.Text {
	return clean.Of(strconv.FormatFloat(100*share, 'f', 0, 64))
}
