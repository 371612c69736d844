package edit

import (
	"context"

	"trialist/cmd/trialist/session"
	"trialist/scoring/filter"
	"trialist/store/rulebooks"
)

// FilterWarnings says which names a filter that is kept asks for that nothing has. It is
// kept all the same: the data may come with the next import.
func FilterWarnings(ctx context.Context, s *session.Session, f filter.Filter) ([]string, error) {
	if f.Empty() {
		return nil, nil
	}
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	data, err := readDataNames(ctx, s)
	if err != nil {
		return nil, err
	}
	return f.UnknownNames(data.names, book.Card, book.Segments), nil
}
