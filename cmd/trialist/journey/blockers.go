package journey

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/eventlog"
	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store/facts"
)

// newBlockers returns the command journey blockers.
func newBlockers(g *session.Globals) *cobra.Command {
	var (
		out  output.Format
		days float64
	)
	cmd := &cobra.Command{
		Use:   "blockers [MILESTONE]",
		Short: "Show who is stuck before each milestone, and what they did",
		Long: `Show the running trials that are stuck before each milestone, or before one: they have reached
the milestone before, and not this one. For how many days that is, how many of them have given up
because they were not seen for long, what they did last, and which events are more frequent among
them than among the trials that passed. The phases are shown in the same way: a phase is reached
when all of its milestones are.

The stuck have had longer to do things than those that passed at once. So each of them is looked
at only for as long as one that passed took, and what those did that passed is counted only until
they did. A difference has its 95 % interval, the p-value of Fisher's exact test, and a q-value
that allows for all events of the step; it is named in the list where q is below 0.1. It is an
association: it does not say that an event is the reason.`,
		Example: "trialist journey blockers\ntrialist journey blockers \"Imported contacts\"",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !(days >= 0) || math.IsInf(days, 1) { // NaN is neither
				return cli.Usagef("--gone-after is %g, which is no number of days", days)
			}
			if !cmd.Flags().Changed("gone-after") {
				days = -1
			}
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				list, err := findBlockers(cmd.Context(), s, days)
				if err == nil && len(args) == 1 {
					list.chosen, err = list.find(args[0])
				}
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), list)
			})
		},
	}
	cmd.Flags().Float64Var(&days, "gone-after", 0, "`days` without an event after which a trial has given up (default half the length of a trial)")
	out.AddFlags(cmd)
	return cmd
}

// blockerList prints who is stuck before every step, or before one.
type blockerList struct {
	journey.Blockers
	chosen *journey.Blocker
	asOf   string
}

// findBlockers finds the blockers. Negative days are those of half a trial.
func findBlockers(ctx context.Context, s *session.Session, days float64) (*blockerList, error) {
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	if len(journey.Milestones(v.Book.Card)) == 0 {
		return nil, errNoMilestones
	}
	if days < 0 {
		days = journey.GoneDays(v.Book.Lifecycle.TrialDays)
	}
	ctx, done := v.WithProgress(ctx)
	defer done()
	list := &blockerList{asOf: v.Population.Zone.ShortTime(v.AsOf)}
	err = v.Cache.Do(ctx, func(data *facts.Snapshot) error {
		f, err := journey.NewFunnel(ctx, data, v.Moment(), v.Population, v.Book.Card)
		if err != nil {
			return err
		}
		list.Blockers, err = journey.NewBlockers(ctx, data, v.Population, f, days, func(id eventlog.EventID) string {
			return data.NameIDs.EventNames[uint32(id)]
		})
		return err
	})
	return list, err
}

// find is the milestone of that name.
func (l *blockerList) find(name string) (*journey.Blocker, error) {
	for i, b := range l.Milestones {
		if strings.EqualFold(b.Signal.Name, name) {
			return &l.Milestones[i], nil
		}
	}
	var names []string
	for _, b := range l.Milestones {
		names = append(names, b.Signal.Name)
	}
	if meant := value.DidYouMean(name, names); meant != "" {
		return nil, fmt.Errorf("there is no milestone named %q%s", name, meant)
	}
	return nil, fmt.Errorf("there is no milestone named %q: they are the enabled adoption signals; trialist journey shows them", name)
}

// blockerJSON is a step in the JSON contract.
type blockerJSON struct {
	Signal     *string           `json:"signal"` // null for a phase
	Phase      string            `json:"phase"`
	Stuck      int               `json:"stuck"`
	MedianDays *float64          `json:"median_days"`
	P90Days    *float64          `json:"p90_days"`
	Gone       int               `json:"gone"`
	Silent     int               `json:"silent"`
	Last       []lastJSON        `json:"last"`
	Compared   int               `json:"compared"`
	Passed     int               `json:"passed"`
	Events     []associationJSON `json:"events"`
}

type lastJSON struct {
	Event  string `json:"event"`
	Trials int    `json:"trials"`
}

