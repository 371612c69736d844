package journey

import (
	"context"
	"database/sql"

	"trialist/scoring/journey"
	"trialist/store"
)

// HistoryOf lists the messages of one account, the oldest first.
func HistoryOf(ctx context.Context, s *store.Store, slot int) ([]journey.PastMessage, error) {
	var list []journey.PastMessage
	err := s.Read(ctx, "read what a trial was told", func(ctx context.Context, tx *sql.Tx) (err error) {
		list, err = loadHistoryOf(ctx, tx, slot)
		return err
	})
	return list, err
}
