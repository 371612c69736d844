package zip

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Limits of unpacking. Tables compress to about a twentieth, those of equal rows to a two
// hundredth, zip bombs to a thousandth.
const (
	maxFiles     = 1000
	maxExpansion = 300     // times the size of the archive
	freeBytes    = 1 << 30 // that any archive may unpack to
)

// Is reports whether a file that starts with head is a zip file.
func Is(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// Archive is a zip file.
type Archive struct {
	reader *zip.Reader
	left   int64 // bytes that may still be unpacked
	limit  int64 // value of left at first
}

// File is a file in an archive.
type File struct {
	Name    string // with its folders; cleaned for display
	archive *Archive
	file    *zip.File
}

// Open reads the directory of a zip file of a size. The error says that it is damaged or has
// too many files.
func Open(from io.ReaderAt, size int64) (*Archive, error) {
	r, err := zip.NewReader(from, size)
	if err != nil {
		return nil, errors.New("is damaged: it starts as a zip file, and its list of files cannot be read; get the file again")
	}
	most := max(freeBytes, maxExpansion*size)
	return &Archive{reader: r, left: most, limit: most}, nil
}

// Has reports whether there is a file of exactly that name.
func (a *Archive) Has(name string) bool { return a.find(name) != nil }

func (a *Archive) find(name string) *zip.File {
	i := slices.IndexFunc(a.reader.File, func(f *zip.File) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return a.reader.File[i]
}

// Reader opens the file of exactly that name. See [IsMissing] for when there is none.
func (a *Archive) Reader(name string) (io.ReadCloser, error) {
	f := a.find(name)
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, errMissing)
	}
	return (&File{Name: name, archive: a, file: f}).Open()
}

// errMissing is the error for a file that the archive does not have.
var errMissing = errors.New("is not in the zip file")

// IsMissing reports whether the error is that a file is not in the archive.
func IsMissing(err error) bool { return errors.Is(err, errMissing) }

// DataFiles lists the files that could hold rows, sorted by name, and the names of the
// others.
func (a *Archive) DataFiles() (files []*File, others []string, err error) {
	if len(a.reader.File) > maxFiles {
		return nil, nil, fmt.Errorf("is a zip file of %d files; unpack it, and import those with rows", len(a.reader.File))
	}
	for _, f := range a.reader.File {
		name := cleanName(f.Name)
		switch {
		case f.FileInfo().IsDir() || isSystemFile(f.Name):
		case !f.Mode().IsRegular() || !holdsRows(f.Name):
			others = append(others, name)
		default:
			files = append(files, &File{Name: name, archive: a, file: f})
		}
	}
	slices.SortStableFunc(files, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
	return files, others, nil
}

// cleanName is a name without unprintable characters and without a way out of its folder.
func cleanName(name string) string {
	const longest = 200
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "_"))
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if len(name) > longest {
		name = "…" + strings.ToValidUTF8(name[len(name)-longest:], "")
	}
	return name
}

// isSystemFile reports whether a file was added by the program that packed the archive.
func isSystemFile(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") || base == "Thumbs.db" || base == "desktop.ini"
}

// holdsRows reports whether a file could hold rows, by the end of its name.
func holdsRows(name string) bool {
	base := strings.ToLower(path.Base(name))
	if strings.HasPrefix(base, "readme") || strings.HasPrefix(base, "license") {
		return false
	}
	switch path.Ext(strings.TrimSuffix(base, ".gz")) {
	case "", ".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl", ".ndjson", ".log", ".xlsx", ".xlsm":
		return true
	}
	return false
}

// Open opens the file. Reading fails beyond the limit of the archive.
func (f *File) Open() (io.ReadCloser, error) {
	const encrypted = 1
	if f.file.Flags&encrypted != 0 {
		return nil, errors.New("is protected by a password; unpack it, and import the files in it")
	}
	r, err := f.file.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return nil, errors.New("is packed in a way that is not understood; unpack it, and import the files in it")
	case err != nil:
		return nil, errDamaged
	}
	return &boundedReader{from: r, archive: f.archive}, nil
}

var errDamaged = errors.New("is damaged: the compressed data ends early or is wrong; get the file again")

// boundedReader reads a file of an archive within its limit.
type boundedReader struct {
	from    io.ReadCloser
	archive *Archive
}

func (r *boundedReader) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if r.archive.left -= int64(n); r.archive.left < 0 {
		return 0, fmt.Errorf("unpacks to more than %d MB, as no table does; unpack it, and import the files in it", r.archive.limit>>20)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return n, errDamaged
	}
	return n, err
}

func (r *boundedReader) Close() error { return r.from.Close() }
