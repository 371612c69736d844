package care

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/store"
)

// checkMessages reads what trials were told, and looks for messages without their text
// and for exports that may have no file.
func checkMessages(ctx context.Context, tx *sql.Tx) (problem, detail string, err error) {
	all, damaged := 0, 0
	err = store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var kind, reached, unreached string
		var ids []int64
		var marks []uint32
		if err := rows.Scan(&kind, &reached, &unreached); err != nil {
			return err
		}
		all++
		if _, err := rulebook.ParseMessageKind(kind); err != nil || json.Unmarshal([]byte(reached), &ids) != nil ||
			json.Unmarshal([]byte(unreached), &marks) != nil {
			damaged++
		}
		return nil
	}, `SELECT kind, reached, unreached FROM told`)
	if err != nil {
		return "", "", err
	}
	var without, unfinished int
	err = tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM told WHERE id NOT IN (SELECT id FROM outbox)), (SELECT count(*) FROM exports WHERE NOT finished)`).
		Scan(&without, &unfinished)
	if damaged > 0 {
		problem = fmt.Sprintf("%d of %d that trials were told cannot be read; go back to a backup", damaged, all)
	}
	detail = fmt.Sprintf("%d told", all)
	if without > 0 { // as a repair said that could not save them: there is nothing left to do
		detail += fmt.Sprintf(", of which the text of %d is lost; nobody is told them again", without)
	}
	if unfinished > 0 {
		detail += fmt.Sprintf(", %d exports may have no file; trialist journey outbox names them", unfinished)
	}
	return problem, detail, err
}
