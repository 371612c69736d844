package codec

import (
	"encoding/binary"
	"fmt"

	"trialist/scoring/eventlog"
	"trialist/scoring/varint"
)

// PageSlots is how many accounts have their logs in one page. Reading a row through
// SQLite costs a microsecond, however large it is. So a million logs of 80 bytes are
// read in a tenth of the time when a row has a hundred of them. And such a page is
// still small enough to be rewritten for a single event.
const PageSlots = 128

// LogPage is the logs of PageSlots consecutive slots, starting at a multiple of
// PageSlots:
//
//	page = version {size log}...
//
// There is a size for each slot, an unsigned varint that is 0 without a log. Slots
// after the last log are left out. Equal logs make equal pages.
type LogPage []byte

const logPageVersion = 1

// ErrLogPage is the error for a page that is damaged.
var ErrLogPage = fmt.Errorf("%w: the page cannot be read", eventlog.ErrDamaged)

// PageIndex is the page of a slot and its place in the page.
func PageIndex(slot int) (page int64, place int) { return int64(slot / PageSlots), slot % PageSlots }

// Each visits the logs with their places, in order. A log aliases the page.
func (p LogPage) Each(visit func(place int, log eventlog.Log) error) error {
	r := varint.NewReader(p)
	if r.Byte() != logPageVersion {
		return ErrLogPage
	}
	for place := 0; r.Len() > 0; place++ {
		log := r.Bytes(int(r.Uint()))
		if r.Damaged() || place == PageSlots {
			return ErrLogPage
		}
		if len(log) == 0 {
			continue
		}
		if err := visit(place, eventlog.Log(log)); err != nil {
			return err
		}
	}
	return nil
}

// Decode fills in the log of every place, nil without one. The logs alias the page.
func (p LogPage) Decode(into *[PageSlots]eventlog.Log) error {
	clear(into[:])
	return p.Each(func(place int, log eventlog.Log) error {
		into[place] = log
		return nil
	})
}

// EncodeLogPage appends the page of the logs to b.
func EncodeLogPage(b []byte, logs *[PageSlots]eventlog.Log) []byte {
	b = append(b, logPageVersion)
	last := PageSlots
	for last > 0 && len(logs[last-1]) == 0 {
		last--
	}
	for _, log := range logs[:last] {
		b = binary.AppendUvarint(b, uint64(len(log)))
		b = append(b, log...)
	}
	return b
}
