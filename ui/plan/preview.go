package plan

import (
	"cmp"

	"trialist/scoring/message"
	"trialist/scoring/rulebook"
	"trialist/store/accounts"
	storejourney "trialist/store/journey"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// previewed is the trial that messages are previewed for; false when there is none.
func (s *Screen) previewed() (uint32, bool) {
	if !s.board.Ready() || len(s.board.Ranking().Slots) == 0 {
		return 0, false
	}
	slots := s.board.Ranking().Slots
	return slots[s.trial%len(slots)], true
}

// band is the fit band of the previewed trial.
func (s *Screen) band() rulebook.Band {
	slot, ok := s.previewed()
	if !ok {
		return rulebook.NoBand
	}
	return s.board.Ranking().Band(rulebook.Fit, int(slot))
}

// delivery is how a message would reach the previewed trial.
func (s *Screen) delivery(m rulebook.Message) rulebook.Delivery {
	slot, ok := s.previewed()
	if !ok {
		return m.Delivery
	}
	r := s.board.Ranking()
	return s.draft.Book().Plan.Delivery(m, r.Score(rulebook.Fit, int(slot)), r.Qualified(int(slot)))
}

// steps are the names of the milestone of a message and of the next one.
func (s *Screen) steps(p messageRef) (milestone, next string) {
	all := s.milestones()
	for i, m := range all {
		if m.ID != p.signal {
			continue
		}
		if p.kind == rulebook.DriveMessage {
			return m.Name, m.Name
		}
		if i+1 < len(all) {
			return m.Name, all[i+1].Name
		}
		return m.Name, ""
	}
	if len(all) > 0 {
		return all[0].Name, all[0].Name
	}
	return "", ""
}

// values are the values of the fields of a message for a trial.
func (s *Screen) values(p messageRef, text rulebook.MessageText, a *board.Account, slot uint32) message.Values {
	row := accounts.Row{}
	for i := range a.Touches {
		row.Note(&a.Touches[i])
	}
	milestone, next := s.steps(p)
	topic := storejourney.Topic{
		Account: &a.Account, Owner: row.Owner, TrialEnd: s.board.Population.End[slot], AsOf: s.board.AsOf, Milestone: milestone, Next: next,
	}
	return topic.Values(attributesOf(text))
}

// attributesOf lists the attributes that a text names. One that cannot be read names none.
func attributesOf(text rulebook.MessageText) []string {
	var names []string
	for _, one := range []string{text.Subject, text.Body} {
		if t, err := message.Parse(one); err == nil {
			names = append(names, t.Attributes()...)
		}
	}
	return names
}

// previewLines is a text filled in for the previewed trial, below a line that names the trial
// and the key for the next one.
func (s *Screen) previewLines(
	styles theme.Theme, p messageRef, text rulebook.MessageText, delivery rulebook.Delivery, key clean.Text, width int,
) []theme.Line {
	slot, ok := s.previewed()
	if !ok {
		return layout.Wrap(styles.Muted, "There is no running trial to preview it for.", width)
	}
	a, known := s.board.Account(slot)
	if !known {
		return nil
	}
	if a.Err != nil {
		return layout.Wrap(styles.Bad, clean.Of(a.Err.Error()), width)
	}
	how := clean.Text(" would get it from your mailer")
	if delivery == rulebook.AsTask {
		how = " would get it from you, as a task"
	}
	name := clean.Of(cmp.Or(a.Account.Name, a.Account.ID))
	whose := name + how
	if next := "  " + key + " next trial"; (whose + next).Width() <= width { // the footer has it too
		whose += next
	}
	lines := layout.Wrap(styles.Muted, whose, width)
	filled, err := message.Compose(text.Subject, text.Body, s.values(p, text, a, slot))
	if err != nil {
		return append(lines, layout.Wrap(styles.Bad, clean.Of(err.Error()), width)...)
	}
	lines = append(lines, layout.Wrap(styles.Strong, clean.Of(filled.Subject), width)...)
	for _, line := range clean.Lines(filled.Body) {
		lines = append(lines, layout.Wrap(styles.Text, line, width)...)
	}
	for len(lines) > 0 && len(lines[len(lines)-1]) == 0 {
		lines = lines[:len(lines)-1]
	}
	if len(filled.Missing) > 0 {
		missing := clean.Text("Not known of it, and without a word to say instead: ")
		for i, field := range filled.Missing {
			if i > 0 {
				missing += ", "
			}
			missing += clean.Of(field)
		}
		lines = append(lines, layout.Wrap(styles.Warn, missing+". Write one behind a |, as in {{contact.first_name|there}}.", width)...)
	}
	return lines
}
