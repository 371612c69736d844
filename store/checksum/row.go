package checksum

import (
	"encoding/binary"
	"hash/crc32"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// text is a value of a row.
type text interface{ ~string | ~[]byte }

// Hasher makes the sums of rows. It keeps its memory between calls. The zero value is
// ready. It is not for several goroutines at once.
type Hasher struct{ buffer []byte }

// begin starts a row.
func (h *Hasher) begin(k Kind, id int64) {
	h.buffer = binary.LittleEndian.AppendUint64(h.buffer[:0], uint64(k)<<56^uint64(id))
}

func (h *Hasher) integer(n int64) { h.buffer = binary.LittleEndian.AppendUint64(h.buffer, uint64(n)) }

// appendText appends a value with its length, so that no byte can move to its
// neighbour.
func appendText[T text](h *Hasher, value T) {
	h.buffer = binary.AppendUvarint(h.buffer, uint64(len(value)))
	h.buffer = append(h.buffer, value...)
}

// sum is the sum of the row that was begun. It is never 0.
func (h *Hasher) sum() uint32 { return max(1, crc32.Checksum(h.buffer, castagnoli)) }

// Known is the bit of the sum of an account that says whether it has a customer row.
const Known uint32 = 1

// Account is the sum of an account.
func Account[T text](h *Hasher, id int64, external, name T, known bool) uint32 {
	h.begin(Accounts, id)
	appendText(h, external)
	appendText(h, name)
	sum := h.sum() | 2 // so that it is not 0, whatever the last bit is
	if known {
		return sum | Known
	}
	return sum &^ Known
}

// Attributes is the sum of the attributes of an account or a contact.
func Attributes[T text](h *Hasher, k Kind, id int64, packed T) uint32 {
	h.begin(k, id)
	h.buffer = append(h.buffer, packed...)
	return h.sum()
}

// Contact is the sum of the external id of a contact.
func Contact[T text](h *Hasher, id int64, external T) uint32 {
	h.begin(Contacts, id)
	appendText(h, external)
	return h.sum()
}

// Membership is the sum of a membership. Those of an account are added up.
func Membership(h *Hasher, id, contact, account int64) uint32 {
	h.begin(Memberships, id)
	h.integer(contact)
	h.integer(account)
	return h.sum()
}

// LogPage is the sum of a page of logs.
func LogPage[T text](page int64, packed T) uint32 {
	var key [8]byte
	binary.LittleEndian.PutUint64(key[:], uint64(LogPages)<<56^uint64(page+1))
	return max(1, crc32.Update(crc32.Checksum(key[:], castagnoli), castagnoli, []byte(packed)))
}

// UndoPart is the sum of a part of what it takes to undo an import.
func UndoPart(h *Hasher, revision, part int64, packed []byte) uint32 {
	h.begin(UndoParts, part+1)
	h.integer(revision)
	h.buffer = append(h.buffer, packed...)
	return h.sum()
}

// Values is the sum of a row of any values that database/sql gives: int64, string,
// []byte, float64, bool or nil.
func (h *Hasher) Values(k Kind, id int64, values ...any) uint32 {
	h.begin(k, id)
	for _, value := range values {
		switch v := value.(type) {
		case int64:
			h.buffer = append(h.buffer, 'i')
			h.integer(v)
		case string:
			h.buffer = append(h.buffer, 't')
			appendText(h, v)
		case []byte:
			h.buffer = append(h.buffer, 'b')
			appendText(h, v)
		case nil:
			h.buffer = append(h.buffer, 'n')
		default: // a number with a fraction, where the schema allows none
			h.buffer = append(h.buffer, '?')
		}
	}
	return h.sum()
}

// trailerSize is how many bytes [AppendTrailer] appends.
const trailerSize = 4

// AppendTrailer appends the sum of a cached value to it, which covers its key.
func AppendTrailer(packed []byte, key ...any) []byte {
	return binary.LittleEndian.AppendUint32(packed, trailer(packed, key))
}

// CutTrailer is the cached value without its sum. It is false when the sum does not
// fit.
func CutTrailer(packed []byte, key ...any) ([]byte, bool) {
	n := len(packed) - trailerSize
	if n < 0 {
		return nil, false
	}
	value := packed[:n:n]
	return value, binary.LittleEndian.Uint32(packed[n:]) == trailer(value, key)
}

func trailer(packed []byte, key []any) uint32 {
	var h Hasher
	return crc32.Update(h.Values(0, 0, key...), castagnoli, packed)
}
