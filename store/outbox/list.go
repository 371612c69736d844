package outbox

import (
	"context"
	"database/sql"
	"strings"

	"trialist/scoring/value"
	"trialist/store"
)

// Query selects entries. Zero fields select all.
type Query struct {
	Kinds    []Kind
	States   []State
	Workflow int64
	Firings  []int64
	IDs      []int64
	Account  int64 // internal id
	Limit    int   // the newest so many
}

// List lists entries, the newest first.
func List(ctx context.Context, s *store.Store, query Query) (entries []Entry, err error) {
	err = s.Read(ctx, "read the outbox", func(ctx context.Context, tx *sql.Tx) error {
		where, args := query.clause()
		var found []Entry
		err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var e Entry
			err := e.scan(rows, &e.Account, &e.Name)
			found = append(found, e)
			return err
		}, `SELECT `+columns+`, (SELECT external FROM accounts WHERE accounts.id = outbox.account), (SELECT name FROM accounts WHERE accounts.id = outbox.account)
			FROM outbox`+where+` ORDER BY id DESC LIMIT ?`, append(args, query.limit())...)
		if err != nil {
			return err
		}
		entries = found
		return check(ctx, tx, found)
	})
	return entries, err
}

func (q Query) limit() int {
	if q.Limit > 0 {
		return q.Limit
	}
	return -1
}

func (q Query) clause() (string, []any) {
	var conditions []string
	var args []any
	in := func(column string, values []any) {
		if len(values) > 0 {
			conditions = append(conditions, column+` IN (`+store.Placeholders(len(values))+`)`)
			args = append(args, values...)
		}
	}
	in("kind", texts(q.Kinds))
	in("state", texts(q.States))
	if q.Workflow != 0 {
		in("workflow", []any{q.Workflow})
	}
	if q.Account != 0 {
		in("account", []any{q.Account})
	}
	in("firing", numbers(q.Firings))
	in("id", numbers(q.IDs))
	if len(conditions) == 0 {
		return "", nil
	}
	return ` WHERE ` + strings.Join(conditions, ` AND `), args
}

func numbers(list []int64) []any {
	values := make([]any, len(list))
	for i, n := range list {
		values[i] = n
	}
	return values
}

func texts[T ~string](list []T) []any {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = string(s)
	}
	return values
}

// Count is the number of entries of a workflow, a kind and a state.
type Count struct {
	Workflow int64
	Kind     Kind
	State    State
	Entries  int
}

// Counts counts the entries by workflow, kind and state.
func Counts(ctx context.Context, s *store.Store) (counts []Count, err error) {
	err = s.QueryEach(ctx, "count what is in the outbox", func(rows *sql.Rows) error {
		var c Count
		err := rows.Scan(&c.Workflow, (*string)(&c.Kind), (*string)(&c.State), &c.Entries)
		counts = append(counts, c)
		return err
	}, `SELECT workflow, kind, state, count(*) FROM outbox GROUP BY workflow, kind, state ORDER BY workflow, kind, state`)
	return counts, err
}

// Claims is the entries that senders have claimed.
type Claims struct {
	Entries int
	Until   value.Instant // when the last claim expires
}

// Claimed counts the claimed entries, at a time, that are not of workflows. Their senders may
// be running or killed.
func Claimed(ctx context.Context, s *store.Store, at value.Instant) (c Claims, err error) {
	err = s.QueryEach(ctx, "count what is being sent", func(rows *sql.Rows) error { return rows.Scan(&c.Entries, (*int64)(&c.Until)) },
		`SELECT count(*), coalesce(max(claimed_until), 0) FROM outbox WHERE state = 'due' AND workflow = 0 AND kind IN ('file', 'webhook') AND `+IsClaimed, int64(at))
	return c, err
}

// Mark changes the state of a task or of a message that people handle: done, sent, exported,
// skipped or due again. The error is ErrNotFound when there is no such entry, and
// ErrConflict when it cannot have the state.
func Mark(ctx context.Context, s *store.Store, id int64, state State, by string, at value.Instant) (Entry, error) {
	var marked Entry
	err := s.Write(ctx, "mark it", func(ctx context.Context, tx *sql.Tx) error {
		found, err := load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return store.Errorf(store.ErrNotFound, "there is no task or message number %d", id)
		}
		marked = found[0]
		if marked.Workflow == 0 { // what trials were told says the same, and must not differ
			return store.Errorf(store.ErrConflict, "%s %d is of the journey; trialist journey --help says how such messages are noted and taken back", marked.Kind, id)
		}
		if !marked.canBe(state) {
			return store.Errorf(store.ErrConflict, "a %s cannot be %s", marked.Kind, state)
		}
		marked.State, marked.ChangedBy, marked.ChangedAt = state, by, at
		return marked.store(ctx, tx)
	})
	return marked, err
}

// canBe reports whether people may set the state of the entry.
func (e *Entry) canBe(state State) bool {
	switch e.Kind {
	case Task:
		return state == Due || state == Done || state == Skipped
	case Message:
		return state == Due || state == Sent || state == Exported || state == Skipped
	case File, Webhook:
	}
	return state == Skipped && (e.State == Due || e.State == Failed)
}

// Retry makes failed deliveries, and those that wait for another attempt, due now: those with
// the ids, or all if there are none. It returns how many.
func Retry(ctx context.Context, s *store.Store, at value.Instant, ids ...int64) (retried int, err error) {
	err = s.Write(ctx, "try again", func(ctx context.Context, tx *sql.Tx) error {
		where, args := `(state = 'failed' OR state = 'due' AND attempts > 0)`, []any{}
		if len(ids) > 0 {
			where += ` AND id IN (` + store.Placeholders(len(ids)) + `)`
			for _, id := range ids {
				args = append(args, id)
			}
		}
		found, err := load(ctx, tx, `SELECT `+columns+` FROM outbox WHERE `+where+` AND kind IN ('file', 'webhook') ORDER BY id`, args...)
		if err != nil {
			return err
		}
		for _, e := range found {
			e.State, e.Attempts, e.NextAt, e.ChangedAt = Due, 0, at, at
			if err := e.store(ctx, tx); err != nil {
				return err
			}
		}
		retried = len(found)
		return nil
	})
	return retried, err
}
