package idmap

import (
	"encoding/binary"
	"hash/maphash"
	"iter"
	"math/bits"
)

// Map is a hash map that numbers external ids from 1, in the order in which they
// are first seen. A file of events looks up an id for every row, in no order, so in a
// large workspace almost every look-up waits for memory. To wait only once, the keys
// lie inside the table, two entries to a cache line.
type Map struct {
	seed    [3]uint64
	entries []entry
	mask    uint64
	used    int    // entries that are not free
	Last    uint32 // the highest number
	long    []byte // the keys that do not fit an entry
}

// entry takes 32 bytes. In place of a long key it has the key's hash, and where it
// lies in long.
type entry struct {
	id   uint32 // 0 in a free entry
	size uint8  // length of the key, or longKey
	key  [inlineKey]byte
}

const (
	inlineKey = 27
	longKey   = inlineKey + 1
)

// New is a map with room for n ids.
func New(n int) *Map {
	size := tableSize(n)
	m := &Map{entries: newEntries(size), mask: uint64(size - 1)}
	for i := range m.seed {
		m.seed[i] = maphash.Comparable(maphash.MakeSeed(), i)
	}
	return m
}

// newEntries are free entries. They are cleared although they are zero: the operating
// system provides memory when it is first touched, which takes a fraction of the time
// when that is done in order and by writing.
func newEntries(size int) []entry {
	entries := make([]entry, size)
	clear(entries)
	return entries
}

// tableSize is the number of entries of a map with room for n ids.
func tableSize(n int) int {
	size := 1024
	for size < n+n/2 {
		size *= 2
	}
	return size
}

// maxReserved is how many ids room is made for before they are seen.
const maxReserved = 1 << 22

// Reserve makes room for about n more ids, so that they need not be moved to larger
// tables time and again as they come.
func (m *Map) Reserve(n int) {
	if size := tableSize(m.used + min(n, maxReserved)); size > len(m.entries) {
		m.resize(size)
	}
}

// Hash mixes the key with a random seed, as a file from outside could hold ids that
// are made to collide. Most ids have 8 to 16 bytes. Two multiplications mix these in
// a third of the time that a hash for any length takes.
func (m *Map) Hash(key []byte) uint64 {
	n := len(key)
	var a, b uint64
	switch {
	case n > 16:
		return m.hashLong(key)
	case n >= 8:
		a, b = binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[n-8:])
	case n >= 4:
		a, b = uint64(binary.LittleEndian.Uint32(key)), uint64(binary.LittleEndian.Uint32(key[n-4:]))
	case n > 0:
		a, b = uint64(key[0])<<8|uint64(key[n/2]), uint64(key[n-1])
	}
	return m.mix(a, b, uint64(n))
}

// mix mixes three words into one.
func (m *Map) mix(a, b, c uint64) uint64 {
	high, low := bits.Mul64(a^m.seed[0], b^m.seed[1])
	high, low = bits.Mul64(high^m.seed[2], low^c)
	return high ^ low
}

// hashLong is the hash of a key of more than 16 bytes.
func (m *Map) hashLong(key []byte) uint64 {
	sum := uint64(len(key))
	for ; len(key) > 16; key = key[16:] {
		sum = m.mix(binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[8:]), sum)
	}
	var last [16]byte
	copy(last[:], key)
	return m.mix(binary.LittleEndian.Uint64(last[:]), binary.LittleEndian.Uint64(last[8:]), sum)
}

// bucket is the first entry where a key with the hash may be. It is the start of a
// cache line, so that the next entry is loaded with it.
func (m *Map) bucket(hash uint64) uint64 { return hash & m.mask &^ 1 }

// GetOrInsert is the number of the key. A new key gets the next number.
func (m *Map) GetOrInsert(key []byte) (id uint32, fresh bool) {
	return m.GetOrInsertHashed(key, m.Hash(key))
}

// GetOrInsertHashed is getOrInsert for a key with the hash.
func (m *Map) GetOrInsertHashed(key []byte, hash uint64) (id uint32, fresh bool) {
	at := m.probe(key, hash)
	if id = m.entries[at].id; id != 0 {
		return id, false
	}
	m.Last++
	m.insert(at, key, hash, m.Last)
	return m.Last, true
}

