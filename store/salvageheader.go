package store

import (
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"os"
)

// headerSize is the size of the header of a database file, see
// sqlite.org/fileformat2.html.
const headerSize = 100

// Where the numbers of a header are.
const (
	headerChanges     = 24 // how often the file was changed
	headerPages       = 28 // how many pages it has
	headerApplication = 68
	headerValidFor    = 92 // the number of changes for which the number of pages is right
)

// constantHeader are the parts of the header that every workspace has, by their place.
func constantHeader() map[int][]byte {
	return map[int][]byte{
		0:                 []byte("SQLite format 3\x00"),
		16:                {pageSize >> 8, pageSize & 0xff, 2, 2, 0, 64, 32, 32}, // with a write-ahead log, and no bytes reserved
		44:                {0, 0, 0, 4},                                          // format of the schema
		56:                {0, 0, 0, 1},                                          // UTF-8
		headerApplication: binary.BigEndian.AppendUint32(nil, applicationID),
	}
}

// pageSize is the size of a page of a workspace, in bytes.
const pageSize = 4096

// maxWrongBits is how many bits of the header may be wrong in a file that is taken for
// a workspace. More are of a file of another kind.
const maxWrongBits = 16

// mendHeader puts the header of the copy right.
func (v *salvage) mendHeader() (err error) {
	file, err := os.OpenFile(v.path, os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(file, header); err != nil {
		return Errorf(ErrNotWorkspace, "%s is no workspace: it is too short", v.original)
	}
	wrong := 0
	for at, want := range constantHeader() {
		for i, b := range want {
			wrong += bits.OnesCount8(header[at+i] ^ b)
		}
		copy(header[at:], want)
	}
	if wrong > maxWrongBits {
		return Errorf(ErrNotWorkspace, "%s is not a trialist workspace, or nothing is left of its start", v.original)
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	pages := uint32(info.Size() / pageSize)
	sure := [4]byte(header[headerChanges:]) == [4]byte(header[headerValidFor:])
	if !exists(v.path+"-wal") && sure && binary.BigEndian.Uint32(header[headerPages:]) != pages {
		binary.BigEndian.PutUint32(header[headerPages:], pages)
		wrong++
	}
	if wrong == 0 {
		return nil
	}
	v.note("the header of the file was damaged")
	_, err = file.WriteAt(header, 0)
	return err
}
