package store

import (
	"encoding/binary"
	"hash/maphash"
)

// idMap numbers external ids from 1 in the order they are first seen. A file of
// events looks up one id a row, in no order, so almost every look-up of a large
// workspace waits for memory: keys lie inside the table, two entries to a cache
// line, and a batch is looked up in two sweeps, so that the waits overlap.
type idMap struct {
	seed    maphash.Seed
	entries []idEntry
	mask    uint64
	used    int
	long    []byte // keys that do not fit an entry
}

// idEntry is 32 bytes. A long key keeps its hash and where it lies instead.
type idEntry struct {
	id   uint32 // 0 in a free entry
	size uint8  // of the key, or longKey
	key  [inlineKey]byte
}

const (
	inlineKey = 27
	longKey   = inlineKey + 1
)

// newIDMap is a map with room for n ids.
func newIDMap(n int) *idMap {
	size := 1024
	for size < n+n/2 {
		size *= 2
	}
	return &idMap{seed: maphash.MakeSeed(), entries: make([]idEntry, size), mask: uint64(size - 1)}
}

func (m *idMap) hash(key []byte) uint64 { return maphash.Bytes(m.seed, key) }

// intern is the number of the key, which is the next one when the key is new.
func (m *idMap) intern(key []byte) (id uint32, fresh bool) {
	return m.internHashed(key, m.hash(key))
}

func (m *idMap) internHashed(key []byte, hash uint64) (id uint32, fresh bool) {
	at := hash & m.mask
	for ; m.entries[at].id != 0; at = (at + 1) & m.mask {
		if m.is(&m.entries[at], key, hash) {
			return m.entries[at].id, false
		}
	}
	m.used++
	id = uint32(m.used)
	m.put(&m.entries[at], key, hash, id)
	if m.used*4 > len(m.entries)*3 {
		m.grow()
	}
	return id, true
}

// warm reads where the hashes lead, so that the look-ups to come find it in the
// cache. The result means nothing; it keeps the reads from being left out.
func (m *idMap) warm(hashes []uint64) uint32 {
	sum := uint32(0)
	for _, hash := range hashes {
		sum += m.entries[hash&m.mask].id
	}
	return sum
}

func (m *idMap) is(e *idEntry, key []byte, hash uint64) bool {
	if len(key) <= inlineKey {
		return int(e.size) == len(key) && string(e.key[:len(key)]) == string(key)
	}
	return e.size == longKey && binary.LittleEndian.Uint64(e.key[:]) == hash && string(m.longKey(e)) == string(key)
}

func (m *idMap) longKey(e *idEntry) []byte {
	start := binary.LittleEndian.Uint64(e.key[8:])
	size := binary.LittleEndian.Uint64(e.key[16:])
	return m.long[start : start+size]
}

func (m *idMap) put(e *idEntry, key []byte, hash uint64, id uint32) {
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

func (m *idMap) grow() {
	old := m.entries
	m.entries = make([]idEntry, 2*len(old))
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
			hash = m.hash(e.key[:e.size])
		}
		at := hash & m.mask
		for m.entries[at].id != 0 {
			at = (at + 1) & m.mask
		}
		m.entries[at] = *e
	}
}
