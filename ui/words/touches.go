package words

import (
	"slices"

	"trialist/scoring/value"
	"trialist/store/accounts"
	"trialist/ui/clean"
)

// TouchWord is a touch as one word.
func TouchWord(kind accounts.TouchKind) clean.Text { return clean.Text(kind.String()) }

// TouchSummary is a touch in a few words, without its text.
func TouchSummary(t accounts.Touch) clean.Text {
	switch {
	case t.Kind == accounts.Assigned && t.Body == "":
		return "given to nobody"
	case t.Kind == accounts.Assigned:
		return "given to " + clean.Of(t.Body)
	case t.Kind == accounts.Snoozed:
		return "snoozed until " + clean.Of(t.Until.Time().Format("2 Jan 2006"))
	case t.Kind == accounts.Restored:
		return "back in the list"
	}
	return TouchWord(t.Kind)
}

// maxQuoted is how much of a text is told in a sentence, in characters.
const maxQuoted = 40

// BatchSentence says what a batch did, as in "snoozed Acme and 2 more until 3 Dec 2026".
// Names are those of accounts by their id; what has none is called by its id. Only the
// name of the first touch is asked for.
func BatchSentence(b accounts.Batch, name func(id string) clean.Text) clean.Text {
	if len(b.Touches) == 0 {
		return "nothing"
	}
	about := make(map[string]bool)
	var kinds []accounts.Touch
	for _, t := range b.Touches {
		if !slices.ContainsFunc(kinds, func(k accounts.Touch) bool { return k.Kind == t.Kind }) {
			kinds = append(kinds, t)
		}
		about[t.Account] = true
	}
	first := b.Touches[0].Account
	who := name(first)
	if who == "" {
		who = clean.Of(first)
	}
	who = AndMore(who, len(about)-1)
	var parts []clean.Text
	for _, t := range kinds {
		parts = append(parts, changeSentence(b.Change, t, who))
	}
	return clean.Join(parts, ", ")
}

// AndMore is a name, and how many more there are.
func AndMore(name clean.Text, more int) clean.Text {
	if more == 0 {
		return name
	}
	return name + " and " + Number(more) + " more"
}

// changeSentence is what was done with a touch of whoever it is about.
func changeSentence(change accounts.Change, t accounts.Touch, who clean.Text) clean.Text {
	switch change {
	case accounts.Edited:
		return "changed the text of " + touchNoun(t) + " " + who
	case accounts.Deleted:
		return "deleted " + touchNoun(t) + " " + who
	case accounts.Added:
	}
	quoted := clean.Text("")
	if t.Body != "" && t.Kind != accounts.Assigned {
		quoted = ": " + clean.Limit(t.Body, maxQuoted)
	}
	switch t.Kind {
	case accounts.Noted:
		return "note on " + who + quoted
	case accounts.Snoozed:
		return "snoozed " + who + " until " + clean.Of(t.Until.Time().Format("2 Jan 2006"))
	case accounts.Assigned:
		if t.Body == "" {
			return "took the owner off " + who
		}
		return "gave " + who + " to " + clean.Of(t.Body)
	case accounts.Restored:
		return "brought " + who + " back into the list"
	case accounts.Dismissed:
		if t.Higher {
			return "dismissed " + who + " until a higher band" + quoted
		}
		return "dismissed " + who + quoted
	case accounts.Called, accounts.Mailed, accounts.Met:
	}
	return TouchWord(t.Kind) + " " + who + quoted
}

// touchNoun is a touch as one names it before whom it is about.
func touchNoun(t accounts.Touch) clean.Text {
	switch t.Kind {
	case accounts.Called:
		return "the call of"
	case accounts.Mailed:
		return "the mail to"
	case accounts.Met:
		return "the meeting with"
	case accounts.Noted:
		return "the note on"
	case accounts.Snoozed:
		return "the snooze of"
	case accounts.Dismissed:
		return "the dismissal of"
	case accounts.Assigned:
		return "the owner " + clean.Of(t.Body) + " of"
	case accounts.Restored:
		return "the return of"
	}
	return "the touch of"
}

// ShortDay is a day, with its weekday, as prompts say what was typed: "Thu 3 Dec 2026".
func ShortDay(day value.Instant) clean.Text { return clean.Of(day.Time().Format("Mon 2 Jan 2006")) }
