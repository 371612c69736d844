package journey

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"

	"trialist/scoring/account"
	"trialist/scoring/eval"
	"trialist/scoring/journey"
	"trialist/scoring/message"
	"trialist/scoring/progress"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/tables"
)

// Message is a due message with its text filled in.
type Message struct {
	journey.Due
	Number                  int64  // in the outbox, of one that was claimed; 0 for none
	Account, Name           string // external id and name
	MilestoneName, NextName string // "" for none
	Delivery                rulebook.Delivery
	Contact                 account.Person // the recipient; "" for what is not known
	Owner                   string
	Default                 bool // [List.SaysDefault]
	message.Text
}

// Each fills in the due messages, in their order, and visits them.
func (l *List) Each(ctx context.Context, s *store.Store, due []journey.Due, visit func(Message) error) error {
	return s.Read(ctx, "fill in messages", func(uncancellable context.Context, tx *sql.Tx) error {
		return l.each(uncancellable, tx, due, visit)
	})
}

// valuesBatch is the number of messages that are filled in at a time.
const valuesBatch = 500

func (l *List) each(ctx context.Context, tx *sql.Tx, due []journey.Due, visit func(Message) error) error {
	names, err := tables.LoadNameIDs(ctx, tx)
	if err != nil {
		return err
	}
	names.Zone = nil // so that dates are written as days
	caller := store.Interruptible(ctx)
	pairs := make(map[rulebook.MessageText]message.Pair)
	done := 0
	for batch := range slices.Chunk(due, valuesBatch) {
		if err := caller.Err(); err != nil {
			return err
		}
		progress.Report(caller, "filling in messages", done, len(due))
		done += len(batch)
		people, err := loadAccounts(ctx, tx, names, batch)
		if err != nil {
			return err
		}
		for _, d := range batch {
			m, err := l.message(d, people[int64(d.Slot)+1], pairs)
			if err != nil {
				return err
			}
			if err := visit(m); err != nil {
				return err
			}
		}
	}
	return nil
}

// loadAccounts reads the attributes and contacts of accounts, by id.
func loadAccounts(ctx context.Context, tx *sql.Tx, names *tables.NameIDs, due []journey.Due) (map[int64]*account.Account, error) {
	ids, args := make([]int64, len(due)), make([]any, len(due))
	for i, d := range due {
		ids[i] = int64(d.Slot) + 1
		args[i] = ids[i]
	}
	rows, err := tables.LoadAccounts(ctx, tx, args)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]*account.Account, len(rows))
	for _, row := range rows {
		found[row.ID] = &account.Account{
			ID: row.External, Name: row.Name, Known: row.Known, Names: &names.All, Attributes: names.DecodeAttributes(eval.AccountScope, row.Attributes),
		}
	}
	err = tables.EachMember(ctx, tx, ids, func(m tables.Member) error {
		if a := found[m.Account]; a != nil && !tables.IsEmptySlot(m.External) {
			a.Contacts = append(a.Contacts, account.Contact{ID: m.External, Attributes: names.DecodeAttributes(eval.ContactScope, m.Attributes)})
		}
		return nil
	})
	for _, a := range found {
		slices.SortFunc(a.Contacts, func(x, y account.Contact) int { return cmp.Compare(x.ID, y.ID) })
	}
	return found, err
}

// message fills in a due message. It caches parsed templates in pairs.
func (l *List) message(d journey.Due, a *account.Account, pairs map[rulebook.MessageText]message.Pair) (Message, error) {
	m := Message{Due: d, Account: a.ID, Name: message.OneLine(a.Name), Delivery: l.Delivery(d), Owner: message.OneLine(l.Owner(d.Slot)), Contact: addressee(a)}
	m.MilestoneName, m.NextName = l.signalName(d.Milestone), l.signalName(d.Next)
	text := l.text(d)
	m.Default = isDefault(d.Kind, text)
	pair, ok := pairs[text]
	if !ok {
		var err error
		if pair, err = message.ParsePair(text.Subject, text.Body); err != nil {
			return m, err
		}
		pairs[text] = pair
	}
	m.Text = pair.Fill(l.values(m, a, pair.Attributes()))
	return m, nil
}

// text is the template of a due message.
func (l *List) text(d journey.Due) rulebook.MessageText {
	band := l.Book.Card.Band(rulebook.Fit, l.ranking.Score(rulebook.Fit, d.Slot))
	return l.Book.Plan.Message(d.Kind, d.Milestone).TextFor(d.Kind, band)
}

// SaysDefault reports whether the subject or the body of a due message is a default text,
// which nobody has written for this product.
func (l *List) SaysDefault(d journey.Due) bool { return isDefault(d.Kind, l.text(d)) }

func isDefault(kind rulebook.MessageKind, text rulebook.MessageText) bool {
	first := rulebook.DefaultText(kind)
	return text.Subject == first.Subject || text.Body == first.Body
}

func (l *List) signalName(id int64) string { return l.Book.Card.NameOf(id) }

// values are the values for a message that uses these attributes.
func (l *List) values(m Message, a *account.Account, attributes []string) message.Values {
	t := Topic{a, m.Owner, l.population.End[m.Slot], l.AsOf, m.MilestoneName, m.NextName}
	return t.Values(attributes)
}

// Topic is what a message is about.
type Topic struct {
	Account   *account.Account
	Owner     string        // "" without one
	TrialEnd  value.Instant // [value.Never] when it is not known
	AsOf      value.Instant
	Milestone string // name of the milestone that is rewarded or driven to; "" for none
	Next      string // name of the milestone that the message drives to; "" for none
}

// Values are the values of the fields of a message that uses these attributes.
func (t Topic) Values(attributes []string) message.Values {
	contact := addressee(t.Account)
	v := message.Values{
		AccountName: cmp.Or(t.Account.Name, t.Account.ID), AccountID: t.Account.ID, Owner: t.Owner,
		MilestoneName: t.Milestone, MilestoneNext: t.Next,
		ContactName: contact.Name, ContactFirstName: message.FirstName(contact.Name), ContactEmail: contact.Email,
	}
	if t.TrialEnd != value.Never {
		v.TrialDaysLeft = strconv.Itoa(daysLeft(t.TrialEnd - t.AsOf))
	}
	if len(attributes) > 0 {
		v.Attributes = make(map[string]string)
	}
	for _, name := range attributes {
		if found := t.Account.Attribute(name); found.Kind != value.Absent {
			v.Attributes[value.Fold(name)] = found.String()
		}
	}
	return v
}

// daysLeft is the time left of a trial in whole days: rounded half up, as lists show it, but
// 1 at least while the trial runs, which 0 would call over.
func daysLeft(left value.Instant) int {
	if left <= 0 {
		return 0
	}
	return int(max(1, (left+value.Day/2)/value.Day))
}

// addressee is the recipient of messages: the first contact with an address, else the first.
func addressee(a *account.Account) account.Person {
	people := a.People()
	for _, p := range people {
		if p.Email != "" {
			return oneLine(p)
		}
	}
	if len(people) > 0 {
		return oneLine(people[0])
	}
	return account.Person{}
}

// oneLine is a person without line breaks in name and address, as a mailer may put them
// into a header.
func oneLine(p account.Person) account.Person {
	p.Name, p.Email = message.OneLine(p.Name), message.OneLine(p.Email)
	return p
}
