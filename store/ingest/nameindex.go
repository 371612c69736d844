package ingest

import (
	"context"
	"database/sql"
	"encoding/binary"

	"trialist/scoring/eval"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/checksum"
)

// eventNameIndex gives event names their ids during an import.
type eventNameIndex struct {
	ids    map[string]uint32    // of every spelling that was met
	folded map[string]uint32    // by what the spellings have in common
	before uint32               // ids below it were there when the import began
	names  []string             // by id; "" for ids without a name
	added  []int64              // change in the number of occurrences, by id
	recent [recentNames]namedID // the spelling last found, by recentSlot
}

// recentNames is how many names are found without the map. Every row of a file asks
// for one of a few names, and hashing it for the map took a fifth of the time of
// resolving the row.
const recentNames = 1 << 10

// namedID is a spelling of a name with its id, 0 for none.
type namedID struct {
	name string
	id   uint32
}

// recentSlot is where among the recent names a name is looked for. It need not be
// unique, as the name is compared.
func recentSlot(name []byte) uint32 {
	n := len(name)
	if n == 0 {
		return 0
	}
	h := uint32(n)<<24 ^ uint32(name[0])<<16 ^ uint32(name[n/2])<<8 ^ uint32(name[n-1])
	if n >= 8 {
		h ^= binary.LittleEndian.Uint32(name[n-5:])*31 ^ binary.LittleEndian.Uint32(name[1:])
	}
	return h * 0x9e3779b1 >> 22
}

func newEventNameIndex() *eventNameIndex {
	return &eventNameIndex{ids: make(map[string]uint32), folded: make(map[string]uint32), before: 1, names: []string{""}, added: []int64{0}}
}

func loadEventNameIndex(ctx context.Context, tx *sql.Tx) (*eventNameIndex, error) {
	x := newEventNameIndex()
	if err := checksum.CheckKind(ctx, tx, checksum.EventNames); err != nil {
		return nil, err
	}
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id uint32
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		x.put(id, name)
		return nil
	}, `SELECT id, name FROM event_names NOT INDEXED ORDER BY id`)
	x.before = uint32(len(x.names))
	return x, err
}

func (x *eventNameIndex) put(id uint32, name string) {
	for len(x.names) <= int(id) {
		x.names = append(x.names, "")
		x.added = append(x.added, 0)
	}
	x.ids[name], x.names[id] = id, name
	if fold := value.FoldName(name); x.folded[fold] == 0 {
		x.folded[fold] = id
	}
}

// getOrInsert is the id of the name. A new name gets the next id. Spellings that
// differ only in case are one name.
func (x *eventNameIndex) getOrInsert(name []byte) uint32 {
	recent := &x.recent[recentSlot(name)]
	if recent.name == string(name) && recent.id != 0 {
		return recent.id
	}
	id, ok := x.ids[string(name)]
	if !ok {
		id = x.folded[value.FoldName(string(name))]
		if id == 0 {
			id = uint32(len(x.names))
			x.put(id, string(name))
		}
		x.ids[string(name)] = id
		if id >= x.before {
			x.names[id] = commonSpelling(x.names[id], string(name))
		}
	}
	*recent = namedID{string(name), id}
	return id
}

// commonSpelling is which of two spellings a name is stored in. It does not depend on
// which came first, and prefers lower case to capitals.
func commonSpelling(a, b string) string { return max(a, b) }

// flush stores new names and the numbers of occurrences.
func (x *eventNameIndex) flush(ctx context.Context, tx *sql.Tx) error {
	b := store.BulkInserter{
		Tx: tx, Columns: 3,
		Insert: `INSERT OR FAIL INTO event_names (id, name, occurrences)`,
		Suffix: `ON CONFLICT (id) DO UPDATE SET occurrences = occurrences + excluded.occurrences`,
	}
	for id, n := range x.added {
		if n == 0 {
			continue
		}
		if err := b.Add(ctx, id, x.names[id], n); err != nil {
			return err
		}
	}
	return b.Flush(ctx)
}

