package signals

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/rulebooks"
)

// signalHistory is every saved version of the rulebook, newest first.
type signalHistory struct {
	versions []savedVersion
	zone     *value.Zone // of the times that people read
}

// savedVersion is one saved version and what it changed.
type savedVersion struct {
	rulebooks.Version
	changes  []rulebook.Change
	readable bool // it and the version before can be read, so the changes are known
}

func newSignalsHistory(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "history",
		Short: "List who changed signals and settings, when, and how",
		Long:  "List who changed signals and settings, when, and how, the newest change first. Any version can be\nput in force again with trialist signals restore.",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				h, err := newSignalHistory(cmd.Context(), s)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), h)
			})
		},
	}
	out.AddFlags(cmd)
	return cmd
}

// newSignalHistory compares every version with the one before. A damaged version is
// listed as well, as the others can still be restored.
func newSignalHistory(ctx context.Context, s *session.Session) (*signalHistory, error) {
	saved, err := rulebooks.History(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	slices.Reverse(saved)
	zone, _, err := s.TimeZone(ctx)
	if err != nil {
		return nil, err
	}
	h := &signalHistory{zone: zone}
	before, known := rulebook.Default(), true
	for _, v := range saved {
		book, err := rulebooks.At(ctx, s.Store, v.Number)
		if err != nil && !errors.Is(err, store.ErrDamaged) {
			return nil, err
		}
		past := savedVersion{Version: v, readable: err == nil && known}
		if past.readable {
			past.changes = rulebook.Diff(before, book)
		}
		before, known = book, err == nil
		h.versions = append(h.versions, past)
	}
	slices.Reverse(h.versions)
	return h, nil
}

// summary is the summary that was saved with the version, or else a description of
// its changes.
func (v savedVersion) summary() string {
	switch {
	case v.Summary != "":
		return v.Summary
	case v.readable:
		return rulebook.DescribeChanges(v.changes)
	}
	return "cannot be read"
}

// savedVersionJSON is one version in the JSON contract.
type savedVersionJSON struct {
	Version int64             `json:"version"`
	At      output.Instant    `json:"at"`
	Who     *string           `json:"who"`
	What    string            `json:"what"`
	Changes []edit.ChangeJSON `json:"changes"` // null when they are not known
}

func (h *signalHistory) JSON(w io.Writer) error {
	list := []savedVersionJSON{}
	for _, v := range h.versions {
		past := savedVersionJSON{v.Number, output.Instant(v.At), output.TextOrNull(v.Who), v.summary(), nil}
		if v.readable {
			past.Changes = []edit.ChangeJSON{}
		}
		for _, c := range v.changes {
			past.Changes = append(past.Changes, edit.ChangeJSON{About: c.Item, Words: c.Text})
		}
		list = append(list, past)
	}
	return output.WriteJSON(w, struct {
		Version int                `json:"version"`
		History []savedVersionJSON `json:"history"`
	}{output.JSONVersion, list})
}

func (h *signalHistory) CSV(w io.Writer) error {
	var rows [][]string
	for _, v := range h.versions {
		rows = append(rows, []string{strconv.FormatInt(v.Number, 10), output.Instant(v.At).String(), v.Who, v.summary()})
	}
	return output.WriteCSV(w, []string{"version", "at", "who", "what"}, rows)
}

func (h *signalHistory) Table(w io.Writer) error {
	if len(h.versions) == 0 {
		return terminal.PrintLine(w, "no signals or settings were saved yet")
	}
	t := output.NewTable(
		output.Column{Header: "version", AlignRight: true}, output.Column{Header: "when"},
		output.Column{Header: "who", Shrinkable: true}, output.Column{Header: "what", Shrinkable: true},
	)
	for _, v := range h.versions {
		t.AddRow(strconv.FormatInt(v.Number, 10), h.zone.ShortTime(v.At), v.Who, v.summary())
	}
	return t.WriteWhole(w)
}
