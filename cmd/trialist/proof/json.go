package proof

import (
	"io"

	"trialist/cmd/trialist/output"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// report prints the proof of a day.
type report struct {
	*proof.Report
	asOf    string
	leftOut []string         // names of signals that the leak check named
	days    []proof.DayPower // for the page; nil without one
}

// outcomeJSON is a rate of finished trials with its 95 % interval.
type outcomeJSON struct {
	Trials    int      `json:"trials"`
	Converted int      `json:"converted"`
	Rate      *float64 `json:"rate"`
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
	TooFew    bool     `json:"too_few"` // to be compared with others
}

func newOutcomeJSON(o stats.Outcome) outcomeJSON {
	j := outcomeJSON{Trials: o.Finished, Converted: o.Converted, TooFew: o.Finished < proof.MinShown}
	if rate, ok := o.Rate(); ok {
		low, high, _ := o.Interval()
		j.Rate, j.Low, j.High = output.Rounded(rate, 1000), output.Rounded(low, 1000), output.Rounded(high, 1000)
	}
	return j
}

type bandJSON struct {
	Side string `json:"side"`
	Band string `json:"band"`
	outcomeJSON
}

type signalJSON struct {
	Name          string   `json:"name"`
	Side          string   `json:"side"`
	Attributes    bool     `json:"attributes"` // may have been filled in after the fact
	Used          int      `json:"used"`
	ConvertedUsed int      `json:"converted_used"`
	Lift          *float64 `json:"lift"`
	Low           *float64 `json:"low"`
	High          *float64 `json:"high"`
	P             *float64 `json:"p"`
	Q             *float64 `json:"q"`
}

type callsJSON struct {
	PerWeek   int      `json:"per_week"`
	Weeks     int      `json:"weeks"`
	Called    int      `json:"called"`
	Converted int      `json:"converted"`
	Precision *float64 `json:"precision"`
	Recall    *float64 `json:"recall"`
	Random    *float64 `json:"random"`     // conversions expected
	ByArrival int      `json:"by_arrival"` // conversions
	Cutoff    *float64 `json:"cutoff"`     // score
}

func newCallsJSON(c proof.Calls) callsJSON {
	j := callsJSON{
		PerWeek: c.PerWeek, Weeks: c.Weeks, Called: c.Called.Finished, Converted: c.Called.Converted,
		Random: output.Rounded(c.Random, 10), ByArrival: c.ByArrival.Converted,
	}
	if rate, ok := c.Called.Rate(); ok {
		j.Precision = output.Rounded(rate, 1000)
	}
	if recall, ok := c.Recall(float64(c.Called.Converted)); ok {
		j.Recall = output.Rounded(recall, 1000)
	}
	if c.HasCutoff {
		j.Cutoff = output.Rounded(float64(c.Cutoff.Tenths())/10, 10)
	}
	return j
}

type gainJSON struct {
	Called     *float64 `json:"called"`
	Reached    *float64 `json:"reached"`
	ChanceLow  *float64 `json:"chance_low"`
	ChanceHigh *float64 `json:"chance_high"`
}

type survivalJSON struct {
	Band      string   `json:"band"`
	Day       *float64 `json:"day"` // of the trial
	AtRisk    int      `json:"at_risk"`
	Converted int      `json:"converted"`
	Remaining *float64 `json:"remaining"` // share that has not converted
	Low       *float64 `json:"low"`
	High      *float64 `json:"high"`
}

type leakJSON struct {
	Name   string `json:"name"`
	Before int    `json:"before"`
	After  int    `json:"after"`
}

// powerJSON is a verdict and what it rests on.
type powerJSON struct {
	Verdict    proof.Verdict `json:"verdict"`
	AUC        *float64      `json:"auc"`
	Low        *float64      `json:"low"`
	High       *float64      `json:"high"`
	ChanceLow  *float64      `json:"chance_low"`
	ChanceHigh *float64      `json:"chance_high"`
	More       int           `json:"more"` // trials that would settle it
}

func newPowerJSON(p proof.Power) powerJSON {
	return powerJSON{
		Verdict: p.Verdict, AUC: output.Rounded(p.AUC, 1000), Low: output.Rounded(p.Low, 1000), High: output.Rounded(p.High, 1000),
		ChanceLow: output.Rounded(p.ChanceLow, 1000), ChanceHigh: output.Rounded(p.ChanceHigh, 1000), More: p.More,
	}
}

// words is the verdict for people.
func (r *report) words() string { return r.Adoption.Words(r.Outcome, r.Day, rulebook.Adoption) }

// JSON prints the contract.
func (r *report) JSON(w io.Writer) error {
	contract := struct {
		Version int    `json:"version"`
		K       int    `json:"k"`
		Words   string `json:"words"`
		powerJSON
		Fit       powerJSON       `json:"fit"`
		Trials    int             `json:"trials"`
		Converted int             `json:"converted"`
		Decided   int             `json:"decided"`
		Running   int             `json:"running"`
		NoStart   int             `json:"no_start"`
		Open      int             `json:"open"`
		Tuned     int             `json:"tuned"` // that helped to choose the weights, and judge nothing
		Calls     []callsJSON     `json:"calls"`
		Bands     []bandJSON      `json:"bands"`
		Matrix    [][]outcomeJSON `json:"matrix"` // [fit][adoption]
		Signals   []signalJSON    `json:"signals"`
		Gains     []gainJSON      `json:"gains"`
		Survival  []survivalJSON  `json:"survival"`
		Leaks     []leakJSON      `json:"leaks"`
		LeftOut   []string        `json:"left_out"` // names of signals that the leak check named
	}{
		Version: output.JSONVersion, K: r.Day, Words: r.words(), powerJSON: newPowerJSON(r.Adoption), Fit: newPowerJSON(r.Fit),
		Trials: r.Outcome.Finished, Converted: r.Outcome.Converted, Decided: r.Decided, Running: len(r.Running) + r.Early,
		NoStart: r.NoStart, Open: r.Open, Tuned: r.Tuned,
		Calls: []callsJSON{}, Bands: []bandJSON{}, Signals: []signalJSON{}, Gains: []gainJSON{}, Survival: []survivalJSON{}, Leaks: []leakJSON{},
		LeftOut: append([]string{}, r.leftOut...),
	}
	for _, c := range r.Calls {
		contract.Calls = append(contract.Calls, newCallsJSON(c))
	}
	for _, side := range rulebook.Sides() {
		for band, o := range r.Bands[side] {
			contract.Bands = append(contract.Bands, bandJSON{side.String(), rulebook.Band(band).Name(side), newOutcomeJSON(o)})
		}
	}
	for _, row := range r.Matrix {
		var cells []outcomeJSON
		for _, o := range row {
			cells = append(cells, newOutcomeJSON(o))
		}
		contract.Matrix = append(contract.Matrix, cells)
	}
	for _, l := range r.Lifts {
		contract.Signals = append(contract.Signals, newSignalJSON(l))
	}
	for _, g := range r.Gains {
		contract.Gains = append(contract.Gains, gainJSON{
			output.Rounded(g.Called, 1000), output.Rounded(g.Reached, 1000), output.Rounded(g.ChanceLow, 1000), output.Rounded(g.ChanceHigh, 1000),
		})
	}
	for band, curve := range r.Survival {
		for _, step := range curve.Steps {
			contract.Survival = append(contract.Survival, newSurvivalJSON(rulebook.Band(band), step))
		}
	}
	for _, l := range r.Leaks {
		contract.Leaks = append(contract.Leaks, leakJSON{l.Signal.Name, l.Before, l.After})
	}
	return output.WriteJSON(w, contract)
}

func newSignalJSON(l proof.Lift) signalJSON {
	const decimals = 1e6 // of small probabilities
	return signalJSON{
		Name: l.Signal.Name, Side: l.Signal.Side.String(), Attributes: l.Attributes, Used: l.Matching.Finished, ConvertedUsed: l.Matching.Converted,
		Lift: output.Rounded(l.Lift, 1000), Low: output.Rounded(l.Low, 1000), High: output.Rounded(l.High, 1000),
		P: output.Rounded(l.P, decimals), Q: output.Rounded(l.Q, decimals),
	}
}

func newSurvivalJSON(band rulebook.Band, s stats.SurvivalStep) survivalJSON {
	return survivalJSON{
		Band: band.Name(rulebook.Adoption), Day: output.Rounded(s.At, 10), AtRisk: s.AtRisk, Converted: s.Happened,
		Remaining: output.Rounded(s.Remaining, 1000), Low: output.Rounded(s.Low, 1000), High: output.Rounded(s.High, 1000),
	}
}
