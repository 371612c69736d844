package checksum_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"testing"

	"trialist/store/checksum"
)

// TestWriterKeepsWhatItWasTold changes sums at random, by several writers one after the
// other, and compares what is stored with a map.
func TestWriterKeepsWhatItWasTold(t *testing.T) {
	t.Parallel()
	type key struct {
		kind checksum.Kind
		id   int64
	}
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			db, _ := newTables(t)
			ctx, dice := t.Context(), rand.New(rand.NewPCG(seed, 1))
			kinds := []checksum.Kind{checksum.Accounts, checksum.Contacts, checksum.LogPages}
			inTransaction(t, db, func(tx *sql.Tx) error {
				if _, err := tx.ExecContext(ctx, `DELETE FROM checksums`); err != nil {
					return err
				}
				want := make(map[key]uint32)
				for range 8 {
					w := checksum.NewWriter(tx)
					for range dice.IntN(400) {
						k := key{kinds[dice.IntN(len(kinds))], dice.Int64N(2000)}
						var err error
						switch sum := dice.Uint32(); dice.IntN(12) {
						case 0:
							err = w.Set(ctx, k.kind, k.id, 0)
							delete(want, k)
						case 1:
							err = w.Add(ctx, k.kind, k.id, sum)
							want[k] += sum
						case 2:
							err = w.Flush(ctx)
						case 3:
							if dice.IntN(20) == 0 {
								err = w.Truncate(ctx, k.kind, k.id)
								for other := range want {
									if other.kind == k.kind && other.id > k.id {
										delete(want, other)
									}
								}
							}
						default:
							err = w.Set(ctx, k.kind, k.id, sum)
							want[k] = sum
						}
						if err != nil {
							return err
						}
					}
					if err := w.Flush(ctx); err != nil {
						return err
					}
				}
				for _, k := range kinds {
					all, err := checksum.LoadAll(ctx, tx, k)
					if err != nil {
						return err
					}
					from, to := dice.Int64N(1000), 1000+dice.Int64N(1000)
					some, err := checksum.LoadRange(ctx, tx, k, from, to)
					if err != nil {
						return err
					}
					last := int64(0)
					for id := range int64(2000) {
						sum := want[key{k, id}]
						if sum != 0 {
							last = id
						}
						one, err := checksum.Load(ctx, tx, k, id)
						if err != nil {
							return err
						}
						if all.At(id) != sum || one.At(id) != sum || id >= from && id < to && some.At(id) != sum {
							t.Errorf("%v %d: got %d, %d and %d, want %d", k, id, all.At(id), one.At(id), some.At(id), sum)
						}
					}
					stored, err := checksum.Last(ctx, tx, k)
					if err != nil || stored != last || all.Last() != last {
						t.Errorf("%v: the last is %d and %d, %v, want %d", k, stored, all.Last(), err, last)
					}
				}
				return nil
			}, false)
		})
	}
}

