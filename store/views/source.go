package views

import (
	"context"

	"trialist/scoring/segment"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/accounts"
)

// Source answers what sorting asks of the data.
type Source struct {
	CareSource
	store *store.Store
}

// CareSource has what sales reps did, by slot, as sources of filters do.
type CareSource interface {
	Care(ctx context.Context) (map[int]segment.Care, error)
}

var _ view.Source = (*Source)(nil)

// NewSource is a source that reads names from the workspace.
func NewSource(s *store.Store, care CareSource) *Source { return &Source{care, s} }

// Names has the name of the account in each of the slots, or its external id where it
// has no name.
func (s *Source) Names(ctx context.Context, slots []uint32) ([]string, error) {
	names := make([]string, 0, len(slots))
	for rows, err := range accounts.StreamRows(ctx, s.store, slots, accounts.Latest) {
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
