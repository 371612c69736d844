package dashboard

import (
	"io"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/ui"
	"trialist/ui/keymap"
	"trialist/ui/userconfig"
)

// action is the JSON of an action.
type action struct {
	Action string   `json:"action"`
	Keys   []string `json:"keys"`
	Does   string   `json:"does"`
}

// NewKeys is the command that lists the actions of the dashboard.
func NewKeys() *cobra.Command {
	var asJSON, check bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "Print every action of the dashboard with its keys",
		Long: `Print every action of the dashboard with its default keys, in the form of the file that trialist paths
shows as "dashboard config". A file needs to have only what it changes. With --check that file is read,
and what is wrong with it is said.`,
		Example: "trialist config keys",
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			catalogue := ui.Catalogue()
			config := userconfig.Config{}
			if check {
				var err error
				if config, err = userconfig.Read(session.ConfigPath(), catalogue); err != nil {
					return err
				}
			}
			if asJSON {
				return writeKeysJSON(cmd.OutOrStdout(), catalogue, config.Keys)
			}
			return terminal.PrintLine(cmd.OutOrStdout(), userconfig.Sample(catalogue, config.Keys))
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "read the file, and print the keys that it gives")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func writeKeysJSON(w io.Writer, c keymap.Catalogue, chosen keymap.Map) error {
	actions := []action{}
	for _, a := range c.Actions() {
		keys := chosen.Keys(a.Name, a.Keys)
		if keys == nil {
			keys = []string{}
		}
		actions = append(actions, action{a.Name, keys, a.Desc})
	}
	return output.WriteJSON(w, struct {
		Version int      `json:"version"`
		Actions []action `json:"actions"`
	}{output.JSONVersion, actions})
}
