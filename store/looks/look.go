package looks

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/rulebooks"
)

// Look is what somebody saw.
type Look struct {
	Who        string
	At         value.Instant     // when it was kept
	Book       rulebook.Rulebook // without segments and workflows
	Population *rank.Population  // with statuses and matches, and nothing else but as-of; accounts that were on no trial match nothing
	Revision   int64             // of the data
}

// keys are the sentences of the bits of a state, as they are stored.
type keys struct {
	Adoption []string `json:"adoption"`
	Fit      []string `json:"fit"`
}

// Save keeps what somebody sees, instead of what they saw before. The snapshot is the
// one that the population is of. The error is ErrConflict when the data is not what
// came from it by imports: then its slots may be other accounts.
func Save(ctx context.Context, s *store.Store, snapshot store.SnapshotID, look Look) error {
	body, err := rulebooks.Encode(rulebook.Rulebook{Card: look.Book.Card, Lifecycle: look.Book.Lifecycle, Plan: rulebook.DefaultPlan()})
	if err != nil {
		return s.Describe("keep what was seen", err)
	}
	p := look.Population
	sentences, err := json.Marshal(keys{p.Matches.Adoption.Keys, p.Matches.Fit.Keys})
	if err != nil {
		return s.Describe("keep what was seen", err)
	}
	blocks, err := encodeBlocks(p)
	if err != nil {
		return s.Describe("keep what was seen", err)
	}
	return s.Write(ctx, "keep what was seen", func(ctx context.Context, tx *sql.Tx) error {
		var accounts int
		if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM accounts`).Scan(&accounts); err != nil {
			return err
		}
		same, err := snapshot.IsAncestor(ctx, tx)
		if err != nil {
			return err
		}
		if !same || accounts < len(p.Status) {
			return store.Errorf(store.ErrConflict, "the data is another meanwhile; look again and try again")
		}
		if err := dropDamaged(ctx, tx); err != nil {
			return err
		}
		var id int64
		err = tx.QueryRowContext(ctx, `INSERT INTO looks (who, at, as_of, revision, accounts, body, time_zone, keys) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (who) DO UPDATE SET at = excluded.at, as_of = excluded.as_of, revision = excluded.revision,
				accounts = excluded.accounts, body = excluded.body, time_zone = excluded.time_zone, keys = excluded.keys
			RETURNING id`,
			look.Who, int64(look.At), int64(p.AsOf), snapshot.Revision, len(p.Status), body, look.Book.TimeZone, string(sentences)).Scan(&id)
		if err != nil {
			return err
		}
		if err := writeBlocks(ctx, tx, id, blocks); err != nil {
			return err
		}
		return seal(ctx, tx, id)
	})
}

// seal makes the checksums of a look.
func seal(ctx context.Context, tx *sql.Tx, id int64) error {
	if err := checksum.Seal(ctx, tx, checksum.Looks, id); err != nil {
		return err
	}
	return checksum.Seal(ctx, tx, checksum.LookBlocks, id)
}

// dropDamaged deletes all looks when they do not fit their checksums: which of them is
// another one than was kept is not known. It is a mark that is lost, and no data.
func dropDamaged(ctx context.Context, tx *sql.Tx) error {
	for _, k := range []checksum.Kind{checksum.Looks, checksum.LookBlocks} {
		err := checksum.CheckKind(ctx, tx, k)
		if damage := (*checksum.Damage)(nil); !errors.As(err, &damage) {
			if err != nil {
				return err
			}
			continue
		}
		for _, statement := range []string{`DELETE FROM looks`, `DELETE FROM look_blocks`} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return checksum.SealKinds(ctx, tx, checksum.Looks, checksum.LookBlocks)
	}
	return nil
}

// Load is what somebody saw last. The error is ErrNotFound when they never looked, and
// ErrDamaged when it cannot be read; the next Save replaces it then.
func Load(ctx context.Context, s *store.Store, who string) (Look, error) {
	look := Look{Who: who, Population: &rank.Population{}}
	err := s.Read(ctx, "read what was seen", func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, checksum.Looks); err != nil {
			return err
		}
		var id int64
		var accounts int
		var body, zone, sentences string
		err := tx.QueryRowContext(ctx, `SELECT id, at, as_of, revision, accounts, body, time_zone, keys FROM looks NOT INDEXED WHERE who = ?`, who).
			Scan(&id, (*int64)(&look.At), (*int64)(&look.Population.AsOf), &look.Revision, &accounts, &body, &zone, &sentences)
		if errors.Is(err, sql.ErrNoRows) {
			return store.Errorf(store.ErrNotFound, "nothing was looked at yet")
		}
		if err != nil {
			return err
		}
		if look.Book, err = rulebooks.Decode(body); err != nil {
			return errDamaged
		}
		look.Book.TimeZone = zone
		var k keys
		if json.Unmarshal([]byte(sentences), &k) != nil {
			return errDamaged
		}
		look.Population.Matches.Adoption.Keys, look.Population.Matches.Fit.Keys = k.Adoption, k.Fit
		return readBlocks(ctx, tx, id, accounts, look.Population)
	})
	if damage := (*checksum.Damage)(nil); errors.As(err, &damage) {
		err = errDamaged
	}
	return look, err
}

var errDamaged = store.Errorf(store.ErrDamaged, "what was seen last is damaged and cannot be compared with")
