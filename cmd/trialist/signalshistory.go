package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/scoring/rulebook"
	"trialist/store"
)

// signalHistory is every save of the rulebook, the newest first.
type signalHistory struct{ versions []pastVersion }

// pastVersion is one save and what it changed.
type pastVersion struct {
	store.Version
	changes  []rulebook.Change
	readable bool // both it and the version before, so that changes are known
}

func newSignalsHistory(g *globals) *cobra.Command {
	var out format
	cmd := &cobra.Command{
		Use:   "history",
		Short: "List who changed signals and settings, when, and how",
		Long:  "List who changed signals and settings, when, and how, the newest change first. Any version can be\nput in force again with trialist signals restore.",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.look(cmd.Context(), func(s *session) error {
				h, err := s.signalHistory(cmd.Context())
				if err != nil {
					return err
				}
				return out.write(cmd.OutOrStdout(), h)
			})
		},
	}
	out.addFlags(cmd)
	return cmd
}

// signalHistory compares every version with the one before. A version that
// cannot be read any more is still listed: the others can be restored.
func (s *session) signalHistory(ctx context.Context) (*signalHistory, error) {
	saved, err := s.RulebookVersions(ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(saved)
	h := &signalHistory{}
	before, known := rulebook.DefaultRulebook(), true
	for _, v := range saved {
		book, err := s.RulebookAt(ctx, v.Number)
		if err != nil && !errors.Is(err, store.ErrDamaged) {
			return nil, err
		}
		past := pastVersion{Version: v, readable: err == nil && known}
		if past.readable {
			past.changes = rulebook.Diff(before, book)
		}
		before, known = book, err == nil
		h.versions = append(h.versions, past)
	}
	slices.Reverse(h.versions)
	return h, nil
}

// what is what the version changed, as whoever saved it put it.
func (v pastVersion) what() string {
	switch {
	case v.Summary != "":
		return v.Summary
	case v.readable:
		return rulebook.DescribeChanges(v.changes)
	}
	return "cannot be read"
}

// pastVersionJSON is one version in the JSON contract.
type pastVersionJSON struct {
	Version int64        `json:"version"`
	At      instant      `json:"at"`
	Who     *string      `json:"who"`
	What    string       `json:"what"`
	Changes []changeJSON `json:"changes"` // null when they cannot be told any more
}

func (h *signalHistory) json(w io.Writer) error {
	list := []pastVersionJSON{}
	for _, v := range h.versions {
		past := pastVersionJSON{v.Number, instant(v.At), orNullText(v.Who), v.what(), nil}
		if v.readable {
			past.Changes = []changeJSON{}
		}
		for _, c := range v.changes {
			past.Changes = append(past.Changes, changeJSON{c.Item, c.Text})
		}
		list = append(list, past)
	}
	return writeJSON(w, struct {
		Version int               `json:"version"`
		History []pastVersionJSON `json:"history"`
	}{jsonVersion, list})
}

func (h *signalHistory) csv(w io.Writer) error {
	var rows [][]string
	for _, v := range h.versions {
		rows = append(rows, []string{strconv.FormatInt(v.Number, 10), instant(v.At).String(), v.Who, v.what()})
	}
	return writeCSV(w, []string{"version", "at", "who", "what"}, rows)
}

func (h *signalHistory) table(w io.Writer) error {
	if len(h.versions) == 0 {
		return say(w, "no signals or settings were saved yet")
	}
	t := newTable(
		column{header: "version", right: true}, column{header: "when"},
		column{header: "who", cut: true}, column{header: "what", cut: true},
	)
	for _, v := range h.versions {
		t.add(strconv.FormatInt(v.Number, 10), shortTime(v.At), v.Who, v.what())
	}
	return t.write(w)
}
