package proof

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/suggest"
	"trialist/scoring/value"
	"trialist/ui/proofpage"
)

// suggestFlags holds the flags about weights that the trials suggest.
type suggestFlags struct {
	suggest bool
	side    string
	signals int // how many at most are looked for; 0 for weights of all
}

// validate returns an error that says which flag is wrong.
func (f suggestFlags) validate(given func(name string) bool) (rulebook.Side, error) {
	side, err := rulebook.ParseSide(f.side)
	switch {
	case err != nil:
		return 0, cli.Usagef("--side: %w", err)
	case !f.suggest && given("side"):
		return 0, cli.Usagef("--side is for --suggest")
	case !f.suggest && given("signals"):
		return 0, cli.Usagef("--signals is for --suggest")
	case given("signals") && (f.signals < 1 || f.signals > rulebook.MaxBits):
		return 0, cli.Usagef("--signals %d: say how many signals to look for, from 1 to %d", f.signals, rulebook.MaxBits)
	}
	for _, name := range []string{"days", "html"} {
		if f.suggest && given(name) {
			return 0, cli.Usagef("--suggest prints weights, so it cannot go with --%s", name)
		}
	}
	return side, nil
}

// answer suggests weights, or looks for a few signals that would do.
func (f suggestFlags) answer(ctx context.Context, c *proof.Cohort, side rulebook.Side) (output.Printable, error) {
	if f.signals > 0 {
		found, err := suggest.Best(ctx, c, side, f.signals)
		return supports{found}, err
	}
	s, err := suggest.New(ctx, c, side)
	return suggestion{s}, err
}

// suggestion prints suggested weights.
type suggestion struct{ *suggest.Suggestion }

type weightJSON struct {
	Name      string `json:"name"`
	Weight    int    `json:"weight"`    // in force
	Suggested int    `json:"suggested"` // 0 to switch it off
}

func newWeightsJSON(weights []suggest.Weight) []weightJSON {
	list := []weightJSON{}
	for _, w := range weights {
		list = append(list, weightJSON{w.Signal.Name, w.Signal.Weight, w.Weight})
	}
	return list
}

// trialsJSON is how many trials the weights were chosen by, and how many judge them.
type trialsJSON struct {
	Older          int `json:"older"`
	OlderConverted int `json:"older_converted"`
	Newer          int `json:"newer"`
	NewerConverted int `json:"newer_converted"`

	NewerSince *output.Instant `json:"newer_since"` // the start of the first of them
}

func newTrialsJSON(s *suggest.Suggestion) trialsJSON {
	return trialsJSON{
		s.Older.Finished, s.Older.Converted, s.Newer.Finished, s.Newer.Converted,
		output.OrNull(output.Instant(s.Since), s.Since != value.Never),
	}
}

