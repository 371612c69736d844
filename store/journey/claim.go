package journey

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/facts"
	"trialist/store/outbox"
)

// Choice says which of the due messages to claim, and who claims them.
type Choice struct {
	AsOf   value.Instant // the as-of of what is due
	At     value.Instant // when they are claimed
	By     string
	Among  []int                         // slots to look at; nil for all
	Filter func(*List, journey.Due) bool // which of the due messages; nil for all
	// WithIncomplete includes messages that lack the value of a field. It is for messages that
	// a person handles.
	WithIncomplete bool
}

// maxTries is how often a claim is retried because somebody else has written in between.
const maxTries = 20

// claim claims the chosen messages in one transaction.
type claim struct {
	Choice
	begin  func() error                                         // at the start of each try
	entry  func(Message, outbox.Entry) (outbox.Entry, error)    // completes the entry of a message
	export func(ctx context.Context, tx *sql.Tx) (int64, error) // adds the export, before the first message; nil for none
	add    func(m Message, key string) error                    // once a message is claimed
	finish func() error                                         // before it is committed; may be nil
}

// run claims the messages, and returns how many it left out because they lack a field.
func (c *claim) run(ctx context.Context, cache *facts.Cache) (left int, err error) {
	s := cache.Store()
	for try := 1; ; try++ {
		l, err := FindAmong(ctx, cache, c.AsOf, c.Among)
		if err != nil {
			return 0, err
		}
		var chosen []journey.Due
		for _, d := range l.Due {
			if c.Filter == nil || c.Filter(l, d) {
				chosen = append(chosen, d)
			}
		}
		if err := c.begin(); err != nil {
			return 0, err
		}
		left = 0
		err = s.Write(ctx, "note what trials are told", func(uncancellable context.Context, tx *sql.Tx) error {
			left, err = c.write(uncancellable, tx, l, chosen)
			return err
		})
		if errors.Is(err, errStale) && try < maxTries {
			continue
		}
		return left, err
	}
}

// write writes the chosen messages.
func (c *claim) write(ctx context.Context, tx *sql.Tx, l *List, chosen []journey.Due) (left int, err error) {
	if err := l.check(ctx, tx); err != nil {
		return 0, err
	}
	keys, err := outbox.LoadKeys(ctx, tx)
	if err != nil {
		return 0, err
	}
	sums := checksum.NewWriter(tx)
	adder, err := outbox.NewAdder(ctx, tx, sums)
	if err != nil {
		return 0, err
	}
	writer, err := newHistoryWriter(ctx, tx, sums)
	if err != nil {
		return 0, err
	}
	export := int64(0)
	var old []queuedMessage
	err = l.each(ctx, tx, chosen, func(m Message) error {
		if len(m.Missing) > 0 && !c.WithIncomplete {
			left++
			return nil
		}
		t := l.Planner.PastMessage(m.Due)
		e, err := c.entry(m, outbox.Entry{
			AccountID: int64(m.Slot) + 1, Kind: outbox.Message, Target: m.Contact.Email, Subject: m.Subject, Body: m.Body,
			Key: keys.Key("journey", m.Account, t.Kind, t.Milestone), At: c.At, ChangedBy: c.By,
		})
		if err != nil {
			return err
		}
		id, err := adder.Add(ctx, e)
		if err != nil {
			return err
		}
		if id == 0 { // the message is in the outbox but not in the history: it is not sent twice
			old = append(old, queuedMessage{e.Key, t})
			return nil
		}
		if export == 0 && c.export != nil {
			if export, err = c.export(ctx, tx); err != nil {
				return err
			}
		}
		if err := writer.add(ctx, id, l.Planner, m.Due, export); err != nil {
			return err
		}
		m.Number = id
		return c.add(m, e.Key)
	})
	if err == nil && c.finish != nil {
		err = c.finish()
	}
	if err = cmp.Or(err, sums.Flush(ctx)); err != nil {
		return left, err
	}
	return left, logQueued(ctx, tx, old) // after the sums, which it reads
}

// Mark records that due messages were sent by hand ([outbox.Sent]) or are never to be sent
// ([outbox.Skipped]). It returns the messages that it marked.
func Mark(ctx context.Context, cache *facts.Cache, choice Choice, state outbox.State) ([]Message, error) {
	if state != outbox.Sent && state != outbox.Skipped {
		return nil, store.Errorf(store.ErrConflict, "a message that is due cannot be %s by hand", state)
	}
	var marked []Message
	choice.WithIncomplete = true
	c := claim{
		Choice: choice,
		begin:  func() error { marked = nil; return nil },
		add:    func(m Message, _ string) error { marked = append(marked, m); return nil },
		entry: func(_ Message, e outbox.Entry) (outbox.Entry, error) {
			e.State = state
			return e, nil
		},
	}
	_, err := c.run(ctx, cache)
	if err != nil {
		return nil, err
	}
	return marked, nil
}

// Webhook is an address that messages are posted to.
type Webhook struct {
	Address string
	Secret  string // name of the environment variable that signs them; "" for none
}

// Queued is what [Queue] put into the outbox.
type Queued struct {
	Messages   int
	Incomplete int // left out, as they lack the value of a field
	Default    int // of the messages, those with a default text
}

// Queue adds due messages to the outbox, for [Deliver] to post to an address.
func Queue(ctx context.Context, cache *facts.Cache, choice Choice, to Webhook) (queued Queued, err error) {
	c := claim{
		Choice: choice,
		begin:  func() error { queued = Queued{}; return nil },
		add: func(m Message, _ string) error {
			queued.Messages++
			if m.Default {
				queued.Default++
			}
			return nil
		},
		entry: func(m Message, e outbox.Entry) (outbox.Entry, error) {
			body, err := json.Marshal(newPayload(m, e, choice.AsOf))
			e.Kind, e.State, e.Target, e.Secret, e.Body = outbox.Webhook, outbox.Due, to.Address, to.Secret, string(body)
			return e, err
		},
	}
	left, err := c.run(ctx, cache)
	if err != nil {
		return Queued{}, err
	}
	queued.Incomplete = left
	return queued, nil
}

// payload is the body of a webhook request.
type payload struct {
	Version   int             `json:"version"`
	Key       string          `json:"key"` // the same at each attempt
	Message   string          `json:"message"`
	Milestone *string         `json:"milestone"`
	Next      *string         `json:"next"`
	Delivery  string          `json:"delivery"`
	AsOf      string          `json:"as_of"`
	DecidedAt string          `json:"decided_at"`
	Account   accountDocument `json:"account"`
	To        personDocument  `json:"to"`
	Subject   string          `json:"subject"`
	Body      string          `json:"body"`
}

type accountDocument struct {
	ID    string  `json:"id"`
	Name  *string `json:"name"`
	Owner *string `json:"owner"`
}

type personDocument struct {
	Name  *string `json:"name"`
	Email *string `json:"email"`
}

func newPayload(m Message, e outbox.Entry, asOf value.Instant) payload {
	return payload{
		Version: 1, Key: e.Key, Message: m.Kind.String(), Milestone: orNull(m.MilestoneName), Next: orNull(m.NextName), Delivery: m.Delivery.String(),
		AsOf: timeText(asOf), DecidedAt: timeText(e.At),
		Account: accountDocument{m.Account, orNull(m.Name), orNull(m.Owner)}, To: personDocument{orNull(m.Contact.Name), orNull(m.Contact.Email)},
		Subject: m.Subject, Body: m.Body,
	}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func timeText(at value.Instant) string { return at.Time().UTC().Format(time.RFC3339) }
