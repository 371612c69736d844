package input

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/klauspost/compress/gzip"

	"trialist/store/feed/chars"
	"trialist/store/feed/notes"
	"trialist/store/feed/zip"
)

// HeadSize is how much of a file is looked at to recognise it: enough for the
// thousands of rows that settle the format of a column.
const HeadSize = 1 << 20 // bytes

// byteOrderMark starts UTF-8 files of programs that were born with UTF-16.
var byteOrderMark = []byte("\ufeff")

// Text is the text of one file, decompressed. Its head is kept in memory, and it can
// be read again from its start. A stream is spooled first, see [input.spool].
type Text struct {
	Name      string // as errors call it
	Head      []byte // the first HeadSize bytes, or all there is, as UTF-8 without a byte order mark
	Complete  bool   // head is all there is
	Size      int64  // on disk; 0 when unknown
	BytesRead int64  // bytes taken from the file so far in this pass, as on disk

	// Zipped is that the bytes are an archive, of which there is no text to be read
	// here, see [Text.Raw].
	Zipped bool

	packed    bool // it is compressed
	encoding  Encoding
	onlyASCII bool // so far, and so the encoding is not decided
	Notes     notes.List

	raw      rawBytes  // the bytes as they lie
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
	Stream   func(path string) io.Reader // reads what is no regular file, such as a named pipe; nil reads it as one
	Spooled  func(bytes int64)           // told how much of a stream has come; nil tells nobody

	Head int // bytes looked at to recognise the file; 0 is HeadSize, tests make do with less
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

// OpenReader opens what a reader gives up to its end, under a name, as if it were
// standard input.
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

// Raw are the bytes as they lie, and how many they are.
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
	head, err := readHead(in.rest, cmp.Or(o.Head, HeadSize))
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

// openRaw opens the bytes as they lie. A stream has ended when it returns.
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

// decode makes the head of text out of that of bytes.
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
	text, err := readHead(in.rest, most)
	if in.Complete = errors.Is(err, io.EOF); err != nil && !in.Complete {
		return readError(err)
	}
	in.Head, in.headLeft = text, text
	return nil
}

// isStream reports whether there is something at path that can be read only as
// fast as somebody writes it.
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
		return in.decodeFrom(p[:n]) // the next Read comes upon the end once more
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

// Replace makes text all that there is to read.
func (in *Text) Replace(text []byte) { in.Head, in.headLeft, in.Complete = text, text, true }

// begin makes the text of r that of this pass, without a byte order mark.
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

// pass hands the decompressed bytes from the first on to read.
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

// readError words what went wrong while reading.
func readError(err error) error {
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("is damaged: the compressed data ends early or is wrong; get the file again")
	}
	return fmt.Errorf("cannot be read: %w", fileCause(err))
}

// fileCause is what a file operation failed of, without the operation and the path,
// which the message has already.
func fileCause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// readFull fills p as far as the reader goes. Unlike [io.ReadFull] it leaves
// the reader's error as it is, so that the end of the file can be told from a
// compressed file that was cut.
func readFull(r io.Reader, p []byte) (int, error) {
	n := 0
	for n < len(p) {
		got, err := r.Read(p[n:])
		n += got
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// readHead reads up to most bytes, in memory of about their size.
func readHead(r io.Reader, most int) ([]byte, error) {
	head := make([]byte, 0, min(most, 16<<10))
	for {
		n, err := readFull(r, head[len(head):cap(head)])
		head = head[:len(head)+n]
		if err != nil || len(head) == most {
			return head, err
		}
		head = slices.Grow(head, min(3*len(head), most-len(head)))
		head = head[:len(head):min(cap(head), most)]
	}
}

// countingReader counts what is read through it.
type countingReader struct {
	from io.Reader
	n    *int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	*c.n += int64(n)
	return n, err
}

// prefixReader reads the few bytes that were looked at already, then the rest.
type prefixReader struct {
	prefix []byte
	from   io.Reader
}

func (r *prefixReader) Read(p []byte) (int, error) {
	if len(r.prefix) > 0 {
		n := copy(p, r.prefix)
		r.prefix = r.prefix[n:]
		return n, nil
	}
	return r.from.Read(p)
}