type associationJSON struct {
	Event       string   `json:"event"`
	Stuck       int      `json:"stuck"`
	Passed      int      `json:"passed"`
	ShareStuck  *float64 `json:"share_stuck"`
	SharePassed *float64 `json:"share_passed"`
	Difference  *float64 `json:"difference"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	P           *float64 `json:"p"`
	Q           *float64 `json:"q"`
}

func newBlockerJSON(b journey.Blocker) blockerJSON {
	j := blockerJSON{
		Signal: output.TextOrNull(b.Signal.Name), Phase: b.Phase.String(), Stuck: b.Stuck,
		MedianDays: output.Rounded(b.MedianDays, 10), P90Days: output.Rounded(b.P90Days, 10),
		Gone: b.Gone, Silent: b.Silent, Compared: b.Compared, Passed: b.Passed, Last: []lastJSON{}, Events: []associationJSON{},
	}
	for _, last := range b.Last {
		j.Last = append(j.Last, lastJSON(last))
	}
	for _, a := range b.Events {
		j.Events = append(j.Events, newAssociationJSON(a))
	}
	return j
}

func newAssociationJSON(a journey.Association) associationJSON {
	stuck, _ := a.Stuck.Rate()
	passed, _ := a.Passed.Rate()
	return associationJSON{
		Event: a.Event, Stuck: a.Stuck.Converted, Passed: a.Passed.Converted,
		ShareStuck: output.Rounded(stuck, 1000), SharePassed: output.Rounded(passed, 1000),
		Difference: output.Rounded(a.Difference, 1000), Low: output.Rounded(a.Low, 1000), High: output.Rounded(a.High, 1000),
		P: output.Rounded(a.P, 1e6), Q: output.Rounded(a.Q, 1e6),
	}
}

// steps are the blockers to print: the chosen milestone, or all.
func (l *blockerList) steps() (milestones, phases []journey.Blocker) {
	if l.chosen != nil {
		return []journey.Blocker{*l.chosen}, nil
	}
	return l.Milestones, l.Phases
}

// JSON prints the contract.
func (l *blockerList) JSON(w io.Writer) error {
	contract := struct {
		Version    int           `json:"version"`
		GoneDays   float64       `json:"gone_days"`
		Milestones []blockerJSON `json:"milestones"`
		Phases     []blockerJSON `json:"phases"`
	}{Version: output.JSONVersion, GoneDays: l.GoneDays, Milestones: []blockerJSON{}, Phases: []blockerJSON{}}
	milestones, phases := l.steps()
	for _, b := range milestones {
		contract.Milestones = append(contract.Milestones, newBlockerJSON(b))
	}
	for _, b := range phases {
		contract.Phases = append(contract.Phases, newBlockerJSON(b))
	}
	return output.WriteJSON(w, contract)
}

// CSV prints a row an event of each step; a step without any has one row.
func (l *blockerList) CSV(w io.Writer) error {
	var rows [][]string
	milestones, phases := l.steps()
	for _, b := range append(append([]journey.Blocker(nil), milestones...), phases...) {
		j := newBlockerJSON(b)
		lead := []string{
			b.Signal.Name, j.Phase, strconv.Itoa(j.Stuck), output.Decimal(j.MedianDays), output.Decimal(j.P90Days),
			strconv.Itoa(j.Gone), strconv.Itoa(j.Silent), strconv.Itoa(j.Compared), strconv.Itoa(j.Passed),
		}
		if len(j.Events) == 0 {
			rows = append(rows, append(lead, "", "", "", "", "", "", "", ""))
		}
		for _, a := range j.Events {
			rows = append(rows, append(append([]string(nil), lead...), a.Event, strconv.Itoa(a.Stuck), strconv.Itoa(a.Passed),
				output.Decimal(a.Difference), output.Decimal(a.Low), output.Decimal(a.High), output.Decimal(a.P), output.Decimal(a.Q)))
		}
	}
	return output.WriteCSV(w, []string{
		"milestone", "phase", "stuck", "median_days", "p90_days", "gone", "silent", "compared", "passed",
		"event", "event_stuck", "event_passed", "difference", "low", "high", "p", "q",
	}, rows)
}

// Table prints the steps, or all that is known of one.
func (l *blockerList) Table(w io.Writer) error {
	if l.chosen != nil {
		return l.writeChosen(w)
	}
	t := output.NewTable(
		output.Column{Header: "stuck before", Shrinkable: true}, output.Column{Header: "phase", DropOrder: 3}, output.Column{Header: "stuck", AlignRight: true},
		output.Column{Header: "median", AlignRight: true, DropOrder: 2}, output.Column{Header: "p90", AlignRight: true, DropOrder: 4},
		output.Column{Header: "gave up", AlignRight: true}, output.Column{Header: "did last", Shrinkable: true, DropOrder: 1}, output.Column{Header: "more often than those that passed", Shrinkable: true},
	)
	for _, b := range l.Milestones {
		t.AddRow(blockerCells(b.Signal.Name, b.Phase.String(), b)...)
	}
	for _, b := range l.Phases {
		t.AddRow(blockerCells("all of "+b.Phase.String(), "", b)...)
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	return terminal.PrintProse(w, l.caption())
}

func (l *blockerList) caption() string {
	return fmt.Sprintf("Given up: not seen for more than %s days. What happens more often is an association, not a reason · as of %s",
		strconv.FormatFloat(l.GoneDays, 'f', -1, 64), l.asOf)
}

func blockerCells(name, phase string, b journey.Blocker) []string {
	last, more := "-", "-"
	if len(b.Last) > 0 {
		last = fmt.Sprintf("%d %s", b.Last[0].Trials, b.Last[0].Event) // the number first, which must not be cut
	}
	for _, a := range b.Events {
		if a.MoreOften() {
			more = fmt.Sprintf("%s (%s, %s)", a.Event, outcomeShare(a.Stuck.Rate()), outcomeShare(a.Passed.Rate()))
			break
		}
	}
	return []string{name, phase, strconv.Itoa(b.Stuck), days(b.MedianDays, true), days(b.P90Days, true), strconv.Itoa(b.Gone), last, more}
}

// points is a difference of shares in percent, with its sign.
func points(difference float64) string {
	return fmt.Sprintf("%+.0f", math.Round(100*difference)+0) // which makes -0 0
}

func outcomeShare(rate float64, _ bool) string { return output.Percent(rate) }

// maxListed is how many events are listed of a milestone.
const maxListed = 10

// writeChosen prints all that is known of one milestone.
func (l *blockerList) writeChosen(w io.Writer) error {
	b := *l.chosen
	said := fmt.Sprintf("%s stuck before %s", output.Plural(b.Stuck, "running trial is", "running trials are"), b.Signal.Name)
	if journey.Known(b.MedianDays) {
		said += fmt.Sprintf(", half of them for more than %s and a tenth for more than %s", days(b.MedianDays, true), days(b.P90Days, true))
	}
	if err := terminal.PrintProse(w, said+fmt.Sprintf(". %d gave up.", b.Gone)); err != nil {
		return err
	}
	last := output.NewTable(output.Column{Header: "did last", Shrinkable: true}, output.Column{Header: "trials", AlignRight: true})
	for _, e := range b.Last[:min(len(b.Last), maxListed)] {
		last.AddRow(e.Event, strconv.Itoa(e.Trials))
	}
	if b.Silent > 0 {
		last.AddRow("nothing ever", strconv.Itoa(b.Silent))
	}
	events := output.NewTable(
		output.Column{Header: "event", Shrinkable: true}, output.Column{Header: "stuck", AlignRight: true}, output.Column{Header: "passed", AlignRight: true},
		output.Column{Header: "difference", AlignRight: true}, output.Column{Header: "q", AlignRight: true},
	)
	for _, a := range b.Events[:min(len(b.Events), maxListed)] {
		events.AddRow(a.Event, outcomeShare(a.Stuck.Rate()), outcomeShare(a.Passed.Rate()),
			fmt.Sprintf("%s (%s to %s)", points(a.Difference), points(a.Low), points(a.High)), strconv.FormatFloat(a.Q, 'g', 2, 64))
	}
	for _, t := range []*output.Table{last, events} {
		if t.Empty() {
			continue
		}
		if err := t.WriteWhole(w); err != nil {
			return err
		}
	}
	return terminal.PrintProse(w, fmt.Sprintf("%d of the stuck are compared with %s, each for as long as one of these took. %s",
		b.Compared, output.Plural(b.Passed, "that passed", "that passed"), l.caption()))
}
