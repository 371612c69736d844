package settings

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// wordsSetting is the words of status and the like that no condition understands, with
// the number of accounts that have them. Enter takes one into a condition.
type wordsSetting struct{ *Screen }

// maxWords is how many words the menu offers, the commonest first. A column that is
// no status at all has thousands.
const maxWords = 40

func (r wordsSetting) draw(width int, selected bool) []theme.Line {
	styles, c := r.frame.Theme(), &r.counts
	line := r.nameLine("Not understood", selected).Pad(labelWidth)
	ink := styles.Warn
	switch {
	case !c.known:
		return []theme.Line{line.Add(styles.Muted, styles.Glyphs.Dash).Fit(width)}
	case len(c.notUnderstood) == 0:
		return []theme.Line{line.Add(styles.Muted, "no word of status").Fit(width)}
	case c.stale():
		ink = styles.Muted
	}
	accounts := 0
	for _, w := range c.notUnderstood {
		accounts += w.Count
	}
	list := theme.Line{}
	for i, w := range c.notUnderstood {
		word := quotedWord(w) + " " + words.Number(w.Count)
		if i > 0 {
			word = ", " + word
		}
		if more := len(c.notUnderstood) - i; list.Width()+word.Width() > width-labelWidth-countWidth-len(" and 99 more") {
			list = list.Add(styles.Muted, " and "+words.Number(more)+" more")
			break
		}
		list = list.Add(ink, word)
	}
	return []theme.Line{theme.Justify(line.Join(list), ink.Line(words.Number(accounts).PadLeft(countWidth-2)), width)}
}

// quotedWord is a word as it was written, in quotes.
func quotedWord(w rulebook.WordCount) clean.Text {
	return clean.Of(fmt.Sprintf("%q", w.Word)).Fit(30)
}

func (r wordsSetting) adjust(int) tea.Cmd { return nil }

// activate opens a menu of the words and what they can mean. The choice opens the
// condition with the word in it.
func (r wordsSetting) activate() tea.Cmd {
	lifecycle := r.draftBook().Lifecycle
	var choices []dialog.Choice
	for _, w := range r.counts.notUnderstood[:min(len(r.counts.notUnderstood), maxWords)] {
		for _, status := range meanings {
			with, err := lifecycle.WithWord(status, w)
			choice := dialog.Choice{
				Group: clean.Of(w.Attribute) + " " + quotedWord(w) + ", " + words.Count(w.Count, "account", "accounts"),
				Text:  "means " + clean.Of(status.String()),
				Run:   func() tea.Cmd { return r.editCondition(status, *with.ConditionOf(status)) },
			}
			if err != nil {
				choice.DisabledReason = clean.Of(err.Error())
			}
			choices = append(choices, choice)
		}
	}
	menu := dialog.NewMenu(r.frame, "What a word means", choices)
	menu.Searchable = true
	r.frame.Open(menu)
	return nil
}

// meanings are what a word can mean, in the order of a customer's life.
var meanings = []rulebook.Status{rulebook.Trial, rulebook.Paying, rulebook.NotConverted, rulebook.Churned}

func (r wordsSetting) keys() keyLabels {
	why := r.draft.DisabledReason()
	if why == "" && !r.counts.known {
		why = "the words are still being counted"
	} else if why == "" && len(r.counts.notUnderstood) == 0 {
		why = "every word is understood"
	}
	return keyLabels{activate: "say what a word means", activateHint: "say what it means", disabledReason: why}
}
