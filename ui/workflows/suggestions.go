package workflows

import (
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/workflows"
)

// maxEvents is how many events are offered as triggers, the first by name.
const maxEvents = 50

// triggers are the sentences that a trigger can be, by what the draft and the data have.
func (s *Screen) triggers() []string {
	book := s.draft.Book()
	list := []rulebook.Trigger{{Kind: rulebook.BecomesQualified}, {Kind: rulebook.StopsQualified}}
	for _, kind := range []rulebook.TriggerKind{rulebook.EntersSegment, rulebook.LeavesSegment} {
		for _, one := range book.Segments.List {
			list = append(list, rulebook.Trigger{Kind: kind, Name: one.Name})
		}
	}
	for _, signal := range book.Card.Adoption {
		list = append(list, rulebook.Trigger{Kind: rulebook.ReachesMilestone, Name: signal.Name})
	}
	for _, status := range append([]rulebook.Status{rulebook.NoStatus}, rulebook.Statuses()...) {
		list = append(list, rulebook.Trigger{Kind: rulebook.ChangesStatus, Status: status})
	}
	for _, side := range rulebook.Sides() {
		for _, band := range rulebook.Bands() {
			list = append(list, rulebook.Trigger{Kind: rulebook.EntersBand, Side: side, Band: band})
		}
	}
	for _, event := range s.known.events[:min(len(s.known.events), maxEvents)] {
		list = append(list, rulebook.Trigger{Kind: rulebook.DoesEvent, Name: event})
	}
	sentences := make([]string, len(list))
	for i, t := range list {
		sentences[i] = t.String()
	}
	return sentences
}

// conditions are some that workflows often have.
func conditions() []string {
	return []string{
		"status is trial", "status is trial and owner is not set", "status is trial and days since last touch is not set",
		"qualified is yes", "days left in trial is at most 3", `fit band is Good|"Perfect match"`,
	}
}

// actions are how the sentences of actions begin, and the owners that there are.
func (s *Screen) actions() []string {
	list := []string{
		`task "Call {{account.name}}"`, `message "Subject" "Dear {{account.name}},\n"`, "webhook https://", "webhook https://example.com/hook secret HOOK_SECRET",
		"file /",
	}
	for _, owner := range s.known.owners {
		list = append(list, "owner "+condition.QuoteWord(owner))
	}
	return append(list, "owner NAME")
}

// matching are the sentences that have every word of a text, and more.
func matching(sentences []string, text string) []string {
	typed := strings.Fields(value.Fold(strings.NewReplacer(`"`, " ").Replace(text)))
	var found []string
	for _, sentence := range sentences {
		folded, all := value.Fold(sentence), sentence != text
		for _, word := range typed {
			all = all && strings.Contains(folded, word)
		}
		if all {
			found = append(found, sentence)
		}
	}
	return found
}

// summary is what became of a firing, in a few words.
func summary(l workflows.Logged) string {
	var words []string
	for _, e := range l.Entries {
		words = append(words, string(e.Kind)+" "+string(e.State))
	}
	if len(words) == 0 {
		return "owner set"
	}
	return strings.Join(words, ", ")
}
