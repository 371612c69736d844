package listing

import (
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/account"
)

// disqualifier is a disqualifier that holds for one account, and why.
type disqualifier struct {
	Name     string `json:"name"`
	When     string `json:"when"`
	Evidence string `json:"evidence"`
}

// disqualifiers lists the disqualifiers that hold for an account, with the evidence.
func disqualifiers(v *session.RankedWorkspace, slot int, account *account.Account) []disqualifier {
	list := []disqualifier{}
	for _, d := range v.Ranking.DisqualifiedBy(slot) {
		list = append(list, disqualifier{d.Name, d.When.String(), evidence(d.When, account, v.Moment())})
	}
	return list
}

func disqualifierTable(disqualifiers []disqualifier) *output.Table {
	t := output.NewTable(
		output.Column{Header: ""}, output.Column{Header: "disqualifier", Shrinkable: true},
		output.Column{Header: "when", Shrinkable: true}, output.Column{Header: "evidence", Shrinkable: true},
	)
	for _, d := range disqualifiers {
		t.AddRow("✗", d.Name, d.When, d.Evidence)
	}
	return t
}
