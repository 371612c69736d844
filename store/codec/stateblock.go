package codec

import (
	"encoding/binary"
	"errors"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// BlockSlots is how many accounts have their states in one block. A block is small
// enough to be written again for a single account, and large enough to compress well.
const BlockSlots = 1 << 14

// State is what a rulebook said of an account: its status, as a number, and which
// conditions it matched on each side.
type State struct {
	Status        byte
	Adoption, Fit uint64
}

// A block is the states of up to BlockSlots consecutive slots, starting at a multiple
// of BlockSlots, compressed:
//
//	block  = zstd(version n:2 k:2 {status:1 adoption:8 fit:8}... low... high...)
//
// There are n slots with k different states, which are listed in the order in which they
// first come. Low and high are the bytes of the number of each slot's state in that list,
// and high is left out where k is at most 256. Numbers are little endian.
const (
	stateBlockVersion = 1
	stateBlockHeader  = 5
	stateSize         = 17
)

var errStateBlock = errors.New("damaged block of states")

var stateCompressor = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderConcurrency(1))
})

var stateDecompressor = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<20))
})

// EncodeStates makes a block of at most BlockSlots states.
func EncodeStates(states []State) ([]byte, error) {
	if len(states) > BlockSlots {
		return nil, errors.New("too many states for a block")
	}
	numbers := make(map[State]uint16)
	var distinct []State
	codes := make([]uint16, len(states))
	for i, s := range states {
		code, ok := numbers[s]
		if !ok {
			code = uint16(len(distinct))
			numbers[s] = code
			distinct = append(distinct, s)
		}
		codes[i] = code
	}
	raw := make([]byte, 0, stateBlockHeader+len(distinct)*stateSize+2*len(codes))
	raw = append(raw, stateBlockVersion)
	raw = binary.LittleEndian.AppendUint16(raw, uint16(len(states)))
	raw = binary.LittleEndian.AppendUint16(raw, uint16(len(distinct)))
	for _, s := range distinct {
		raw = append(raw, s.Status)
		raw = binary.LittleEndian.AppendUint64(raw, s.Adoption)
		raw = binary.LittleEndian.AppendUint64(raw, s.Fit)
	}
	for _, code := range codes {
		raw = append(raw, byte(code))
	}
	if len(distinct) > 1<<8 {
		for _, code := range codes {
			raw = append(raw, byte(code>>8))
		}
	}
	c, err := stateCompressor()
	if err != nil {
		return nil, err
	}
	return c.EncodeAll(raw, nil), nil
}

// DecodeStates is the states of a block.
func DecodeStates(block []byte) ([]State, error) {
	d, err := stateDecompressor()
	if err != nil {
		return nil, err
	}
	raw, err := d.DecodeAll(block, nil)
	if err != nil || len(raw) < stateBlockHeader || raw[0] != stateBlockVersion {
		return nil, errStateBlock
	}
	n, k := int(binary.LittleEndian.Uint16(raw[1:])), int(binary.LittleEndian.Uint16(raw[3:]))
	raw = raw[stateBlockHeader:]
	planes := 1
	if k > 1<<8 {
		planes = 2
	}
	if n > BlockSlots || k > n || len(raw) != k*stateSize+planes*n {
		return nil, errStateBlock
	}
	distinct := make([]State, k)
	for i := range distinct {
		one := raw[i*stateSize:]
		distinct[i] = State{one[0], binary.LittleEndian.Uint64(one[1:]), binary.LittleEndian.Uint64(one[9:])}
	}
	codes := raw[k*stateSize:]
	states := make([]State, n)
	for i := range states {
		code := int(codes[i])
		if planes == 2 {
			code |= int(codes[n+i]) << 8
		}
		if code >= k {
			return nil, errStateBlock
		}
		states[i] = distinct[code]
	}
	return states, nil
}
