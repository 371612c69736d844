package checksum

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// Sums are sums that were read. Once loaded they may be used by several goroutines at
// once.
type Sums struct {
	kind   Kind
	first  int64    // id of the first row of a range
	dense  []uint32 // the sums of a range, from first on
	sparse map[int64]*page
}

// At is the sum of a row, 0 when there is no such row.
func (s *Sums) At(id int64) uint32 {
	if s.sparse != nil {
		pageID, place := pageID(s.kind, id)
		if p := s.sparse[pageID]; p != nil && id >= 0 {
			return p[place]
		}
		return 0
	}
	if id < s.first || id-s.first >= int64(len(s.dense)) {
		return 0
	}
	return s.dense[id-s.first]
}

// Check is a [Damage] when the sum of the row is another one.
func (s *Sums) Check(id int64, sum uint32) error {
	if s.At(id) != sum {
		return &Damage{s.kind, id, id}
	}
	return nil
}

// CheckName is [Sums.Check] for a row of an account of which it was not read whether
// it is known.
func (s *Sums) CheckName(id int64, sum uint32) error {
	if stored := s.At(id); stored|Known != sum|Known || stored == 0 {
		return &Damage{s.kind, id, id}
	}
	return nil
}

// Each visits the rows that there are, in order. It is for sums of a range.
func (s *Sums) Each(visit func(id int64, sum uint32)) {
	for i, sum := range s.dense {
		if sum != 0 {
			visit(s.first+int64(i), sum)
		}
	}
}

// Last is the highest id of a range, 0 when there is none.
func (s *Sums) Last() int64 {
	for i := len(s.dense) - 1; i >= 0; i-- {
		if s.dense[i] != 0 {
			return s.first + int64(i)
		}
	}
	return 0
}

// LoadAll reads the sums of all rows of a kind. They take 4 bytes for each id up to
// the last.
func LoadAll(ctx context.Context, q Querier, k Kind) (*Sums, error) {
	last, err := Last(ctx, q, k)
	if err != nil {
		return nil, err
	}
	return LoadRange(ctx, q, k, 0, last+1)
}

// LoadRange reads the sums of the rows with ids in [from, to).
func LoadRange(ctx context.Context, q Querier, k Kind, from, to int64) (*Sums, error) {
	first, _ := pageID(k, from)
	last, _ := pageID(k, max(from, to-1))
	s := &Sums{kind: k, first: from}
	if from >= to {
		return s, nil
	}
	start := firstRow(first)
	all := make([]uint32, (last-first+1)*pageRows)
	err := eachPage(ctx, q, k, func(id int64, b []byte) bool {
		if id < first || id > last {
			return false
		}
		return decode(id, b, all[firstRow(id)-start:][:pageRows])
	}, `SELECT id, sums FROM checksums WHERE id BETWEEN ? AND ? ORDER BY id`, first, last)
	s.dense = all[from-start : to-start]
	return s, err
}

// batch is how many pages one statement reads or writes.
const batch = 100

// Load reads the sums of the rows, in whatever order these are.
func Load(ctx context.Context, q Querier, k Kind, ids ...int64) (*Sums, error) {
	s := &Sums{kind: k, sparse: make(map[int64]*page)}
	var wanted []any
	for _, id := range ids {
		if id < 0 {
			continue
		}
		pageID, _ := pageID(k, id)
		if _, ok := s.sparse[pageID]; !ok {
			s.sparse[pageID] = nil
			wanted = append(wanted, pageID)
		}
	}
	for some := range slices.Chunk(wanted, batch) {
		err := eachPage(ctx, q, k, func(id int64, b []byte) bool {
			p := new(page)
			_, asked := s.sparse[id]
			s.sparse[id] = p
			return asked && decode(id, b, p[:])
		}, `SELECT id, sums FROM checksums WHERE id IN (`+strings.Repeat("?, ", len(some)-1)+`?)`, some...)
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// eachPage visits pages. The error is a [Damage] for one that visit does not
// understand.
func eachPage(ctx context.Context, q Querier, k Kind, visit func(id int64, b []byte) bool, query string, args ...any) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = e
		}
	}()
	var id int64
	var b sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&id, &b); err != nil {
			return err
		}
		if !visit(id, b) {
			first := firstRow(id)
			return &Damage{k, first, first + pageRows - 1}
		}
	}
	return rows.Err()
}

// Last is the highest id of a row of the kind, 0 when there is none.
func Last(ctx context.Context, q Querier, k Kind) (int64, error) {
	var id int64
	var b []byte
	err := q.QueryRowContext(ctx, `SELECT id, sums FROM checksums WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1`,
		int64(k)<<kindShift, int64(k+1)<<kindShift-1).Scan(&id, &b)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var p page
	first := firstRow(id)
	if !decode(id, b, p[:]) {
		return 0, &Damage{k, first, first + pageRows - 1}
	}
	return first + int64(len(b))/4 - 2, nil
}
