package search

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"slices"
	"unicode/utf8"

	"trialist/scoring/bitset"
	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/facts"
)

// textIndex is the texts that are searched: id, name and domain of all accounts of
// one revision. Chunks never change, so that the index of the next revision can share
// those in which an import has changed nothing.
type textIndex struct {
	revision int64
	chunks   []textChunk // of chunkSlots slots each, but the last
	recent   recentSearches
}

// chunkSlots is how many accounts have their texts in one chunk, which is read by one
// query. It is small enough for the cache of a core, and so large that a query costs
// little compared with its rows. It is a multiple of 64, so that two chunks never
// share a word of bits.
const chunkSlots = 4096

// textChunk is the folded texts of consecutive accounts, one after another, so that a
// search is one scan over memory: id, name and domain, with a separator after each.
type textChunk struct {
	folded []byte
	ends   []uint32 // where the texts of each account end, by slot of the chunk
}

// separator stands after each text. In a text that contains it, it is replaced by the
// symbol that the screen shows for it, so that no text in a chunk contains it.
const (
	separator       = '\x01'
	separatorSymbol = "\u2401"
)

// texts is the index of the snapshot, which is read if it is not there yet. Chunks of
// an earlier revision are kept where nothing has changed.
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

// reuseChunks takes over the chunks of an earlier index in which no account has
// changed since. The earlier index may be nil.
func (t *textIndex) reuseChunks(ctx context.Context, f *facts.Snapshot, old *textIndex) error {
	if old == nil || old.revision > f.Revision() {
		return nil
	}
	changed, known := bitset.New(f.Accounts()), true
	err := f.Read(ctx, "read what was imported", func(ctx context.Context, tx *sql.Tx) error {
		sums, err := checksum.LoadRange(ctx, tx, checksum.Deltas, old.revision+1, f.Revision()+1)
		if err != nil {
			known = false // as if they had been pruned
			return nil
		}
		var h checksum.Hasher
		var revision int64
		return store.EachRow(ctx, tx, func(rows *sql.Rows) error {
			var packed sql.RawBytes
			if err := rows.Scan(&revision, &packed); err != nil {
				return err
			}
			delta, err := codec.DecodeDelta(packed, f.Accounts())
			fits := sums.Check(revision, h.Values(checksum.Deltas, revision, []byte(packed))) == nil
			known = known && err == nil && fits // the delta may have been pruned
			changed.UnionWith(bitset.Bits(delta.Accounts))
			return nil
		}, `SELECT revision, touched FROM imports WHERE revision > ?`, old.revision)
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

// readChunks reads the chunks with the numbers.
func (t *textIndex) readChunks(ctx context.Context, f *facts.Snapshot, numbers []int) error {
	if len(numbers) == 0 {
		return nil
	}
	return f.Read(ctx, "read names", func(uncancellable context.Context, tx *sql.Tx) error {
		domain := f.NameIDs.AttributeIDs[eval.AccountScope][value.Domain]
		r := chunkReader{tx: tx, domain: domain}
		for _, i := range numbers {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			if t.chunks[i], err = r.read(uncancellable, i*chunkSlots, min((i+1)*chunkSlots, f.Accounts())); err != nil {
				return err
			}
		}
		return nil
	})
}

// chunkReader reads chunks one after the other, into the same memory.
type chunkReader struct {
	tx     *sql.Tx
	domain uint32 // id of the attribute; 0 without one
	joined []byte
}

// namesOfAccounts are the texts of an account that are no attributes.
var namesOfAccounts = store.TextColumns{Table: "accounts", Columns: []string{"external", "name"}}

// errAccountsDamaged is the error when accounts are missing.
var errAccountsDamaged = store.Errorf(store.ErrDamaged, "the accounts are damaged; run trialist doctor")

// read reads the chunk of the slots in [from, to). It reads attributes only if there
// is an attribute with the domain.
func (r *chunkReader) read(ctx context.Context, from, to int) (textChunk, error) {
	c := textChunk{ends: make([]uint32, 0, to-from)}
	r.joined = r.joined[:0]
	ids, err := checksum.LoadRange(ctx, r.tx, checksum.Accounts, int64(from)+1, int64(to)+1)
	if err != nil {
		return c, err
	}
	var h checksum.Hasher
	check := func(id int64, names [][]byte) error {
		return ids.CheckName(id, checksum.Account(&h, id, names[0], names[1], false))
	}
	if r.domain == 0 {
		err = namesOfAccounts.EachRow(ctx, r.tx, from, to, check, func(names [][]byte) { r.append(&c, names, nil) })
	} else {
		err = r.readWithDomains(ctx, &c, from, to, check)
	}
	if err == nil && len(c.ends) != to-from {
		err = errAccountsDamaged
	}
	c.folded = bytes.Clone(r.joined) // takes no more memory than it needs
	return c, err
}

// readWithDomains appends the texts of the slots in [from, to), of which attributes
// have the domain.
func (r *chunkReader) readWithDomains(ctx context.Context, c *textChunk, from, to int, check func(id int64, names [][]byte) error) error {
	sums, err := checksum.LoadRange(ctx, r.tx, checksum.AccountAttributes, int64(from)+1, int64(to)+1)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	var external, name, values sql.RawBytes
	return store.EachRow(ctx, r.tx, func(row *sql.Rows) error {
		if err := row.Scan(&external, &name, &values); err != nil {
			return err
		}
		id, names := int64(from+len(c.ends)+1), [][]byte{external, name}
		if err := cmp.Or(check(id, names), sums.Check(id, checksum.Attributes(&h, checksum.AccountAttributes, id, values))); err != nil {
			return err
		}
		r.append(c, names, codec.Attributes(values))
		return nil
	}, "SELECT external, name, attributes FROM accounts WHERE id > ? AND id <= ? ORDER BY id", from, to)
}

// append appends the texts of an account to those of the chunk.
func (r *chunkReader) append(c *textChunk, names [][]byte, values codec.Attributes) {
	for _, name := range names {
		r.joined = appendFolded(r.joined, name)
	}
	if r.domain != 0 {
		r.joined = appendDomain(r.joined, values, r.domain)
	}
	c.ends = append(c.ends, uint32(len(r.joined)))
}

// appendFolded appends the folded text and a separator.
func appendFolded(to, text []byte) []byte {
	if bytes.IndexByte(text, separator) >= 0 {
		text = bytes.ReplaceAll(text, []byte{separator}, []byte(separatorSymbol))
	}
	return append(foldText(to, text), separator)
}

// appendDomain appends the domain from the attributes, if it is there, and a
// separator.
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

// foldText appends a text folded as by [value.Fold]. It folds ASCII itself, which is
// faster.
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
		n := slices.IndexFunc(text[i:], func(c byte) bool { return c < utf8.RuneSelf })
		if n < 0 {
			n = len(text) - i
		}
		to = append(to, value.Fold(string(text[i:i+n]))...)
		i += n
	}
	return to
}
