package proof

import (
	"fmt"
	"io"
	"strconv"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/proof"
	"trialist/ui/proofpage"
)

// dayList prints the verdict of each day.
type dayList []proof.DayPower

type dayJSON struct {
	K         int `json:"k"`
	Trials    int `json:"trials"`
	Converted int `json:"converted"`
	powerJSON
}

// JSON prints the contract.
func (l dayList) JSON(w io.Writer) error {
	contract := struct {
		Version     int       `json:"version"`
		TrustedFrom *int      `json:"trusted_from"`
		Days        []dayJSON `json:"days"`
	}{Version: output.JSONVersion, Days: []dayJSON{}}
	day, ok := proof.TrustedFrom(l)
	contract.TrustedFrom = output.OrNull(day, ok)
	for _, d := range l {
		contract.Days = append(contract.Days, dayJSON{d.Day, d.Outcome.Finished, d.Outcome.Converted, newPowerJSON(d.Power)})
	}
	return output.WriteJSON(w, contract)
}

// CSV prints a row a day.
func (l dayList) CSV(w io.Writer) error {
	var rows [][]string
	for _, d := range l {
		j := newPowerJSON(d.Power)
		rows = append(rows, []string{
			strconv.Itoa(d.Day), strconv.Itoa(d.Outcome.Finished), strconv.Itoa(d.Outcome.Converted), d.Verdict.String(),
			output.Decimal(j.AUC), output.Decimal(j.Low), output.Decimal(j.High), output.Decimal(j.ChanceLow), output.Decimal(j.ChanceHigh),
		})
	}
	return output.WriteCSV(w, []string{"day", "trials", "converted", "verdict", "auc", "low", "high", "chance_low", "chance_high"}, rows)
}

// Table prints the verdicts and from when on they can be trusted.
func (l dayList) Table(w io.Writer) error {
	t := output.NewTable(
		output.Column{Header: "day", AlignRight: true}, output.Column{Header: "trials", AlignRight: true}, output.Column{Header: "converted", AlignRight: true},
		output.Column{Header: "right in 100 pairs", AlignRight: true}, output.Column{Header: "by chance", AlignRight: true, DropOrder: 1}, output.Column{Header: "verdict"},
	)
	for _, d := range l {
		pairs, chance := "-", "-"
		if j := newPowerJSON(d.Power); j.AUC != nil {
			pairs = fmt.Sprintf("%.1f (%.0f to %.0f)", 100*d.AUC, 100*d.Low, 100*d.High)
			chance = fmt.Sprintf("%.0f to %.0f", 100*d.ChanceLow, 100*d.ChanceHigh)
		}
		t.AddRow(strconv.Itoa(d.Day), strconv.Itoa(d.Outcome.Finished), strconv.Itoa(d.Outcome.Converted), pairs, chance, d.Verdict.String())
	}
	if err := t.WriteWhole(w); err != nil {
		return err
	}
	for _, line := range []string{proofpage.DaysWords(l), proofpage.PairsWords + " By chance: what the same scores give when the outcomes are shuffled."} {
		if err := terminal.PrintLine(w, line); err != nil {
			return err
		}
	}
	return nil
}
