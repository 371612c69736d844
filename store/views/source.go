package views

import (
	"context"

	"trialist/scoring/segment"
	"trialist/scoring/view"
	"trialist/store/accounts"
	"trialist/store/facts"
	"trialist/store/search"
)

// Source answers what sorting asks of the data.
type Source struct {
	cache *facts.Cache
	care  *search.Source
}

var _ view.Source = (*Source)(nil)

// NewSource is a source that reads the workspace of the cache, and what sales reps did
// from another source.
func NewSource(c *facts.Cache, care *search.Source) *Source { return &Source{c, care} }

// Names has the name of the account in each of the slots, or its external id where it
// has no name.
func (s *Source) Names(ctx context.Context, slots []uint32) ([]string, error) {
	names := make([]string, 0, len(slots))
	for rows, err := range accounts.StreamRows(ctx, s.cache.Store(), slots, accounts.Latest) {
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			name := row.Name
			if name == "" {
				name = row.ID
			}
			names = append(names, name)
		}
	}
	return names, nil
}

// Care has what sales reps did, by slot.
func (s *Source) Care(ctx context.Context) (map[int]segment.Care, error) {
	return s.care.Care(ctx)
}
