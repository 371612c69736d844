package search

import (
	"bytes"
	"context"
	"database/sql"
	"slices"
	"unicode/utf8"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/facts"
)

// textIndex is what the search looks through: id, name and domain of all accounts of
// one revision. Chunks never change, so that the texts of the next revision share
// those that an import left as they were.
type textIndex struct {
	revision int64
	chunks   []textChunk // of chunkSlots slots each, but the last
	recent   recentSearches
}

// chunkSlots is how many accounts are read by one query, and searched without
// asking whether somebody has lost interest: small enough for the caches of a
// core, large enough for a query to cost nothing beside its rows. A multiple of
// 64, so that two chunks never share a word of bits.
const chunkSlots = 4096

// textChunk is the texts of some accounts, folded, one after another, so that looking
// is one run over memory: id, name and domain, a separator after each.
type textChunk struct {
	folded []byte
	ends   []uint32 // in folded, by slot of the chunk
}

// separator stands after each text. A text that is stored with it has instead what
// shows in its place, so that no text that is searched has it.
const (
	separator       = '\x01'
	separatorSymbol = "\u2401"
)

// texts are those of the snapshot, read if they have not been. Of the texts before
// an import those that it left alone are kept.
func (x *Index) texts(ctx context.Context, f *facts.Snapshot) (*textIndex, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.latest != nil && x.latest.revision == f.Revision() {
		return x.latest, nil
	}
	t := &textIndex{revision: f.Revision(), chunks: make([]textChunk, (f.Accounts()+chunkSlots-1)/chunkSlots)}
	if err := t.reuseChunks(ctx, f, x.latest); err != nil {
		return nil, err
	}
	var missing []int
	for i := range t.chunks {
		if len(t.chunks[i].ends) != min(chunkSlots, f.Accounts()-i*chunkSlots) {
			missing = append(missing, i)
		}
	}
	err := store.InRanges(len(missing), func(from, to int) error {
		return t.readChunks(ctx, f, missing[from:to])
	})
	if err != nil {
		return nil, err
	}
	x.latest = t
	return t, nil
}

// reuseChunks takes over the chunks of earlier texts, if any, in which no account
// was changed since.
func (t *textIndex) reuseChunks(ctx context.Context, f *facts.Snapshot, old *textIndex) error {
	if old == nil || old.revision > f.Revision() {
		return nil
	}
	changed, known := bitset.New(f.Accounts()), true
	err := f.Read(ctx, "read what was imported", func(ctx context.Context, tx *sql.Tx) error {
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var packed sql.RawBytes
			if err := rows.Scan(&packed); err != nil {
				return err
			}
			touched, err := codec.DecodeDelta(packed, f.Accounts())
			known = known && err == nil // an import may have forgotten by now
			changed.UnionWith(bitset.Bits(touched.Accounts))
			return nil
		}, `SELECT touched FROM imports WHERE revision > ?`, old.revision)
	})
	if err != nil || !known {
		return err
	}
	const words = chunkSlots / 64
	for i := range min(len(old.chunks), len(t.chunks)) {
		if !slices.ContainsFunc(changed[i*words:min((i+1)*words, len(changed))], func(word uint64) bool { return word != 0 }) {
			t.chunks[i] = old.chunks[i]
		}
	}
	return nil
}

// readChunks reads the chunks of the numbers.
func (t *textIndex) readChunks(ctx context.Context, f *facts.Snapshot, numbers []int) error {
	if len(numbers) == 0 {
		return nil
	}
	return f.Read(ctx, "read names", func(uncancellable context.Context, tx *sql.Tx) error {
		domain, err := domainNumber(uncancellable, tx)
		if err != nil {
			return err
		}
		r := chunkReader{tx: tx, domain: domain}
		for _, i := range numbers {
			if err := ctx.Err(); err != nil {
				return err
			}
			if t.chunks[i], err = r.read(uncancellable, i*chunkSlots, min((i+1)*chunkSlots, f.Accounts())); err != nil {
				return err
			}
		}
		return nil
	})
}

// chunkReader reads chunks one after the other and keeps its memory between
// them.
type chunkReader struct {
	tx     *sql.Tx
	domain uint32 // number of the attribute; 0 without one
	joined []byte
}

// errAccountsDamaged is accounts that are not as they were stored.
var errAccountsDamaged = store.Errorf(store.ErrDamaged, "the accounts are damaged; run trialist doctor")

// read is the chunk of the slots in [from, to). Attributes are read only where one
// of them is the domain.
func (r *chunkReader) read(ctx context.Context, from, to int) (textChunk, error) {
	attribute := "NULL"
	if r.domain != 0 {
		attribute = "attributes"
	}
	c := textChunk{ends: make([]uint32, 0, to-from)}
	joined := r.joined[:0]
	var external, name, values sql.RawBytes
	err := store.EachRow(ctx, r.tx, func(row *sql.Rows) error {
		if err := row.Scan(&external, &name, &values); err != nil {
			return err
		}
		joined = appendFolded(appendFolded(joined, external), name)
		if r.domain != 0 {
			joined = appendDomain(joined, codec.Attributes(values), r.domain)
		}
		c.ends = append(c.ends, uint32(len(joined)))
		return nil
	}, "SELECT external, name, "+attribute+" FROM accounts WHERE id > ? AND id <= ? ORDER BY id", from, to)
	r.joined = joined
	if err == nil && len(c.ends) != to-from {
		err = errAccountsDamaged
	}
	c.folded = bytes.Clone(joined) // as much memory as it needs
	return c, err
}

// appendFolded appends a text folded, and a separator, which it cannot hold itself.
func appendFolded(to, text []byte) []byte {
	if bytes.IndexByte(text, separator) >= 0 {
		text = bytes.ReplaceAll(text, []byte{separator}, []byte(separatorSymbol))
	}
	return append(foldText(to, text), separator)
}

// appendDomain appends the domain that is among the attributes, if any.
func appendDomain(to []byte, packed codec.Attributes, domain uint32) []byte {
	for v := range packed.All() {
		if v.Name < domain {
			continue
		}
		if v.Name == domain {
			body := v.Body
			if v.Tag != codec.TextTag {
				body = []byte(v.Decode().String())
			}
			return appendFolded(to, body)
		}
		break
	}
	return append(to, separator)
}

// foldText appends a text folded as [value.Fold] does, which is asked only about
// what is not ASCII.
func foldText(to, text []byte) []byte {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			to = append(to, c)
			i++
			continue
		}
		foreign := slices.IndexFunc(text[i:], func(c byte) bool { return c < utf8.RuneSelf })
		if foreign < 0 {
			foreign = len(text) - i
		}
		to = append(to, value.Fold(string(text[i:i+foreign]))...)
		i += foreign
	}
	return to
}

// domainNumber is the number of the attribute domain; 0 without one.
func domainNumber(ctx context.Context, q store.Querier) (uint32, error) {
	var number uint32
	err := q.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM attribute_names WHERE scope = ? AND name = ?`,
		int(eval.AccountScope), value.Domain).Scan(&number)
	return number, err
}
