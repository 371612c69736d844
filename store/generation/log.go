package generation

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// Log is what a write-ahead log has: the transactions that were committed to it
// since it was last begun anew.
type Log struct {
	salts    [8]byte // of this log, others when it is begun anew
	pageSize int
	frames   []frame // of committed transactions
	rows     []loggedRow
}

// frame is a page as a transaction has left it.
type frame struct {
	page uint32
	at   int64 // of its content in the log
}

// loggedRow is the row of the table with the page that it is on.
type loggedRow struct {
	Row
	page uint32
}

const (
	logHeaderSize   = 32
	frameHeaderSize = 24
	logMagic        = 0x377f0682 // plus 1 where the checksums are of big-endian words
	logVersion      = 3007000
)

// readLog reads a write-ahead log up to the first frame that is not whole or of an
// earlier log, as SQLite does when it recovers. What follows the last commit does not
// count. An empty file is an empty log.
func readLog(file io.ReaderAt, size int64) (*Log, error) {
	log := &Log{}
	r := bufio.NewReaderSize(io.NewSectionReader(file, 0, size), 1<<20)
	header := make([]byte, logHeaderSize)
	if _, err := io.ReadFull(r, header); err != nil {
		return log, ignoreEnd(err)
	}
	magic := binary.BigEndian.Uint32(header)
	sum := checksum{order: binary.LittleEndian}
	if magic == logMagic+1 {
		sum.order = binary.BigEndian
	}
	sum.add(header[:24])
	log.pageSize = int(binary.BigEndian.Uint32(header[8:]))
	if magic&^1 != logMagic || binary.BigEndian.Uint32(header[4:]) != logVersion || !sum.is(header[24:]) ||
		log.pageSize < 512 || log.pageSize > 1<<16 || log.pageSize&(log.pageSize-1) != 0 {
		return log, nil
	}
	log.salts = [8]byte(header[16:24])
	return log, log.readFrames(r, sum)
}

func (l *Log) readFrames(r io.Reader, sum checksum) error {
	buffer := make([]byte, frameHeaderSize+l.pageSize)
	committed := Log{}
	for at := int64(logHeaderSize); ; at += int64(len(buffer)) {
		if _, err := io.ReadFull(r, buffer); err != nil {
			return ignoreEnd(err)
		}
		header, content := buffer[:frameHeaderSize], buffer[frameHeaderSize:]
		sum.add(header[:8])
		sum.add(content)
		if !bytes.Equal(header[8:16], l.salts[:]) || !sum.is(header[16:]) {
			return nil
		}
		page := binary.BigEndian.Uint32(header)
		committed.frames = append(committed.frames, frame{page, at + frameHeaderSize})
		if row, ok := parsePage(content); ok {
			committed.rows = append(committed.rows, loggedRow{row, page})
		}
		if binary.BigEndian.Uint32(header[4:]) != 0 { // the last of its transaction
			l.frames, l.rows = append(l.frames, committed.frames...), append(l.rows, committed.rows...)
			committed = Log{}
		}
	}
}

// empty reports whether the log has no transaction.
func (l *Log) empty() bool { return len(l.frames) == 0 }

// equal reports whether nothing was committed between reading the two, and the log
// was not begun anew.
func (l *Log) equal(other *Log) bool {
	return l.salts == other.salts && len(l.frames) == len(other.frames)
}

// checksum is that of the frames before, which runs through the whole log.
type checksum struct {
	order  binary.ByteOrder
	s0, s1 uint32
}

func (c *checksum) add(b []byte) {
	if c.order == binary.LittleEndian { // on every machine of today; the calls through the interface cost most of the time
		for ; len(b) >= 8; b = b[8:] {
			c.s0 += binary.LittleEndian.Uint32(b) + c.s1
			c.s1 += binary.LittleEndian.Uint32(b[4:]) + c.s0
		}
		return
	}
	for ; len(b) >= 8; b = b[8:] {
		c.s0 += c.order.Uint32(b) + c.s1
		c.s1 += c.order.Uint32(b[4:]) + c.s0
	}
}

func (c *checksum) is(b []byte) bool {
	return binary.BigEndian.Uint32(b) == c.s0 && binary.BigEndian.Uint32(b[4:]) == c.s1
}

func ignoreEnd(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF { //nolint:errorlint // as io.ReadFull returns them
		return nil
	}
	return err
}
