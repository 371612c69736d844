package outbox

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// Kind is the kind of an entry.
type Kind string

// The kinds.
const (
	Task    Kind = "task"    // for the owner of the account
	Message Kind = "message" // to the account, by whoever sends it
	File    Kind = "file"
	Webhook Kind = "webhook"
)

// State is the state of an entry.
type State string

// The states.
const (
	Due       State = "due"       // to be done, or to be tried again
	Done      State = "done"      // a task
	Sent      State = "sent"      // by hand
	Exported  State = "exported"  // for another program to send
	Delivered State = "delivered" // to its file or address
	Failed    State = "failed"    // given up, unless somebody retries it
	Skipped   State = "skipped"   // never to be done
)

// States lists the states.
func States() []State { return []State{Due, Done, Sent, Exported, Delivered, Failed, Skipped} }

// stateName is a state with a String method, for [value.ParseEnum].
type stateName State

func (s stateName) String() string { return string(s) }

// ParseState reads the name of a state, ignoring case.
func ParseState(word string) (State, error) {
	var names []stateName
	for _, s := range States() {
		names = append(names, stateName(s))
	}
	name, err := value.ParseEnum("state", word, names)
	return State(name), err
}

// ParseStates reads the names of states, ignoring case.
func ParseStates(words []string) ([]State, error) {
	var states []State
	for _, word := range words {
		state, err := ParseState(word)
		if err != nil {
			return nil, err
		}
		states = append(states, state)
	}
	return states, nil
}

// StateWords lists the names of the states: "due, done, ... or skipped".
func StateWords() string {
	var words []string
	for _, s := range States() {
		words = append(words, string(s))
	}
	return value.JoinList(words, "or")
}

// Entry is something to be done, and what became of it.
type Entry struct {
	ID               int64
	AccountID        int64  // internal
	Account, Name    string // external id and name; empty in entries passed to Send
	Workflow, Firing int64  // 0 for entries that are not of a workflow
	Kind             Kind
	Target           string // path or address; of a message, the address of mail that it is to
	Secret           string // name of the environment variable that signs it
	Subject, Body    string // the text of a task is its subject
	Key              string
	State            State
	At               value.Instant // when it was decided
	Attempts         int
	NextAt           value.Instant // of the next attempt
	Error            string        // of the last attempt
	ChangedAt        value.Instant
	ChangedBy        string

	claim        string
	claimedUntil value.Instant
}

// Keys makes the keys of entries.
type Keys struct{ salt []byte }

// LoadKeys reads the salt of keys, which it creates in a workspace without one.
func LoadKeys(ctx context.Context, tx *sql.Tx) (Keys, error) {
	if err := checksum.CheckOne(ctx, tx, checksum.OutboxSalt, 1); err != nil {
		return Keys{}, err
	}
	var k Keys
	err := tx.QueryRowContext(ctx, `SELECT salt FROM outbox_salt WHERE id = 1`).Scan(&k.salt)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, `INSERT INTO outbox_salt VALUES (1, randomblob(32)) RETURNING salt`).Scan(&k.salt)
		err = cmp.Or(err, checksum.Seal(ctx, tx, checksum.OutboxSalt, 1))
	}
	return k, err
}

