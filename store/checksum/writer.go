package checksum

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"
)

// maxPages is how many pages a writer holds in memory, of half a kilobyte each.
const maxPages = 1 << 14

// Writer changes the sums in a transaction. Nothing is stored before
// [Writer.Flush], so that a page that many rows share is written once. It is not for
// several goroutines at once.
type Writer struct {
	tx     *sql.Tx
	pages  map[int64]*page
	last   map[Kind]int64 // the highest page that is stored, so that those beyond it are not looked for
	recent [afterKinds]recentPage
	full   *sql.Stmt
}

// recentPage is the page of the last change of a kind, as the next one is mostly there.
type recentPage struct {
	id int64
	*page
}

// NewWriter makes a writer of the transaction.
func NewWriter(tx *sql.Tx) *Writer {
	return &Writer{tx: tx, pages: make(map[int64]*page), last: make(map[Kind]int64)}
}

// Set sets the sum of a row, 0 when the row was removed.
func (w *Writer) Set(ctx context.Context, k Kind, id int64, sum uint32) error {
	p, err := w.page(ctx, k, id)
	if err == nil {
		p[id%pageRows] = sum
	}
	return err
}

// Add adds to a sum that is of several rows.
func (w *Writer) Add(ctx context.Context, k Kind, id int64, sum uint32) error {
	p, err := w.page(ctx, k, id)
	if err == nil {
		p[id%pageRows] += sum
	}
	return err
}

// page is the page with the sum of the row.
func (w *Writer) page(ctx context.Context, k Kind, row int64) (*page, error) {
	id, _ := pageID(k, row)
	if recent := &w.recent[k]; recent.page != nil && recent.id == id {
		return recent.page, nil
	}
	p := w.pages[id]
	if p == nil {
		if len(w.pages) >= maxPages {
			if err := w.Flush(ctx); err != nil {
				return nil, err
			}
		}
		var err error
		if p, err = w.read(ctx, k, id); err != nil {
			return nil, err
		}
		w.pages[id] = p
	}
	w.recent[k] = recentPage{id, p}
	return p, nil
}

// read is a page as it is stored.
func (w *Writer) read(ctx context.Context, k Kind, id int64) (*page, error) {
	last, ok := w.last[k]
	if !ok {
		var stored sql.NullInt64
		err := w.tx.QueryRowContext(ctx, `SELECT max(id) FROM checksums WHERE id BETWEEN ? AND ?`,
			int64(k)<<kindShift, int64(k+1)<<kindShift-1).Scan(&stored)
		if err != nil {
			return nil, err
		}
		last = -1
		if stored.Valid {
			last = stored.Int64
		}
		w.last[k] = last
	}
	p := new(page)
	if id > last {
		return p, nil
	}
	var b []byte
	err := w.tx.QueryRowContext(ctx, `SELECT sums FROM checksums WHERE id = ?`, id).Scan(&b)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return nil, err
	case !decode(id, b, p[:]):
		first := firstRow(id)
		return nil, &Damage{k, first, first + pageRows - 1}
	}
	return p, nil
}

// Truncate removes the sums of all rows with an id above last.
func (w *Writer) Truncate(ctx context.Context, k Kind, last int64) error {
	if err := w.Flush(ctx); err != nil {
		return err
	}
	boundary, _ := pageID(k, last+1)
	if _, err := w.tx.ExecContext(ctx, `DELETE FROM checksums WHERE id > ? AND id < ?`, boundary, int64(k+1)<<kindShift); err != nil {
		return err
	}
	delete(w.last, k)
	p, err := w.page(ctx, k, last+1)
	if err != nil {
		return err
	}
	clear(p[(last+1)%pageRows:])
	return w.Flush(ctx)
}

const upsert = `INSERT INTO checksums (id, sums) VALUES `

// onConflict follows upsert and its rows.
const onConflict = ` ON CONFLICT (id) DO UPDATE SET sums = excluded.sums`

// Flush writes what was changed.
func (w *Writer) Flush(ctx context.Context) error {
	if len(w.pages) == 0 {
		return nil
	}
	args := make([]any, 0, 2*batch)
	for _, id := range slices.Sorted(maps.Keys(w.pages)) {
		b := w.pages[id].encode(id)
		kind := Kind(id >> kindShift)
		if b == nil {
			if id > w.last[kind] {
				continue
			}
			if _, err := w.tx.ExecContext(ctx, `DELETE FROM checksums WHERE id = ?`, id); err != nil {
				return err
			}
			continue
		}
		w.last[kind] = max(w.last[kind], id)
		if args = append(args, id, b); len(args) < 2*batch {
			continue
		}
		if err := w.store(ctx, args); err != nil {
			return err
		}
		args = args[:0]
	}
	clear(w.pages)
	clear(w.recent[:])
	if len(args) == 0 {
		return nil
	}
	return w.store(ctx, args)
}

// store writes pages, whose ids and sums the arguments are in turn.
func (w *Writer) store(ctx context.Context, args []any) error {
	n := len(args) / 2
	statement := upsert + strings.Repeat("(?, ?), ", n-1) + "(?, ?)" + onConflict
	if n < batch {
		_, err := w.tx.ExecContext(ctx, statement, args...)
		return err
	}
	if w.full == nil {
		var err error
		if w.full, err = w.tx.PrepareContext(ctx, statement); err != nil {
			return err
		}
	}
	_, err := w.full.ExecContext(ctx, args...)
	return err
}
