package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/class"
	"trialist/scoring/filter"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

func newSummary(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "summary",
		Short: "Count accounts by status, and trials by band",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				v, err := s.RankTrials(cmd.Context())
				if err != nil {
					return err
				}
				left, err := v.Pass(cmd.Context(), filter.Filter{}, false)
				if err != nil {
					return err
				}
				classes, err := class.Find(cmd.Context(), v.FilterSource(), v.Population, v.Book.Card)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), &overview{v, rank.Summarize(v.Population, v.Book.Card), left, classes})
			})
		},
	}
	out.AddFlags(cmd)
	return cmd
}

// overview prints a summary.
type overview struct {
	*session.RankedWorkspace
	sum     rank.Summary
	left    session.Passing // what list leaves out
	classes class.Classes
}

func (o *overview) JSON(w io.Writer) error {
	var rate *float64
	if r, ok := o.sum.ConversionRate(); ok {
		rate = output.OrNull(math.Round(r*1000)/1000, true)
	}
	var status output.Counts
	for _, s := range rulebook.Statuses() {
		status = append(status, output.Count{Key: output.SnakeCase(s.String()), N: o.sum.Status(s)})
	}
	return output.WriteJSON(w, struct {
		Version        int            `json:"version"`
		AsOf           output.Instant `json:"as_of"`
		Status         output.Counts  `json:"status"`
		AdoptionBands  output.Counts  `json:"adoption_bands"`
		FitBands       output.Counts  `json:"fit_bands"`
		Matrix         [4][4]int      `json:"matrix"` // [fit][adoption], lowest band first
		Qualified      int            `json:"qualified"`
		Disqualified   int            `json:"disqualified"` // trials for which a disqualifier holds
		HandRaised     int            `json:"hand_raised"`
		Classes        output.Counts  `json:"classes"`   // trials; those of which nobody can tell are in none
		Snoozed        int            `json:"snoozed"`   // trials that list leaves out
		Dismissed      int            `json:"dismissed"` // the same
		LeftOut        int            `json:"left_out"`  // and counted nowhere else
		ConversionRate *float64       `json:"conversion_rate"`

		UnknownAccounts int              `json:"unknown_accounts"` // known only by events or people
		NotUnderstood   []wordOfAccounts `json:"not_understood"`
	}{
		output.JSONVersion, output.Instant(o.AsOf), status, o.bands(rulebook.Adoption), o.bands(rulebook.Fit),
		o.sum.Matrix, o.sum.Qualified, o.sum.Disqualified, o.handsRaised(), o.byClass(), o.left.Snoozed, o.left.Dismissed, o.Population.LeftOut.Count(), rate, o.Gaps.UnknownAccounts, o.wordsNotUnderstood(),
	})
}

// handsRaised counts the trials that raised a hand.
func (o *overview) handsRaised() int {
	n := 0
	for slot := range o.Ranking.HandRaisedSlots().All() {
		if o.Population.Status[slot] == rulebook.Trial {
			n++
		}
	}
	return n
}

// byClass counts the trials of each class.
func (o *overview) byClass() output.Counts {
	var counts output.Counts
	for _, c := range rulebook.Classes() {
		counts = append(counts, output.Count{Key: c.String(), N: o.classes.With(c).Count()})
	}
	return counts
}

// bands counts the trials in each band of a side, by the name of the band in snake
// case.
func (o *overview) bands(side rulebook.Side) output.Counts {
	var bands output.Counts
	for _, band := range rulebook.Bands() {
		bands = append(bands, output.Count{Key: output.SnakeCase(band.Name(side)), N: o.sum.Bands[side][band]})
	}
	return bands
}

func (o *overview) CSV(w io.Writer) error {
	var rows [][]string
	add := func(what, which string, n int) {
		rows = append(rows, []string{what, which, strconv.Itoa(n)})
	}
	for _, s := range rulebook.Statuses() {
		add("status", s.String(), o.sum.Status(s))
	}
	for _, side := range rulebook.Sides() {
		for _, band := range rulebook.Bands() {
			add(side.String()+" band", band.Name(side), o.sum.Bands[side][band])
		}
	}
	for _, fit := range rulebook.Bands() {
		for _, adoption := range rulebook.Bands() {
			add("matrix", fit.Name(rulebook.Fit)+" / "+adoption.Name(rulebook.Adoption), o.sum.Matrix[fit][adoption])
		}
	}
	add("qualified", "", o.sum.Qualified)
	add("disqualified", "", o.sum.Disqualified)
	add("hand raised", "", o.handsRaised())
	for _, c := range rulebook.Classes() {
		add("class", c.String(), o.classes.With(c).Count())
	}
	add("snoozed", "", o.left.Snoozed)
	add("dismissed", "", o.left.Dismissed)
	add("left out", "", o.Population.LeftOut.Count())
	add("ever converted", "", o.sum.Converted)
	add("finished", "", o.sum.Finished)
	return output.WriteCSV(w, []string{"what", "which", "count"}, rows)
}