// TestRandomEditsAreSealedOrFound changes rows at random. Those that are sealed fit, and
// one that is not does not.
func TestRandomEditsAreSealedOrFound(t *testing.T) {
	t.Parallel()
	db, _ := newTables(t)
	ctx, dice := t.Context(), rand.New(rand.NewPCG(4, 2))
	inTransaction(t, db, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM touches; DELETE FROM contacts`); err != nil {
			return err
		}
		if err := checksum.SealKinds(ctx, tx, checksum.All()...); err != nil {
			return err
		}
		edit := func() (k checksum.Kind, id int64, err error) {
			id = 1 + dice.Int64N(300)
			kind, statement := checksum.Touches, []string{
				`INSERT INTO touches (account, at, kind, who, body) VALUES (?1, ?2, 'note', 'ana', 'text')`,
				`UPDATE touches SET at = at + ?2 WHERE account = ?1`,
				`DELETE FROM touches WHERE id = (SELECT max(id) FROM touches WHERE account = ?1 AND ?2 > 0)`,
			}[dice.IntN(3)]
			if dice.IntN(2) == 0 {
				kind, statement = checksum.Contacts, []string{
					`INSERT OR IGNORE INTO contacts VALUES (?1, ?2 || ' of ' || ?1, x'')`,
					`UPDATE contacts SET external = external || ?2 WHERE id = ?1`,
					`DELETE FROM contacts WHERE id = ?1 AND ?2 > 0`,
				}[dice.IntN(3)]
			}
			result, err := tx.ExecContext(ctx, statement, id, 1+dice.Int64N(1000))
			if err != nil {
				return kind, id, err
			}
			if n, err := result.RowsAffected(); err != nil || n == 0 {
				return kind, 0, err
			}
			return kind, id, nil
		}
		for range 400 {
			k, id, err := edit()
			if err != nil {
				return err
			}
			if id == 0 {
				continue
			}
			if dice.IntN(8) == 0 {
				if found, err := checksum.Verify(ctx, tx, k); err != nil || len(found.Damaged) == 0 {
					t.Errorf("an edit of %v %d that was not sealed is not found: %v", k, id, err)
				}
				if err := checksum.CheckOne(ctx, tx, k, id); err == nil {
					t.Errorf("%v %d fits though it was not sealed", k, id)
				}
			}
			kinds := []checksum.Kind{k}
			if k == checksum.Contacts {
				kinds = append(kinds, checksum.ContactAttributes)
			}
			for _, k := range kinds {
				if err := checksum.Seal(ctx, tx, k, id); err != nil {
					return err
				}
				if err := checksum.CheckOne(ctx, tx, k, id); err != nil {
					return err
				}
			}
		}
		if kinds := damaged(ctx, t, tx); len(kinds) > 0 {
			t.Errorf("%v is damaged though all was sealed", kinds)
		}
		return nil
	}, false)
}

// TestSumsCoverTheKey makes sums of the same row under other keys and kinds.
func TestSumsCoverTheKey(t *testing.T) {
	t.Parallel()
	var h checksum.Hasher
	sums := make(map[uint32]string)
	add := func(what string, sum uint32) {
		if other, ok := sums[sum]; ok || sum == 0 {
			t.Errorf("%s has the sum %d of %q", what, sum, other)
		}
		sums[sum] = what
	}
	for id := range int64(50) {
		add(fmt.Sprint("contact ", id), checksum.Contact(&h, id+1, "ana"))
		add(fmt.Sprint("attributes ", id), checksum.Attributes(&h, checksum.AccountAttributes, id+1, "ana"))
		add(fmt.Sprint("attributes of contact ", id), checksum.Attributes(&h, checksum.ContactAttributes, id+1, "ana"))
		add(fmt.Sprint("log page ", id), checksum.LogPage(id, "ana"))
		add(fmt.Sprint("part ", id), checksum.UndoPart(&h, 1, id, []byte("ana")))
		add(fmt.Sprint("part of another import ", id), checksum.UndoPart(&h, 2, id, []byte("ana")))
		add(fmt.Sprint("membership ", id), checksum.Membership(&h, id+1, 1, 2))
		add(fmt.Sprint("turned membership ", id), checksum.Membership(&h, id+1, 2, 1))
		add(fmt.Sprint("values ", id), h.Values(checksum.Rulebooks, id+1, "ab", "c"))
		add(fmt.Sprint("values parted otherwise ", id), h.Values(checksum.Rulebooks, id+1, "a", "bc"))
		add(fmt.Sprint("values of another type ", id), h.Values(checksum.Rulebooks, id+1, []byte("ab"), "c"))
		add(fmt.Sprint("absent value ", id), h.Values(checksum.Rulebooks, id+1, "ab", nil))
		known, unknown := checksum.Account(&h, id+1, "acme", "Acme", true), checksum.Account(&h, id+1, "acme", "Acme", false)
		if known&checksum.Known == 0 || unknown&checksum.Known != 0 || known|checksum.Known != unknown|checksum.Known {
			t.Errorf("account %d has the sums %x and %x", id, known, unknown)
		}
		add(fmt.Sprint("account ", id), known)
		add(fmt.Sprint("account parted otherwise ", id), checksum.Account(&h, id+1, "acmeA", "cme", true))
	}
	packed := checksum.AppendTrailer([]byte("cached"), "key", int64(4))
	if value, ok := checksum.CutTrailer(packed, "key", int64(4)); !ok || string(value) != "cached" {
		t.Errorf("a cached value is %q, %t", value, ok)
	}
	for bit := range 8 * len(packed) {
		flipped := append([]byte(nil), packed...)
		flipped[bit/8] ^= 1 << (bit % 8)
		if _, ok := checksum.CutTrailer(flipped, "key", int64(4)); ok {
			t.Errorf("bit %d of a cached value is not missed", bit)
		}
	}
	if _, ok := checksum.CutTrailer(packed, "key", int64(5)); ok {
		t.Error("a cached value fits another key")
	}
}
