package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"trialist/store"
)

// insertRows is how many accounts one statement inserts. More gain little.
const insertRows = 100

// accountInserter inserts new accounts, whose ids have no gaps. Binding a value takes
// as long as SQLite takes to store it, so what the rows of a statement share is bound
// once: the id of the first, from which the others follow, and in most files whether
// they are known.
type accountInserter struct {
	tx   *sql.Tx
	full [2]*sql.Stmt // of insertRows accounts: of which some are known, and all or none
	args []any
}

// insert inserts accounts whose ids start at first. It is not for several goroutines.
func (in *accountInserter) insert(ctx context.Context, first uint32, accounts []accountRecord) error {
	for some := range slices.Chunk(accounts, insertRows) {
		if err := in.insertSome(ctx, first, some); err != nil {
			return err
		}
		first += uint32(len(some))
	}
	return nil
}

// insertSome inserts up to insertRows accounts.
func (in *accountInserter) insertSome(ctx context.Context, first uint32, accounts []accountRecord) (err error) {
	alike := !slices.ContainsFunc(accounts, func(a accountRecord) bool { return a.known != accounts[0].known })
	in.args = append(in.args[:0], first)
	for i := range accounts {
		a := &accounts[i]
		if i == 0 || !alike {
			in.args = append(in.args, a.known)
		}
		in.args = append(in.args, a.external, a.name, store.NonNil(a.attributes))
	}
	defer clear(in.args) // so that the texts can be freed
	if len(accounts) < insertRows {
		_, err = in.tx.ExecContext(ctx, insertAccounts(len(accounts), alike), in.args...)
		return err
	}
	full := &in.full[0]
	if alike {
		full = &in.full[1]
	}
	if *full == nil {
		*full, err = in.tx.PrepareContext(ctx, insertAccounts(insertRows, alike)) //nolint:sqlclosecheck // the end of the transaction closes it
		if err != nil {
			return err
		}
	}
	_, err = (*full).ExecContext(ctx, in.args...)
	return err
}

// insertAccounts is the statement for n accounts, which are alike where all or none of
// them are known. It says OR FAIL as those of [store.BulkInserter] do.
func insertAccounts(n int, alike bool) string {
	rows := make([]string, n)
	for i := range rows {
		known := "?"
		if alike && i > 0 {
			known = "?2"
		}
		rows[i] = fmt.Sprintf("(?1 + %d, %s, ?, ?, ?)", i, known)
	}
	return `INSERT OR FAIL INTO accounts (id, known, external, name, attributes) VALUES ` + strings.Join(rows, ", ")
}