// attributeNameIndex gives the attribute names of one scope their ids during an
// import.
type attributeNameIndex struct {
	scope       eval.Scope
	ids         map[string]uint32 // of every spelling that was met
	folded      map[string]uint32 // by what the spellings have in common
	unknown     map[string]uint32 // names not found in any spelling, with the value of next then
	before      uint32            // ids below it were there when the import began
	names       map[uint32]string
	next        uint32
	countDeltas map[uint32]*[value.YesNo + 1]int // change in the number of values of each kind
	row         []uint32                         // what resolve returned last
}

func newAttributeNameIndex(scope eval.Scope) *attributeNameIndex {
	return &attributeNameIndex{
		scope: scope, ids: make(map[string]uint32), folded: make(map[string]uint32), unknown: make(map[string]uint32), names: make(map[uint32]string),
		countDeltas: make(map[uint32]*[value.YesNo + 1]int), next: 1, before: 1,
	}
}

func loadAttributeNameIndex(ctx context.Context, tx *sql.Tx, scope eval.Scope) (*attributeNameIndex, error) {
	x := newAttributeNameIndex(scope)
	if err := checksum.CheckKind(ctx, tx, checksum.AttributeNames); err != nil {
		return nil, err
	}
	err := store.EachRow(ctx, tx, func(rows *sql.Rows) error {
		var id uint32
		var name string
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
		x.put(id, name)
		x.next = max(x.next, id+1)
		return nil
	}, `SELECT number, name FROM attribute_names NOT INDEXED WHERE scope = ? ORDER BY number`, int(scope))
	x.before = x.next
	return x, err
}

func (x *attributeNameIndex) put(id uint32, name string) {
	x.ids[name], x.names[id] = id, name
	if fold := value.FoldName(name); x.folded[fold] == 0 {
		x.folded[fold] = id
	}
}

// spelled is the id of a name that is known in another spelling, 0 when there is
// none.
func (x *attributeNameIndex) spelled(name string) uint32 {
	if x.unknown[name] == x.next {
		return 0
	}
	id := x.folded[value.FoldName(name)]
	if id == 0 {
		x.unknown[name] = x.next
		return 0
	}
	x.ids[name] = id
	if id >= x.before {
		x.names[id] = commonSpelling(x.names[id], name)
	}
	return id
}

// resolve is the id of each attribute of the row, valid until the next call. A new
// name gets an id only if it has a value, and 0 otherwise. Spellings that differ only
// in case are one name.
func (x *attributeNameIndex) resolve(row []value.Attribute) []uint32 {
	x.row = x.row[:0]
	for i := range row {
		id, ok := x.ids[row[i].Name]
		if !ok {
			id = x.spelled(row[i].Name)
		}
		if id == 0 && row[i].Value.Kind != value.Absent {
			id = x.next
			x.next++
			x.put(id, row[i].Name)
		}
		x.row = append(x.row, id)
	}
	return x.row
}

// countChange counts a value that appeared, disappeared or changed its kind.
func (x *attributeNameIndex) countChange(name uint32, from, to value.Kind) {
	delta := x.countDeltas[name]
	if delta == nil {
		delta = new([value.YesNo + 1]int)
		x.countDeltas[name] = delta
	}
	delta[from]--
	delta[to]++
}

// flush stores new names and the numbers of values.
func (x *attributeNameIndex) flush(ctx context.Context, tx *sql.Tx) error {
	b := store.BulkInserter{
		Tx: tx, Columns: 7,
		Insert: `INSERT OR FAIL INTO attribute_names (scope, number, name, texts, numbers, dates, flags)`,
		Suffix: `ON CONFLICT (scope, number) DO UPDATE SET texts = texts + excluded.texts,
			numbers = numbers + excluded.numbers, dates = dates + excluded.dates, flags = flags + excluded.flags`,
	}
	for id := uint32(1); id < x.next; id++ {
		n := x.countDeltas[id]
		if n == nil {
			continue
		}
		err := b.Add(ctx, int(x.scope), id, x.names[id],
			n[value.Text], n[value.Number], n[value.Date], n[value.YesNo])
		if err != nil {
			return err
		}
	}
	return b.Flush(ctx)
}

// numbersOf are the numbers of the attributes that go by the name in any spelling.
func (x *attributeNameIndex) numbersOf(name string) (numbers []uint32) {
	for id, spelled := range x.names {
		if value.FoldName(spelled) == value.FoldName(name) {
			numbers = append(numbers, id)
		}
	}
	return numbers
}
