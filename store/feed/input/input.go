package input

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"

	"trialist/store/feed/chars"
	"trialist/store/feed/notes"
	"trialist/store/feed/zip"
)

// HeadSize is how much of a file is read to recognise it: thousands of rows, which settle
// the formats of columns.
const HeadSize = 1 << 20 // bytes

// byteOrderMark is at the start of UTF-8 files of some programs, mostly on Windows.
var byteOrderMark = []byte("\ufeff")

// Text is the decompressed text of one file. Its head is kept in memory, and it can be read
// again from its start. A stream is copied to a temporary file first, see spool.go.
type Text struct {
	Name      string // as errors call it
	Head      []byte // the first HeadSize bytes, or all there is, as UTF-8 without a byte order mark
	Complete  bool   // head is all there is
	Size      int64  // on disk; 0 when unknown
	BytesRead int64  // bytes taken from the file so far in this pass, as on disk

	// Zipped says that the bytes are a zip file, which has no text to read; see [Text.Raw].
	Zipped bool

	packed    bool // it is compressed
	encoding  Encoding
	onlyASCII bool // so far, and so the encoding is not decided
	Notes     notes.List

	raw      rawBytes  // the bytes before decompression and decoding
	rest     io.Reader // what follows the head, decompressed and as UTF-8
	headLeft []byte    // of the head, not yet read in this pass

	file   *os.File // opened here, to be closed; nil for a stream of the caller's
	remove string   // path of the temporary copy where it could not be removed at once
}

// rawBytes are all bytes of a file or of a stream that was spooled.
type rawBytes interface {
	io.ReadSeeker
	io.ReaderAt
}

// Options is what the user says about the text of a file.
type Options struct {
	Encoding Encoding                    // of the text; zero to find out
	Stdin    io.Reader                   // what the path "-" reads
	Stream   func(path string) io.Reader // opens what is not a regular file, such as a named pipe; nil opens it as a file
	Spooled  func(bytes int64)           // called with the number of bytes of a stream so far; may be nil

	Head int // bytes read to recognise the file; 0 is HeadSize; smaller in tests
}