// JSON prints the contract. What is known of the newer trials is null where nothing was
// judged.
func (s suggestion) JSON(w io.Writer) error {
	type gainJSON struct {
		Gain       *float64 `json:"gain"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		ChanceLow  *float64 `json:"chance_low"`
		ChanceHigh *float64 `json:"chance_high"`
	}
	contract := struct {
		Version int             `json:"version"`
		K       int             `json:"k"`
		Side    string          `json:"side"`
		Offered bool            `json:"offered"`
		Verdict suggest.Verdict `json:"verdict"`
		Words   string          `json:"words"`
		trialsJSON
		Before   *powerJSON   `json:"before"` // the weights in force on the newer trials
		After    *powerJSON   `json:"after"`
		Gain     *gainJSON    `json:"gain"`
		Weights  []weightJSON `json:"weights"` // empty unless they are offered
		Commands []string     `json:"commands"`
	}{
		Version: output.JSONVersion, K: s.Day, Side: s.Side.String(), Offered: s.Verdict == suggest.Offered, Verdict: s.Verdict, Words: s.Words(),
		trialsJSON: newTrialsJSON(s.Suggestion), Weights: newWeightsJSON(s.Weights), Commands: append([]string{}, s.commands()...),
	}
	if s.Judged() {
		before, after, g := newPowerJSON(s.Before), newPowerJSON(s.After), s.Gain
		contract.Before, contract.After = &before, &after
		contract.Gain = &gainJSON{
			output.Rounded(g.Gain, 1000), output.Rounded(g.Low, 1000), output.Rounded(g.High, 1000), output.Rounded(g.ChanceLow, 1000), output.Rounded(g.ChanceHigh, 1000),
		}
	}
	return output.WriteJSON(w, contract)
}

// CSV prints a row for each suggested weight.
func (s suggestion) CSV(w io.Writer) error {
	var rows [][]string
	for _, j := range newWeightsJSON(s.Weights) {
		rows = append(rows, []string{j.Name, strconv.Itoa(j.Weight), strconv.Itoa(j.Suggested)})
	}
	return output.WriteCSV(w, []string{"signal", "weight", "suggested"}, rows)
}

// Table prints the words, then the weights and the commands that set them.
func (s suggestion) Table(w io.Writer) error {
	if err := terminal.PrintProse(w, s.Words()); err != nil || s.Verdict != suggest.Offered {
		return err
	}
	t := output.NewTable(output.Column{Header: "signal", Shrinkable: true}, output.Column{Header: "weight", AlignRight: true}, output.Column{Header: "suggested", AlignRight: true})
	for _, j := range newWeightsJSON(s.Weights) {
		t.AddRow(j.Name, strconv.Itoa(j.Weight), suggestedText(j.Suggested))
	}
	if err := terminal.PrintLine(w, ""); err != nil {
		return err
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	for _, line := range append([]string{"", "Nothing was changed. These commands set them:"}, s.commands()...) {
		if err := terminal.PrintLine(w, line); err != nil {
			return err
		}
	}
	return nil
}

// suggestedText is a weight, 0 being none.
func suggestedText(weight int) string {
	if weight == 0 {
		return "off"
	}
	return strconv.Itoa(weight)
}

// commands are those that put the weights in force, quoted for a shell. The last says by
// which trials they were chosen, so that these do not judge them.
func (s suggestion) commands() []string {
	var commands []string
	for _, w := range s.Weights {
		name := "'" + strings.ReplaceAll(w.Signal.Name, "'", `'\''`) + "'"
		if strings.HasPrefix(w.Signal.Name, "-") {
			name = "-- " + name // it is no flag
		}
		switch {
		case w.Weight == 0:
			commands = append(commands, "trialist signals disable "+name)
		case w.Weight != w.Signal.Weight:
			commands = append(commands, "trialist signals weight "+name+" "+strconv.Itoa(w.Weight))
		}
	}
	if s.Verdict == suggest.Offered {
		at := s.Since.Time().Format("2006-01-02T15:04:05.999Z07:00")
		commands = append(commands, "trialist config set "+s.Side.String()+"_tuned_before "+at)
	}
	return commands
}

// supports prints the best few signals.
type supports struct{ *suggest.Supports }

// JSON prints the contract.
func (s supports) JSON(w io.Writer) error {
	type supportJSON struct {
		Signals []weightJSON `json:"signals"`
		powerJSON
	}
	contract := struct {
		Version int             `json:"version"`
		K       int             `json:"k"`
		Side    string          `json:"side"`
		Verdict suggest.Verdict `json:"verdict"`
		Words   string          `json:"words"`
		trialsJSON
		Enough *int          `json:"enough"` // signals that do as well as all
		All    *powerJSON    `json:"all"`
		BySize []supportJSON `json:"by_size"`
	}{
		Version: output.JSONVersion, K: s.Day, Side: s.Side.String(), Verdict: s.Verdict, Words: s.Words(), trialsJSON: newTrialsJSON(s.Suggestion),
		Enough: output.OrNull(s.Enough, s.Enough > 0), BySize: []supportJSON{},
	}
	if len(s.BySize) > 0 {
		all := newPowerJSON(s.All)
		contract.All = &all
	}
	for _, few := range s.BySize {
		contract.BySize = append(contract.BySize, supportJSON{newWeightsJSON(few.Weights), newPowerJSON(few.Power)})
	}
	return output.WriteJSON(w, contract)
}

// CSV prints a row for each size.
func (s supports) CSV(w io.Writer) error {
	var rows [][]string
	for i, few := range s.BySize {
		j := newPowerJSON(few.Power)
		rows = append(rows, []string{strconv.Itoa(i + 1), supportNames(few), output.Decimal(j.AUC), output.Decimal(j.Low), output.Decimal(j.High), few.Power.Verdict.String()})
	}
	return output.WriteCSV(w, []string{"size", "signals", "auc", "low", "high", "verdict"}, rows)
}

// Table prints the words and a row for each size.
func (s supports) Table(w io.Writer) error {
	if err := terminal.PrintProse(w, s.Words()); err != nil || len(s.BySize) == 0 {
		return err
	}
	t := output.NewTable(
		output.Column{Header: "signals", AlignRight: true}, output.Column{Header: "right in 100 pairs", AlignRight: true},
		output.Column{Header: "verdict"}, output.Column{Header: "which, with their weights", Shrinkable: true},
	)
	for i, few := range s.BySize {
		t.AddRow(strconv.Itoa(i+1), fmt.Sprintf("%.0f (%.0f to %.0f)", 100*few.Power.AUC, 100*few.Power.Low, 100*few.Power.High), few.Power.Verdict.String(), supportNames(few))
	}
	if err := terminal.PrintLine(w, ""); err != nil {
		return err
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	return terminal.PrintLine(w, proofpage.PairsWords)
}

// supportNames are the signals with their weights.
func supportNames(s suggest.Support) string {
	var names []string
	for _, w := range s.Weights {
		names = append(names, fmt.Sprintf("%s %d", w.Signal.Name, w.Weight))
	}
	return strings.Join(names, ", ")
}
