package touch

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// askText asks for the text of a touch.
func (a *Actions) askText(t Targets, label clean.Text, kind accounts.TouchKind) tea.Cmd {
	a.frame.Open(&dialog.Prompt{Frame: a.frame, Label: label, OnEnter: func(text string) tea.Cmd {
		return a.record(t, accounts.Touch{Kind: kind, Body: strings.TrimSpace(text)})
	}})
	return nil
}

// askSnooze asks for the end of a snooze, and shows which day that is.
func (a *Actions) askSnooze(t Targets) tea.Cmd {
	today := a.board.Zone().Day(a.board.TouchTime())
	was := "tomorrow"
	if t.one() && t.Row.Snooze != nil && t.Row.Snooze.Until > today {
		was = t.Row.Snooze.Until.Time().Format(value.DayLayout)
	}
	a.frame.Open(&dialog.Prompt{
		Frame: a.frame, Label: "Snooze " + t.label() + " until", Field: textfield.Selected(was),
		Meaning: func(text string) (clean.Text, bool) {
			day, err := value.ParseDayAhead(text, today)
			if err != nil {
				return clean.Of(err.Error()), false
			}
			return words.ShortDay(day), true
		},
		OnEnter: func(text string) tea.Cmd {
			day, _ := value.ParseDayAhead(text, today) // which has a meaning
			return a.record(t, accounts.Touch{Kind: accounts.Snoozed, Until: day})
		},
	})
	return nil
}

// askDismissal asks for the reason, and then for what ends the dismissal.
func (a *Actions) askDismissal(t Targets) tea.Cmd {
	a.frame.Open(&dialog.Prompt{
		Frame: a.frame, Label: "Dismiss " + t.label() + ", reason",
		Meaning: func(text string) (clean.Text, bool) {
			if strings.TrimSpace(text) == "" {
				return "say why", false
			}
			return "", true
		},
		OnEnter: func(text string) tea.Cmd { a.askEnd(t, strings.TrimSpace(text)); return nil },
	})
	return nil
}

// askEnd asks what ends a dismissal.
func (a *Actions) askEnd(t Targets, reason string) {
	higher := clean.Text("until a higher adoption band than each has now")
	if t.one() {
		higher = "until it has an adoption score"
		if ranking := a.board.Ranking(); ranking != nil && ranking.Band(rulebook.Adoption, int(t.Row.Slot)) < rulebook.NoBand {
			higher = "until its adoption is above " + clean.Text(ranking.Band(rulebook.Adoption, int(t.Row.Slot)).Name(rulebook.Adoption))
		}
	}
	choose := func(higher bool) func() tea.Cmd {
		return func() tea.Cmd {
			return a.record(t, accounts.Touch{Kind: accounts.Dismissed, Body: reason, Higher: higher})
		}
	}
	a.frame.Open(dialog.NewMenu(a.frame, "Dismiss "+t.name(), []dialog.Choice{
		{Key: "g", Text: "for good", Run: choose(false)},
		{Key: "h", Text: higher, Run: choose(true)},
	}))
}

// ownersRead is the answer to readOwners.
type ownersRead struct {
	targets Targets
	owners  []accounts.OwnerCount
	err     error
}

// readOwners asks for the owner once those there are have been read.
func (a *Actions) readOwners(t Targets) tea.Cmd {
	return readOwners(a.board.Context(), a.board.Store(), t)
}

// readOwners is the command that reads the owners.
func readOwners(ctx context.Context, s *store.Store, t Targets) tea.Cmd {
	return func() tea.Msg {
		owners, err := accounts.Owners(ctx, s)
		return ownersRead{t, owners, err}
	}
}

// openOwnerPrompt asks for the owner. Without one the accounts are nobody's.
func (a *Actions) openOwnerPrompt(m ownersRead) {
	if m.err != nil {
		a.frame.Fail(m.err)
	}
	owner := ""
	if m.targets.one() {
		owner = m.targets.Row.Owner
	}
	if me := a.options.Who; me != "" && !slices.ContainsFunc(m.owners, func(o accounts.OwnerCount) bool { return o.Name == me }) {
		m.owners = append(m.owners, accounts.OwnerCount{Name: me})
	}
	a.frame.Open(&dialog.Prompt{
		Frame: a.frame, Label: "Owner of " + m.targets.label(), Field: textfield.Selected(owner),
		Suggest: func(typed string) []dialog.Suggestion { return suggestOwners(m.owners, typed, a.options.Who) },
		OnEnter: func(text string) tea.Cmd {
			return a.confirm(m.targets, accounts.Touch{Kind: accounts.Assigned, Body: strings.TrimSpace(text)})
		},
	})
}

// suggestOwners are the owners whose names have what was typed in them; those that
// begin with it come first.
func suggestOwners(owners []accounts.OwnerCount, typed, me string) []dialog.Suggestion {
	wanted := value.Fold(strings.TrimSpace(typed))
	var found []accounts.OwnerCount
	for _, o := range owners {
		if strings.Contains(value.Fold(o.Name), wanted) {
			found = append(found, o)
		}
	}
	begins := func(o accounts.OwnerCount) int {
		if strings.HasPrefix(value.Fold(o.Name), wanted) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(found, func(a, b accounts.OwnerCount) int { return cmp.Compare(begins(a), begins(b)) })
	suggestions := make([]dialog.Suggestion, len(found))
	for i, o := range found {
		note := words.Count(o.Accounts, "account", "accounts")
		if o.Name == me {
			note += ", you"
		}
		suggestions[i] = dialog.Suggestion{Text: o.Name, Note: note}
	}
	return suggestions
}
