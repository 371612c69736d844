package segments

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/bitset"
	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
)

// segmentList is some segments of a workspace and how many trials are in each.
type segmentList struct {
	segments []rulebook.Segment
	trials   int
	counts   []int      // trials in each segment
	usedBy   [][]string // names of the workflows that start with each
}

func newSegmentsList(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the segments and how many trials are in each",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				v, err := s.RankTrials(cmd.Context())
				if err != nil {
					return err
				}
				l, err := newSegmentList(cmd.Context(), v, v.Book.Segments.List)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	out.AddFlags(cmd)
	return cmd
}

func newSegmentsShow(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show one segment",
		Args:  cli.ExactArgs(segmentArgument()...),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				v, err := s.RankTrials(cmd.Context())
				if err != nil {
					return err
				}
				one, err := segmentNamed(v.Book.Segments, args[0])
				if err != nil {
					return err
				}
				l, err := newSegmentList(cmd.Context(), v, []rulebook.Segment{one})
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), l)
			})
		},
	}
	out.AddFlags(cmd)
	return cmd
}

// Evaluate has, for each segment, the accounts that are in it.
func Evaluate(ctx context.Context, v *session.RankedWorkspace, segments []rulebook.Segment) ([]bitset.Bits, error) {
	ctx, done := v.WithProgress(ctx)
	defer done()
	return segment.Evaluate(ctx, v.FilterSource(), v.Population, v.Ranking, segments)
}

// newSegmentList counts the trials of each segment.
func newSegmentList(ctx context.Context, v *session.RankedWorkspace, segments []rulebook.Segment) (*segmentList, error) {
	found, err := Evaluate(ctx, v, segments)
	if err != nil {
		return nil, err
	}
	trials := bitset.Where(len(v.Population.Status), func(slot int) bool { return v.Population.Status[slot] == rulebook.Trial })
	l := &segmentList{segments: segments, trials: trials.Count()}
	for _, bits := range found {
		l.counts = append(l.counts, bits.CountAnd(trials))
	}
	for _, s := range segments {
		names := []string{}
		for _, w := range v.Book.Workflows.UsingSegment(s.Name) {
			names = append(names, w.Name)
		}
		l.usedBy = append(l.usedBy, names)
	}
	return l, nil
}

// segmentJSON is one segment in the JSON contract.
type segmentJSON struct {
	Name   string         `json:"name"`
	When   string         `json:"when"`
	Color  rulebook.Color `json:"color"`
	Trials int            `json:"trials"`
	UsedBy []string       `json:"used_by"` // workflows
}

func (l *segmentList) JSON(w io.Writer) error {
	list := []segmentJSON{}
	for i, s := range l.segments {
		list = append(list, segmentJSON{s.Name, s.When.String(), s.Color, l.counts[i], l.usedBy[i]})
	}
	return output.WriteJSON(w, struct {
		Version  int           `json:"version"`
		Segments []segmentJSON `json:"segments"`
	}{output.JSONVersion, list})
}

func (l *segmentList) CSV(w io.Writer) error {
	var rows [][]string
	for i, s := range l.segments {
		rows = append(rows, []string{s.Name, s.Color.String(), strconv.Itoa(l.counts[i]), s.When.String()})
	}
	return output.WriteCSV(w, []string{"name", "color", "trials", "when"}, rows)
}

func (l *segmentList) Table(w io.Writer) error {
	if len(l.segments) == 0 {
		return terminal.PrintLine(w, "no segments yet; add one with trialist segments add")
	}
	t := output.NewTable(
		output.Column{Header: "segment", Shrinkable: true}, output.Column{Header: "trials", AlignRight: true},
		output.Column{Header: "share", AlignRight: true}, output.Column{Header: "when", Shrinkable: true},
	)
	for i, s := range l.segments {
		share := ""
		if l.trials > 0 {
			share = strconv.Itoa((200*l.counts[i]+l.trials)/(2*l.trials)) + " %"
		}
		t.AddRow(s.Name, strconv.Itoa(l.counts[i]), share, s.When.String())
	}
	return t.WriteWhole(w)
}

// NamesOf lists the names of the segments that the account in a slot is in, given
// which accounts each segment has; nil where that was not asked for.
func NamesOf(v *session.RankedWorkspace, slot int, found []bitset.Bits) []string {
	names := []string{}
	for i, bits := range found {
		if bits.Has(slot) {
			names = append(names, v.Book.Segments.List[i].Name)
		}
	}
	return names
}