// Open opens path, or standard input for "-", and reads its head. Errors
// start with the path.
func Open(path string, o Options) (*Text, error) {
	in := &Text{Name: path}
	if path == "-" {
		in.Name = "standard input"
	}
	if err := in.open(path, o); err != nil {
		in.Close() //nolint:errcheck // only read from; the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return in, nil
}

// OpenReader opens a reader under a name, as if it were standard input.
func OpenReader(name string, r io.Reader, o Options) (*Text, error) {
	in := &Text{Name: name}
	err := in.spool(r, o)
	if err == nil {
		err = in.openText(o)
	}
	if err != nil {
		in.Close() //nolint:errcheck // only read from; the first error is the one to tell
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return in, nil
}

// Raw are the bytes before decompression and decoding, and their number.
func (in *Text) Raw() (io.ReaderAt, int64) { return in.raw, in.Size }

func (in *Text) open(path string, o Options) error {
	if err := in.openRaw(path, o); err != nil {
		return err
	}
	return in.openText(o)
}

// openText reads the head of the text, unless the bytes are an archive.
func (in *Text) openText(o Options) error {
	magic := make([]byte, 4)
	if n, err := in.raw.ReadAt(magic, 0); err != nil && !errors.Is(err, io.EOF) {
		return readError(err)
	} else if in.Zipped = zip.Is(magic[:n]); in.Zipped {
		return nil
	}
	if string(magic) == "\xd0\xcf\x11\xe0" {
		return errors.New("is an Excel file of the old kind (.xls), or one with a password; save it as .xlsx without a password, or as CSV")
	}
	if err := in.unpack(); err != nil {
		return err
	}
	head, err := readHead(in.rest, cmp.Or(o.Head, HeadSize), in.Size)
	if in.Complete = errors.Is(err, io.EOF); err != nil && !in.Complete {
		return readError(err)
	}
	if in.encoding = o.Encoding; in.encoding.name == "" {
		if err := in.findEncoding(head); err != nil {
			return err
		}
	}
	return in.decode(head, cmp.Or(o.Head, HeadSize))
}

// openRaw opens the bytes. A stream has been read to its end when it returns.
func (in *Text) openRaw(path string, o Options) error {
	switch {
	case path == "-" && o.Stdin == nil:
		return errors.New("there is none to read")
	case path == "-":
		return in.spool(o.Stdin, o)
	case o.Stream != nil && isStream(path):
		return in.spool(o.Stream(path), o)
	}
	file, err := os.Open(path) // #nosec G304 -- the user names the file to read
	if err != nil {
		return fileCause(err)
	}
	in.file = file
	info, err := file.Stat()
	switch {
	case err != nil:
		return fileCause(err)
	case info.IsDir():
		return errors.New("is a folder; name the files in it")
	case !info.Mode().IsRegular():
		in.file = nil
		defer file.Close() //nolint:errcheck // it was only read from
		return in.spool(file, o)
	}
	in.raw, in.Size = file, info.Size()
	return nil
}

// decode makes the head of the text from the head of the decompressed bytes.
func (in *Text) decode(head []byte, most int) error {
	if in.Complete {
		text, err := io.ReadAll(in.encoding.decoded(bytes.NewReader(head)))
		if err != nil {
			return readError(err)
		}
		in.Head = bytes.TrimPrefix(text, byteOrderMark)
		return in.Rewind()
	}
	if err := in.Rewind(); err != nil {
		return err
	}
	text, err := readHead(in.rest, most, in.Size)
	if in.Complete = errors.Is(err, io.EOF); err != nil && !in.Complete {
		return readError(err)
	}
	in.Head, in.headLeft = text, text
	return nil
}

// isStream reports whether the file at path is a pipe or a device rather than a regular file.
func isStream(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// unpack makes rest read the decompressed bytes of raw from where it stands.
func (in *Text) unpack() (err error) {
	in.BytesRead = 0
	in.rest, in.packed, err = unpack(&countingReader{from: in.raw, n: &in.BytesRead})
	return err
}

// unpack reads the decompressed bytes of raw, which are packed or not.
func unpack(raw io.Reader) (text io.Reader, packed bool, err error) {
	magic := make([]byte, 2)
	n, err := readFull(raw, magic)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, readError(err)
	}
	whole := &prefixReader{prefix: magic[:n], from: raw}
	if n < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return whole, false, nil
	}
	unzipped, err := gzip.NewReader(whole)
	if err != nil {
		return nil, true, readError(err)
	}
	return unzipped, true, nil
}

// Read yields the decompressed bytes of this pass.
func (in *Text) Read(p []byte) (int, error) {
	if len(in.headLeft) > 0 {
		n := copy(p, in.headLeft)
		in.headLeft = in.headLeft[n:]
		return n, nil
	}
	if in.Complete {
		return 0, io.EOF
	}
	n, err := in.rest.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, readError(err)
	}
	if in.onlyASCII && !chars.IsASCII(p[:n]) {
		return in.decodeFrom(p[:n]) // the next Read returns the end again
	}
	return n, err
}

// Rewind starts another pass over the text.
func (in *Text) Rewind() error {
	if in.Complete {
		in.headLeft = in.Head
		return nil
	}
	return in.pass(in.begin)
}

// Again is the same text for another reader, which reads on its own. It is of use until the
// text is closed, and has no notes.
func (in *Text) Again() (*Text, error) {
	other := &Text{
		Name: in.Name, Head: in.Head, Complete: in.Complete, Size: in.Size, packed: in.packed, encoding: in.encoding, onlyASCII: in.onlyASCII,
		raw: io.NewSectionReader(in.raw, 0, in.Size),
	}
	return other, other.Rewind()
}

// Replace replaces the whole text.
func (in *Text) Replace(text []byte) { in.Head, in.headLeft, in.Complete = text, text, true }

// begin starts a pass over the text of r, without its byte order mark.
func (in *Text) begin(r io.Reader) error {
	text := in.encoding.decoded(r)
	mark := make([]byte, len(byteOrderMark))
	n, err := readFull(text, mark)
	if err != nil && !errors.Is(err, io.EOF) {
		return readError(err)
	}
	in.rest, in.headLeft = text, nil
	if mark = mark[:n]; !bytes.Equal(mark, byteOrderMark) {
		in.rest = &prefixReader{prefix: mark, from: text}
	}
	return nil
}

// pass calls read with the decompressed bytes from their start.
func (in *Text) pass(read func(r io.Reader) error) error {
	if _, err := in.raw.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("cannot be read twice: %w", fileCause(err))
	}
	if err := in.unpack(); err != nil {
		return err
	}
	return read(in.rest)
}

// Close closes what was opened here and removes the temporary copy.
func (in *Text) Close() error {
	var err error
	if in.file != nil {
		err = in.file.Close()
		in.file = nil
	}
	if in.remove != "" {
		err = errors.Join(err, os.Remove(in.remove))
		in.remove = ""
	}
	return err
}