// Touch loads the entries of the hashes into the cache, where the look-ups that follow
// find them. The loads do not depend on one another, so that the processor waits for
// many of them at once: in a large map that takes a third of the time. The result
// keeps them from being optimized away.
func (m *Map) Touch(hashes []uint64) uint32 {
	sum := uint32(0)
	for _, hash := range hashes {
		sum += m.entries[m.bucket(hash)].id
	}
	return sum
}

// probe is the entry of the key, or the free entry where it belongs.
func (m *Map) probe(key []byte, hash uint64) uint64 {
	at := m.bucket(hash)
	for m.entries[at].id != 0 && !m.matches(&m.entries[at], key, hash) {
		at = (at + 1) & m.mask
	}
	return at
}

// Has reports whether the key is in the map.
func (m *Map) Has(key []byte) bool { return m.entries[m.probe(key, m.Hash(key))].id != 0 }

// Add inserts a key that is not in the map under a number.
func (m *Map) Add(key []byte, id uint32) {
	hash := m.Hash(key)
	m.insert(m.probe(key, hash), key, hash, id)
	m.Last = max(m.Last, id)
}

// insert puts the key into a free entry.
func (m *Map) insert(at uint64, key []byte, hash uint64, id uint32) {
	m.used++
	m.fill(&m.entries[at], key, hash, id)
	if m.used*4 > len(m.entries)*3 {
		m.resize(2 * len(m.entries))
	}
}

// All is the numbers and keys, in no order. A key is valid until the next one.
func (m *Map) All() iter.Seq2[uint32, []byte] {
	return func(yield func(uint32, []byte) bool) {
		for i := range m.entries {
			e := &m.entries[i]
			if e.id == 0 {
				continue
			}
			key := e.key[:min(int(e.size), inlineKey)]
			if e.size == longKey {
				key = m.longKey(e)
			}
			if !yield(e.id, key) {
				return
			}
		}
	}
}

// matches reports whether the entry holds the key.
func (m *Map) matches(e *entry, key []byte, hash uint64) bool {
	n := len(key)
	switch {
	case n > inlineKey:
		return e.size == longKey && binary.LittleEndian.Uint64(e.key[:]) == hash && string(m.longKey(e)) == string(key)
	case int(e.size) != n:
		return false
	case n >= 8 && n <= 16: // as most are: comparing two words takes less than a call
		return binary.LittleEndian.Uint64(e.key[:]) == binary.LittleEndian.Uint64(key) &&
			binary.LittleEndian.Uint64(e.key[n-8:]) == binary.LittleEndian.Uint64(key[n-8:])
	}
	return string(e.key[:n]) == string(key)
}

func (m *Map) longKey(e *entry) []byte {
	start := binary.LittleEndian.Uint64(e.key[8:])
	size := binary.LittleEndian.Uint64(e.key[16:])
	return m.long[start : start+size]
}

func (m *Map) fill(e *entry, key []byte, hash uint64, id uint32) {
	e.id = id
	if len(key) <= inlineKey {
		e.size = uint8(len(key))
		copy(e.key[:], key)
		return
	}
	e.size = longKey
	binary.LittleEndian.PutUint64(e.key[:], hash)
	binary.LittleEndian.PutUint64(e.key[8:], uint64(len(m.long)))
	binary.LittleEndian.PutUint64(e.key[16:], uint64(len(key)))
	m.long = append(m.long, key...)
}

// resize moves the entries to a table of the size.
func (m *Map) resize(size int) {
	old := m.entries
	m.entries = newEntries(size)
	m.mask = uint64(len(m.entries) - 1)
	for i := range old {
		e := &old[i]
		if e.id == 0 {
			continue
		}
		hash := uint64(0)
		if e.size == longKey {
			hash = binary.LittleEndian.Uint64(e.key[:])
		} else {
			hash = m.Hash(e.key[:e.size])
		}
		at := m.bucket(hash)
		for m.entries[at].id != 0 {
			at = (at + 1) & m.mask
		}
		m.entries[at] = *e
	}
}
