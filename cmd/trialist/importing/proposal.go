package importing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/leftout"
	"trialist/scoring/rulebook"
	"trialist/store/facts"
	"trialist/store/feed/field"
	"trialist/store/rulebooks"
	"trialist/ui/clean"
)

// maxProposalAccounts is how many accounts a workspace may have for the import to look
// for those to leave out: all addresses are read, and nobody is to wait for that.
const maxProposalAccounts = 20_000

// leftOutProposal is the condition that would leave out what looks like tests, in the
// JSON contract.
type leftOutProposal struct {
	When     string `json:"when"`
	Accounts int    `json:"accounts"` // that it would take out
	Of       int    `json:"of"`       // accounts that there are
	Doubtful bool   `json:"doubtful"` // they are so many that they may be customers
	Accepted bool   `json:"accepted"` // it is in force since

	found leftout.Proposal
}

// accept leaves out what is proposed, unless it is doubtful. Nothing is proposed where p
// is nil.
func (p *leftOutProposal) accept(ctx context.Context, s *session.Session) error {
	if p == nil || p.Doubtful {
		return nil
	}
	_, err := edit.Apply(ctx, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
		book.Lifecycle.LeftOut = p.found.When
		return book, nil
	})
	if err != nil {
		return fmt.Errorf("the files are imported, and nobody is left out: %w", err)
	}
	p.Accepted = true
	return nil
}

// String is the proposal as the report has it, with the command quoted for a shell.
func (p leftOutProposal) String() string {
	if p.Accepted {
		return string(clean.Of(output.Plural(p.Accounts, "account is", "accounts are") +
			" left out, being like your own or tests: " + p.When))
	}
	quoted := "'" + strings.ReplaceAll(p.When, "'", `'\''`) + "'"
	if p.Doubtful {
		return string(clean.Of(fmt.Sprintf("%d of %d accounts (%d %%) have addresses that look like your own or like tests. That is many, so they may well be customers, and nobody is left out; "+
			"if they are none, trialist config set left_out %s leaves them out", p.Accounts, p.Of, p.found.Percent(), quoted)))
	}
	return string(clean.Of(output.Plural(p.Accounts, "account looks", "accounts look") +
		" like your own or tests; to leave them out: trialist config set left_out " + quoted + ", or import with --leave-out-proposed"))
}

// proposeLeftOut is what the import proposes; nil for nothing. The import is committed by
// then, so an error is only logged.
func proposeLeftOut(ctx context.Context, s *session.Session, files []inputFile) *leftOutProposal {
	if !slices.ContainsFunc(files, func(f inputFile) bool { return f.Kind != field.Events }) {
		return nil
	}
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil || book.Lifecycle.LeavesOut() {
		s.Log.WarnQuietly("looking for accounts to leave out failed", err)
		return nil
	}
	var found leftout.Proposal
	err = s.Cache.Do(ctx, func(f *facts.Snapshot) (err error) {
		if f.Accounts() <= maxProposalAccounts {
			found, err = leftout.Propose(ctx, f, condition.Moment{AsOf: s.AsOf, TrialDays: book.Lifecycle.TrialDays, Zone: f.NameIDs.Zone})
		}
		return err
	})
	if err != nil || found.Accounts == 0 {
		s.Log.WarnQuietly("looking for accounts to leave out failed", err)
		return nil
	}
	return &leftOutProposal{When: found.When.String(), Accounts: found.Accounts, Of: found.Of, Doubtful: found.Doubtful(), found: found}
}
