package journey

import (
	"context"
	"database/sql"
	"encoding/json"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
	"trialist/store/tables"
)

// Rebuilt is the outcome of [RebuildLog].
type Rebuilt struct {
	Messages int     // added to the history
	Unknown  []int64 // numbers of the messages whose kind could not be found
}

// RebuildLog adds messages to the history that are in the outbox but not in the history, as
// after a repair that lost rows. Otherwise they would be due again to somebody who got them.
// The key of an entry is made of what the message was about, so it is found by comparing
// keys. All checksums must be sound.
func RebuildLog(ctx context.Context, tx *sql.Tx) (Rebuilt, error) {
	var done Rebuilt
	lost, err := loadUnlogged(ctx, tx)
	if err != nil || len(lost) == 0 {
		return done, err
	}
	books, err := loadBooks(ctx, tx)
	if err != nil {
		return done, err
	}
	candidates := candidatesOf(books)
	keys, err := outbox.LoadKeys(ctx, tx)
	if err != nil {
		return done, err
	}
	caller := store.Interruptible(ctx)
	for _, e := range lost {
		if err := caller.Err(); err != nil {
			return done, err
		}
		found := false
		for _, t := range candidates {
			if keys.Key("journey", e.external, t.Kind, t.Milestone) != e.key {
				continue
			}
			if found, err = e.note(ctx, tx, t); err != nil {
				return done, err
			}
			break
		}
		if found {
			done.Messages++
		} else {
			done.Unknown = append(done.Unknown, e.id)
		}
	}
	return done, nil
}

// unlogged is an entry of the outbox without a row in the history.
type unlogged struct {
	id, account int64
	external    string
	key         string
	at          value.Instant
	exported    bool
}

const unloggedColumns = `SELECT outbox.id, account, (SELECT external FROM accounts WHERE accounts.id = account), key, at, state = 'exported' FROM outbox `

func (e *unlogged) scan(rows *sql.Rows) error {
	return rows.Scan(&e.id, &e.account, &e.external, &e.key, (*int64)(&e.at), &e.exported)
}

// loadUnlogged reads the entries without a row in the history, the oldest first. It skips
// those of lost accounts, which are due nothing.
func loadUnlogged(ctx context.Context, tx *sql.Tx) (list []unlogged, err error) {
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var e unlogged
		err := e.scan(rows)
		if err == nil && !tables.IsEmptySlot(e.external) {
			list = append(list, e)
		}
		return err
	}, unloggedColumns+`WHERE workflow = 0 AND firing = 0 AND kind IN ('message', 'webhook') AND id NOT IN (SELECT id FROM told) ORDER BY id`)
	return list, err
}

// note adds the entry to the history. What the trial had reached then is not known, so
// nothing that it reached before is rewarded, and nothing can be rewarded twice. It is false
// when the history has the message from another entry.
func (e *unlogged) note(ctx context.Context, tx *sql.Tx, t journey.PastMessage) (bool, error) {
	reached := []int64{}
	if t.Kind == rulebook.RewardMessage {
		reached = append(reached, t.Milestone)
	}
	document, err := json.Marshal(reached)
	if err != nil {
		return false, err
	}
	result, err := tx.ExecContext(ctx, `INSERT INTO told (id, account, kind, milestone, next, reached, seen, as_of, export)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, iif(?8, coalesce((SELECT max(id) FROM exports WHERE at = ?7 GROUP BY at HAVING count(*) = 1), 0), 0))
		ON CONFLICT DO NOTHING`, e.id, e.account, t.Kind.String(), t.Milestone, t.Next, string(document), int64(e.at), e.exported)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	if err != nil || rows == 0 {
		return false, err
	}
	return true, checksum.Seal(ctx, tx, checksum.Told, e.account)
}

// loadBooks reads all readable versions of the rulebook, the newest first.
func loadBooks(ctx context.Context, tx *sql.Tx) (books []rulebook.Rulebook, err error) {
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var body string
		if err := rows.Scan(&body); err != nil {
			return err
		}
		if book, err := rulebooks.Decode(body); err == nil {
			books = append(books, book)
		}
		return nil
	}, `SELECT body FROM rulebooks ORDER BY version DESC`)
	return books, err
}

// candidatesOf lists all messages that the rulebooks can lead to. The next step of each is
// that of the newest rulebook that has the message.
func candidatesOf(books []rulebook.Rulebook) []journey.PastMessage {
	first, known := int64(0), make(map[int64]bool)
	var ofMilestones []journey.PastMessage
	for _, book := range books {
		milestones := journey.Milestones(book.Card)
		if first == 0 && len(milestones) > 0 {
			first = milestones[0].ID
		}
		for i, m := range milestones {
			if known[m.ID] {
				continue
			}
			known[m.ID] = true
			after := int64(0)
			if i+1 < len(milestones) {
				after = milestones[i+1].ID
			}
			ofMilestones = append(ofMilestones, journey.PastMessage{Kind: rulebook.RewardMessage, Milestone: m.ID, Next: after},
				journey.PastMessage{Kind: rulebook.DriveMessage, Milestone: m.ID, Next: m.ID})
		}
	}
	all := []journey.PastMessage{{Kind: rulebook.WelcomeMessage, Next: first}, {Kind: rulebook.LookerMessage}}
	return append(all, ofMilestones...)
}

// queuedMessage is a due message that is in the outbox already, as its row in the history
// was lost.
type queuedMessage struct {
	key  string
	told journey.PastMessage
}

// logQueued adds the messages to the history.
func logQueued(ctx context.Context, tx *sql.Tx, messages []queuedMessage) error {
	for _, m := range messages {
		var e unlogged
		err := store.EachRow(ctx, tx, e.scan, unloggedColumns+`WHERE key = ?`, m.key)
		if err == nil && e.id > 0 {
			_, err = e.note(ctx, tx, m.told)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
