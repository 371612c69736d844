package views

import (
	"context"
	"slices"
	"strings"
	"sync"

	"trialist/scoring/pace"
	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/scoring/view"
	"trialist/store"
	"trialist/store/accounts"
)

// Source answers what sorting asks of the data.
type Source struct {
	AccountSource
	store *store.Store
	order *NameOrder
}

// AccountSource has what else sorting asks of accounts, as sources of filters do. See
// [view.Source].
type AccountSource interface {
	possible.Source
	TouchSummaries(ctx context.Context) (map[int]segment.TouchSummary, error)
	Paces(ctx context.Context, p *rank.Population, card rulebook.Scorecard) (*pace.Paces, error)
}

var _ view.Source = (*Source)(nil)

// NewSource is a source that reads names from the workspace, and keeps what it finds out
// in an order.
func NewSource(s *store.Store, accounts AccountSource, order *NameOrder) *Source {
	return &Source{accounts, s, order}
}

// NamePlaces has the places of the accounts in the order of their names, or of their
// external ids where they have no names. See [view.Source].
func (s *Source) NamePlaces(ctx context.Context, slots []uint32) ([]uint32, error) {
	if len(slots) <= fewNames {
		names, err := readNames(ctx, s.store, slots)
		if err != nil {
			return nil, err
		}
		return placesOf(names), nil
	}
	all, err := s.order.places(ctx, s.store, int(slices.Max(slots))+1)
	if err != nil {
		return nil, err
	}
	places := make([]uint32, len(slots))
	for i, slot := range slots {
		places[i] = all[slot]
	}
	return places, nil
}

// fewNames is how many names are read and sorted at each question. Of more the order of
// all names is kept.
const fewNames = 5000

// NameOrder is the order of all accounts by name, found out when it is first asked for
// and kept until the data is another. It may be used by several goroutines at once. The
// zero NameOrder knows nothing yet.
type NameOrder struct {
	mu   sync.Mutex // held while names are read, so that others wait for them
	id   store.SnapshotID
	slot []uint32 // the place of each account
}

// places is the place of each of so many accounts, by slot.
func (o *NameOrder) places(ctx context.Context, s *store.Store, accounts int) ([]uint32, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	id, err := s.LatestSnapshotID(ctx)
	if err != nil {
		return nil, err
	}
	if o.id == id && len(o.slot) >= accounts {
		return o.slot, nil
	}
	all := make([]uint32, accounts)
	for i := range all {
		all[i] = uint32(i)
	}
	names, err := readNames(ctx, s, all)
	if err != nil {
		return nil, err
	}
	// What was imported meanwhile may be in the names. Then the id is of before, so that
	// they are read again at the next question.
	o.id, o.slot = id, placesOf(names)
	return o.slot, nil
}

// placesOf is the place of each name in a dictionary that ignores case.
func placesOf(names []string) []uint32 {
	order := make([]uint32, len(names))
	for i := range names {
		names[i] = value.Fold(strings.TrimSpace(names[i]))
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(names[a], names[b]) })
	places := make([]uint32, len(names))
	for i, at := range order {
		if i > 0 && names[at] == names[order[i-1]] {
			places[at] = places[order[i-1]]
		} else {
			places[at] = uint32(i)
		}
	}
	return places
}

// readNames reads the name of the account in each of the slots, or its external id where
// it has no name.
func readNames(ctx context.Context, s *store.Store, slots []uint32) ([]string, error) {
	names := make([]string, 0, len(slots))
	for rows, err := range accounts.StreamRows(ctx, s, slots, accounts.Latest) {
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
