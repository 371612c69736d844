package signals

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
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
)

// signalList is the signals of a workspace and how many trials match each.
type signalList struct {
	book    rulebook.Rulebook
	trials  int
	matches map[int64][]int // by signal id: of each level, or of a single condition
}

func newSignalsList(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the signals of both sides in their order, and the disqualifiers",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				l, err := newSignalList(cmd.Context(), s)
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

// newSignalList counts the trials that match each signal, disabled signals included.
func newSignalList(ctx context.Context, s *session.Session) (*signalList, error) {
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	l := &signalList{book: v.Book, matches: make(map[int64][]int)}
	var conditions []condition.Condition
	for _, signal := range v.Book.Card.All() {
		conditions = append(conditions, signal.When.EachLevel()...)
	}
	ctx, done := s.WithProgress(ctx)
	defer done()
	answers, err := s.Cache.Evaluate(ctx, conditions, v.Moment())
	if err != nil {
		return nil, err
	}
	trials := bitset.Where(len(v.Population.Status), func(slot int) bool { return v.Population.Status[slot] == rulebook.Trial })
	l.trials = trials.Count()
	for _, signal := range v.Book.Card.All() {
		for range signal.Levels() {
			l.matches[signal.ID] = append(l.matches[signal.ID], trials.CountAnd(answers[0]))
			answers = answers[1:]
		}
	}
	return l, nil
}

// signalJSON is one signal in the JSON contract.
type signalJSON struct {
	Name         string          `json:"name"`
	Weight       int             `json:"weight"`
	Points       *output.Tenths  `json:"points"`          // null when the signal is disabled
	Phase        *rulebook.Phase `json:"phase,omitempty"` // of adoption signals; fit has no place in the journey
	Enabled      bool            `json:"enabled"`
	HandRaiser   bool            `json:"hand_raiser"`
	When         string          `json:"when"`
	Matches      int             `json:"matches"`
	Levels       int             `json:"levels"`                  // 1 where the signal has none
	LevelMatches []int           `json:"level_matches,omitempty"` // trials that reach each level, the easiest first
}

// disqualifierJSON is one disqualifier in the JSON contract.
type disqualifierJSON struct {
	Name    string `json:"name"`
	Enabled bool   `json:"enabled"`
	When    string `json:"when"`
	Matches int    `json:"matches"`
}

func (l *signalList) JSON(w io.Writer) error {
	return output.WriteJSON(w, struct {
		Version       int                `json:"version"`
		Weighting     rulebook.Weighting `json:"weighting"`
		Trials        int                `json:"trials"`
		Adoption      []signalJSON       `json:"adoption"`
		Fit           []signalJSON       `json:"fit"`
		Disqualifiers []disqualifierJSON `json:"disqualifiers"`
	}{output.JSONVersion, l.book.Card.Weighting, l.trials, l.side(rulebook.Adoption), l.side(rulebook.Fit), l.disqualifiers()})
}

func (l *signalList) disqualifiers() []disqualifierJSON {
	list := []disqualifierJSON{}
	for _, d := range l.book.Card.Disqualifiers {
		list = append(list, disqualifierJSON{d.Name, d.Enabled, d.When.String(), l.matches[d.ID][0]})
	}
	return list
}

// side lists the signals of one side. The points of the enabled ones add up to 100.
func (l *signalList) side(side rulebook.Side) []signalJSON {
	points := make(map[int64]output.Tenths)
	for _, p := range explain.Contributions(l.book.Card, side, 0) {
		points[p.Signal.ID] = output.Tenths(p.Possible)
	}
	list := []signalJSON{}
	for _, signal := range l.book.Card.Signals(side) {
		var adds *output.Tenths
		if p, ok := points[signal.ID]; ok {
			adds = &p
		}
		var phase *rulebook.Phase
		if side == rulebook.Adoption {
			phase = &signal.Phase
		}
		matches := l.matches[signal.ID]
		one := signalJSON{
			Name:       signal.Name,
			Weight:     signal.Weight,
			Points:     adds,
			Phase:      phase,
			Enabled:    signal.Enabled,
			HandRaiser: signal.HandRaiser,
			When:       signal.When.String(),
			Matches:    matches[0],
			Levels:     len(matches),
		}
		if len(matches) > 1 {
			one.LevelMatches = matches
		}
		list = append(list, one)
	}
	return list
}

func (l *signalList) CSV(w io.Writer) error {
	header := []string{"side", "place", "name", "weight", "points", "phase", "enabled", "hand_raiser", "matches", "when"}
	return output.WriteCSV(w, header, l.rows())
}

// handRaiserCell is the place among the cells of a row of whether it is a hand-raiser.
const handRaiserCell = 7

// rows returns the signals as rows of a table or of CSV.
func (l *signalList) rows() [][]string {
	var rows [][]string
	for _, side := range rulebook.Sides() {
		for i, s := range l.side(side) {
			rows = append(rows, []string{
				side.String(), strconv.Itoa(i + 1), s.Name, strconv.Itoa(s.Weight), output.OrBlank(s.Points, output.Tenths.String),
				output.OrBlank(s.Phase, rulebook.Phase.String), output.YesNo(s.Enabled), output.YesNo(s.HandRaiser), strconv.Itoa(s.Matches), s.When,
			})
		}
	}
	for i, d := range l.disqualifiers() {
		rows = append(rows, []string{"disqualifier", strconv.Itoa(i + 1), d.Name, "", "", "", output.YesNo(d.Enabled), output.YesNo(false), strconv.Itoa(d.Matches), d.When})
	}
	return rows
}

func (l *signalList) Table(w io.Writer) error {
	t := output.NewTable(
		output.Column{Header: "side"}, output.Column{Header: "#", AlignRight: true}, output.Column{Header: "name", Shrinkable: true},
		output.Column{Header: "weight", AlignRight: true}, output.Column{Header: "points", AlignRight: true},
		output.Column{Header: "phase", DropOrder: 2}, output.Column{Header: "on", DropOrder: 3}, output.Column{Header: "hand-raiser", DropOrder: 4},
		output.Column{Header: "trials", AlignRight: true}, output.Column{Header: "when", Shrinkable: true, DropOrder: 1},
	)
	rows := l.rows()
	for _, row := range rows {
		if row[handRaiserCell] == output.YesNo(false) {
			row[handRaiserCell] = "" // most are not, and a column without any is not shown
		}
		t.AddRow(row...)
	}
	if len(rows) == 0 {
		return terminal.PrintLine(w, "no signals yet; add one with trialist signals add")
	}
	return t.WriteWhole(w)
}