// Key is the key for the parts. The same parts give the same key, even after a backup was
// restored, so that receivers recognise what they got before.
func (k Keys) Key(parts ...any) string {
	mac := hmac.New(sha256.New, k.salt)
	for _, part := range parts {
		text := fmt.Sprint(part)
		mac.Write([]byte(strconv.Itoa(len(text)) + ":" + text))
	}
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Add adds a due entry in the transaction of the decision.
func Add(ctx context.Context, tx *sql.Tx, e Entry) error {
	result, err := tx.ExecContext(ctx, `INSERT INTO outbox (account, workflow, firing, kind, target, secret, subject, body, key, state, at,
			attempts, next_at, claim, claimed_until, error, changed_at, changed_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'due', ?, 0, ?, '', 0, '', ?, '')`,
		e.AccountID, e.Workflow, e.Firing, string(e.Kind), e.Target, e.Secret, e.Subject, e.Body, e.Key, int64(e.At), int64(e.At), int64(e.At))
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return checksum.Seal(ctx, tx, checksum.Outbox, id)
}

// Adder adds many entries, of any state, in one transaction.
type Adder struct {
	insert *sql.Stmt
	sums   *checksum.Writer
	hasher checksum.Hasher
}

// NewAdder makes an adder, which gives the checksums of entries to sums.
func NewAdder(ctx context.Context, tx *sql.Tx, sums *checksum.Writer) (*Adder, error) {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO outbox (account, workflow, firing, kind, target, secret, subject, body, key, state, at,
			attempts, next_at, claim, claimed_until, error, changed_at, changed_by)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '', 0, '', ?, ?) ON CONFLICT (key) DO NOTHING`)
	return &Adder{insert: insert, sums: sums}, err
}

// Add adds an entry and returns its id. It returns 0 and changes nothing when there is an
// entry with the same key.
func (a *Adder) Add(ctx context.Context, e Entry) (int64, error) {
	e.NextAt, e.ChangedAt, e.Attempts, e.Error, e.claim, e.claimedUntil = e.At, e.At, 0, "", "", 0
	result, err := a.insert.ExecContext(ctx, e.AccountID, e.Workflow, e.Firing, string(e.Kind), e.Target, e.Secret, e.Subject, e.Body, e.Key,
		string(e.State), int64(e.At), int64(e.NextAt), int64(e.ChangedAt), e.ChangedBy)
	if err != nil {
		return 0, err
	}
	if added, err := result.RowsAffected(); err != nil || added == 0 {
		return 0, err
	}
	if e.ID, err = result.LastInsertId(); err != nil {
		return 0, err
	}
	return e.ID, a.sums.Set(ctx, checksum.Outbox, e.ID, e.sum(&a.hasher))
}

// columns are the columns that scan reads.
const columns = `id, account, workflow, firing, kind, target, secret, subject, body, key, state, at, attempts, next_at, claim, claimed_until,
	error, changed_at, changed_by`

// scan reads a row of columns, then more. It does not compare the checksum.
func (e *Entry) scan(rows *sql.Rows, more ...any) error {
	return rows.Scan(append([]any{
		&e.ID, &e.AccountID, &e.Workflow, &e.Firing, (*string)(&e.Kind), &e.Target, &e.Secret, &e.Subject, &e.Body, &e.Key,
		(*string)(&e.State), (*int64)(&e.At), &e.Attempts, (*int64)(&e.NextAt), &e.claim, (*int64)(&e.claimedUntil), &e.Error,
		(*int64)(&e.ChangedAt), &e.ChangedBy,
	}, more...)...)
}

// sum is the checksum of the row.
func (e *Entry) sum(h *checksum.Hasher) uint32 {
	return h.Values(checksum.Outbox, e.ID, e.AccountID, e.Workflow, e.Firing, string(e.Kind), e.Target, e.Secret, e.Subject, e.Body, e.Key,
		string(e.State), int64(e.At), int64(e.Attempts), int64(e.NextAt), e.claim, int64(e.claimedUntil), e.Error, int64(e.ChangedAt), e.ChangedBy)
}

// load reads the entries of a query for columns, and compares their checksums.
func load(ctx context.Context, q store.Querier, query string, args ...any) ([]Entry, error) {
	var entries []Entry
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var e Entry
		err := e.scan(rows)
		entries = append(entries, e)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return entries, check(ctx, q, entries)
}

func check(ctx context.Context, q store.Querier, entries []Entry) error {
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	sums, err := checksum.Load(ctx, q, checksum.Outbox, ids...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	for i := range entries {
		if err := sums.Check(entries[i].ID, entries[i].sum(&h)); err != nil {
			return err
		}
	}
	return nil
}

// store writes the columns of an entry that can change.
func (e *Entry) store(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE outbox SET state = ?, attempts = ?, next_at = ?, claim = ?, claimed_until = ?, error = ?, changed_at = ?,
		changed_by = ? WHERE id = ?`, string(e.State), e.Attempts, int64(e.NextAt), e.claim, int64(e.claimedUntil), e.Error, int64(e.ChangedAt),
		e.ChangedBy, e.ID)
	if err != nil {
		return err
	}
	return checksum.Seal(ctx, tx, checksum.Outbox, e.ID)
}