func (o *overview) Table(w io.Writer) error {
	statuses := output.NewTable(output.Column{Header: "accounts"}, output.Column{Header: "", AlignRight: true})
	for _, s := range rulebook.Statuses() {
		statuses.AddRow(s.String(), strconv.Itoa(o.sum.Status(s)))
	}
	if err := statuses.Write(w); err != nil {
		return err
	}
	columns := []output.Column{{Header: "trials"}}
	for _, adoption := range rulebook.Bands() {
		columns = append(columns, output.Column{Header: adoption.Name(rulebook.Adoption), AlignRight: true})
	}
	matrix := output.NewTable(append(columns, output.Column{Header: "all", AlignRight: true})...)
	for i := range rulebook.Bands() {
		fit := rulebook.Bands()[rulebook.NumBands-1-i]
		row := []string{fit.Name(rulebook.Fit)}
		for _, adoption := range rulebook.Bands() {
			mark := ""
			if o.Book.Card.Qualified[fit][adoption] {
				mark = "✓ "
			}
			row = append(row, mark+strconv.Itoa(o.sum.Matrix[fit][adoption]))
		}
		matrix.AddRow(append(row, strconv.Itoa(o.sum.Bands[rulebook.Fit][fit]))...)
	}
	row := []string{"all"}
	for _, adoption := range rulebook.Bands() {
		row = append(row, strconv.Itoa(o.sum.Bands[rulebook.Adoption][adoption]))
	}
	matrix.AddRow(append(row, strconv.Itoa(o.sum.Trial))...)
	if err := terminal.PrintLine(w, ""); err != nil {
		return err
	}
	if err := matrix.Write(w); err != nil {
		return err
	}
	if err := terminal.PrintLine(w, "\n"+o.caption()); err != nil {
		return err
	}
	var notes []string
	if unknown := o.UnknownText(); unknown != "" {
		notes = append(notes, unknown)
	}
	if left := o.left.Text(); left != "" {
		notes = append(notes, left+" of list; list --hidden lists them")
	}
	for _, t := range rulebook.WordsNotUnderstood(o.Gaps.NotUnderstood) {
		notes = append(notes, t.Text)
	}
	for _, note := range notes {
		if err := terminal.PrintLine(w, string(clean.Limit(note, terminal.MaxMessage))); err != nil {
			return err
		}
	}
	return nil
}

// wordOfAccounts is a word that says nothing about where an account stands.
type wordOfAccounts struct {
	Attribute string `json:"attribute"`
	Word      string `json:"word"`
	Accounts  int    `json:"accounts"`
}

func (o *overview) wordsNotUnderstood() []wordOfAccounts {
	words := []wordOfAccounts{}
	for _, w := range o.Gaps.NotUnderstood {
		words = append(words, wordOfAccounts{w.Attribute, w.Word, w.Count})
	}
	return words
}

// caption says what the tables leave out: how many qualify, the conversion rate and
// the as-of.
func (o *overview) caption() string {
	rate := "no trial has finished yet"
	if r, ok := o.sum.ConversionRate(); ok {
		rate = fmt.Sprintf("%.1f %% of %s converted", 100*r, output.Plural(o.sum.Finished, "finished trial", "finished trials"))
	}
	caption := fmt.Sprintf("%d qualified (✓)", o.sum.Qualified)
	if n := o.sum.Disqualified; n > 0 {
		caption += fmt.Sprintf(" · %d disqualified, %d of them qualified but for that", n, o.sum.KeptOut)
	}
	if n := o.handsRaised(); n > 0 {
		caption += fmt.Sprintf(" · %d raised a hand", n)
	}
	if o.classes.Lookers.Any() || o.classes.Builders.Any() {
		caption += fmt.Sprintf(" · %s, %s", output.Plural(o.classes.Lookers.Count(), "looker", "lookers"), output.Plural(o.classes.Builders.Count(), "builder", "builders"))
	}
	caption += fmt.Sprintf(" · %s · as of %s", rate, o.Population.Zone.ShortTime(o.AsOf))
	if out := o.LeftOutText(); out != "" {
		caption += " · " + out
	}
	return caption
}
