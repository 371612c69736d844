package touch

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// touchesRead is the answer to readTouches.
type touchesRead struct {
	row     accounts.Row
	touches []accounts.Touch // oldest first
	err     error
}

// Read lists the touches of an account, to read one whole, change or delete it.
func (a *Actions) Read(row accounts.Row) tea.Cmd {
	return readTouches(a.board.Context(), a.board.Store(), row, a.board.TouchesAt())
}

// readTouches is the command that reads the touches of an account.
func readTouches(ctx context.Context, s *store.Store, row accounts.Row, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		touches, err := accounts.Touches(ctx, s, row.ID, asOf)
		return touchesRead{row, touches, err}
	}
}

// openTouches lists them, the newest first.
func (a *Actions) openTouches(m touchesRead) {
	if m.err != nil {
		a.frame.Fail(m.err)
		return
	}
	if len(m.touches) == 0 {
		a.frame.Tell("Nothing was noted on " + words.AccountName(m.row))
		return
	}
	var choices []dialog.Choice
	for _, t := range slices.Backward(m.touches) {
		text := words.RelativeDay(t.At, a.board.AsOf, a.board.Zone()).Pad(11) + " " + words.TouchSummary(t)
		if t.Kind.HasText() && t.Body != "" {
			text += ": " + clean.Of(t.Body)
		}
		choices = append(choices, dialog.Choice{Text: text, Run: func() tea.Cmd { a.openTouch(m.row, t); return nil }})
	}
	a.frame.Open(dialog.NewMenu(a.frame, "Touches of "+words.AccountName(m.row), choices))
}

// openTouch shows a touch whole, and offers to change and to delete it.
func (a *Actions) openTouch(row accounts.Row, t accounts.Touch) {
	when := clean.Of(a.board.Zone().Time(t.At).Format("Mon 2 Jan 2006 15:04 MST"))
	if t.Who != "" {
		when += ", " + clean.Of(t.Who)
	}
	section := dialog.Section{Heading: when, Lines: []clean.Text{words.Capitalize(words.TouchSummary(t))}}
	if t.Kind.HasText() && t.Body != "" {
		section.Lines = append([]clean.Text{section.Lines[0] + ":"}, BodyLines(t.Body)...)
	}
	readOnly := a.disabledReason(true)
	noText := readOnly
	if noText == "" {
		noText = editDisabledReason(t)
	}
	a.frame.Open(&dialog.Decision{
		Frame: a.frame, Title: words.AccountName(row), Sections: []dialog.Section{section}, EscLabel: "close",
		Choices: []host.Binding{
			{Keys: []string{"e"}, Desc: "change the text", Hint: "change the text", DisabledReason: noText, Run: func() tea.Cmd { return a.askEdit(row, t) }},
			{Keys: []string{"d"}, Desc: "delete it", Hint: "delete it", DisabledReason: readOnly, Run: func() tea.Cmd { return a.change(row, accounts.Deleted, t, "") }},
		},
	})
}

// editDisabledReason is why the text cannot be changed on a line; "" when it can.
func editDisabledReason(t accounts.Touch) clean.Text {
	switch {
	case !t.Kind.HasText():
		return "it has no text"
	case strings.ContainsAny(t.Body, "\n\r") || string(clean.Limit(t.Body, textfield.MaxRunes)) != t.Body:
		return "its text is too long for a line; use trialist touch edit"
	}
	return ""
}

// maxBodyLine is how much of a line of a text is shown, in characters.
const maxBodyLine = 20_000

// BodyLines are the lines of the text of a touch, whole.
func BodyLines(body string) []clean.Text {
	var lines []clean.Text
	for line := range strings.Lines(body) {
		lines = append(lines, clean.Limit(strings.TrimRight(line, "\r\n"), maxBodyLine))
	}
	return lines
}

// askEdit asks for another text.
func (a *Actions) askEdit(row accounts.Row, t accounts.Touch) tea.Cmd {
	a.frame.Open(&dialog.Prompt{
		Frame: a.frame, Label: "Text of " + words.TouchWord(t.Kind) + " on " + One(row, true).label(), Field: textfield.New(t.Body),
		Meaning: func(text string) (clean.Text, bool) {
			if strings.TrimSpace(text) == "" {
				return "type a text; to delete it go back and press d", false
			}
			return "", true
		},
		OnEnter: func(text string) tea.Cmd {
			if text = strings.TrimSpace(text); text == t.Body {
				return nil
			}
			return a.change(row, accounts.Edited, t, text)
		},
	})
	return nil
}

// change edits or deletes a touch.
func (a *Actions) change(row accounts.Row, change accounts.Change, t accounts.Touch, text string) tea.Cmd {
	return changeTouch(a.board.Context(), a.board.Store(), changing{row, change, t.ID, text, a.options.Who, a.board.TouchTime()})
}

// changing is what changeTouch does.
type changing struct {
	row    accounts.Row
	change accounts.Change
	id     int64
	text   string
	who    string
	at     value.Instant
}

// changeTouch is the command that edits or deletes a touch. Its answer is noted.
func changeTouch(ctx context.Context, s *store.Store, c changing) tea.Cmd {
	return func() tea.Msg {
		m := noted{names: map[string]clean.Text{c.row.ID: words.AccountName(c.row)}}
		if c.change == accounts.Edited {
			m.batch, m.err = accounts.EditTouch(ctx, s, c.id, c.text, c.who, c.at)
		} else {
			m.batch, m.err = accounts.DeleteTouch(ctx, s, c.id, c.who, c.at)
		}
		return m
	}
}
