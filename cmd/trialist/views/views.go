package views

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/filter"
	"trialist/scoring/view"
	"trialist/store/views"
)

// New returns the command with its subcommands.
func New(g *session.Globals) *cobra.Command {
	list := newList(g)
	cmd := &cobra.Command{
		Use:   "views",
		Short: "List and change the views, filters of the list with a name",
		Long: `List and change the views: filters with a name, a sort and columns, which v opens in the dashboard
and list --view shows. In a filter owner:@me is who looks.`,
		Example: `trialist views add --name "Big in France" --filter "country:FR employees>50" --sort left
trialist list --view "Big in France"`,
		Args: cli.NoArgs,
		RunE: list.RunE,
	}
	cmd.AddCommand(list, newAdd(g), newEdit(g), newRename(g), newRemove(g))
	cmd.Flags().AddFlagSet(list.Flags())
	return cmd
}

// viewList is views to be printed.
type viewList []view.View

func newList(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the views",
		Args:  cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				all, err := views.Load(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), viewList(all))
			})
		},
	}
	out.AddFlags(cmd)
	return cmd
}

// viewJSON is one view in the JSON contract.
type viewJSON struct {
	Name    string   `json:"name"`
	Filter  string   `json:"filter"`
	Sort    string   `json:"sort"`
	Reverse bool     `json:"reverse"`
	Columns []string `json:"columns"`
}

func (l viewList) JSON(w io.Writer) error {
	list := []viewJSON{}
	for _, v := range l {
		columns := make([]string, 0, len(v.ShownColumns()))
		for _, c := range v.ShownColumns() {
			columns = append(columns, c.String())
		}
		list = append(list, viewJSON{v.Name, v.Filter, v.Sort.By.String(), v.Sort.Reverse, columns})
	}
	return output.WriteJSON(w, struct {
		Version int        `json:"version"`
		Views   []viewJSON `json:"views"`
	}{output.JSONVersion, list})
}

func (l viewList) CSV(w io.Writer) error {
	var rows [][]string
	for _, v := range l {
		rows = append(rows, []string{v.Name, v.Filter, v.Sort.String(), view.FormatColumns(v.ShownColumns())})
	}
	return output.WriteCSV(w, []string{"name", "filter", "sort", "columns"}, rows)
}

func (l viewList) Table(w io.Writer) error {
	if len(l) == 0 {
		return terminal.PrintLine(w, "no views yet; add one with trialist views add")
	}
	t := output.NewTable(
		output.Column{Header: "view", Shrinkable: true}, output.Column{Header: "filter", Shrinkable: true}, output.Column{Header: "sort"},
		output.Column{Header: "columns", Shrinkable: true, DropOrder: 1},
	)
	for _, v := range l {
		columns := "the usual"
		if len(v.Columns) > 0 {
			columns = view.FormatColumns(v.Columns)
		}
		t.AddRow(v.Name, v.Filter, v.Sort.String(), columns)
	}
	return t.WriteWhole(w)
}

// viewFlags holds the flags of add and edit.
type viewFlags struct{ name, filter, sort, columns string }

func (f *viewFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "name", "", "name, unique among all views")
	flags.StringVar(&f.filter, "filter", "", "which trials, as on the filter line of the dashboard")
	flags.StringVar(&f.sort, "sort", "", "as list --sort; -left turns it round")
	flags.StringVar(&f.columns, "columns", "", "columns of the dashboard from left to right, such as rank,name,fit,owner")
}

// applyTo returns the view with the values of the flags that were given.
func (f *viewFlags) applyTo(v view.View, given func(flag string) bool) (view.View, error) {
	var err error
	if given("name") {
		v.Name = strings.TrimSpace(f.name)
	}
	if given("filter") {
		parsed, err := filter.Parse(f.filter)
		if err != nil {
			return v, cli.Usagef("--filter: %w", err)
		}
		v.Filter = parsed.String()
	}
	if given("sort") {
		if v.Sort, err = view.ParseSort(f.sort); err != nil {
			return v, cli.Usagef("--sort: %w", err)
		}
	}
	if given("columns") {
		if v.Columns, err = view.ParseColumns(f.columns); err != nil {
			return v, cli.Usagef("--columns: %w", err)
		}
	}
	return v, nil
}

// change is a change of the views. What it says was done is printed.
type change func(all []view.View) (changed []view.View, told string, err error)

// run makes a change and prints what was done, or all views as JSON. It warns of filters
// that were written and ask for what there is not.
func run(g *session.Globals, cmd *cobra.Command, asJSON bool, do change) error {
	return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
		told, before := "", []view.View(nil)
		all, err := views.Edit(cmd.Context(), s.Store, func(all []view.View) (changed []view.View, err error) {
			before = all
			changed, told, err = do(slices.Clone(all))
			return changed, err
		})
		if err != nil {
			return err
		}
		if asJSON {
			err = viewList(all).JSON(cmd.OutOrStdout())
		} else {
			err = terminal.PrintLine(cmd.OutOrStdout(), told)
		}
		return errors.Join(err, warn(cmd, s, before, all))
	})
}

// warn says on standard error which filters that are not among those before ask for what
// there is not.
func warn(cmd *cobra.Command, s *session.Session, before, now []view.View) error {
	for _, v := range now {
		if slices.ContainsFunc(before, func(was view.View) bool { return was.Filter == v.Filter }) {
			continue
		}
		parsed, err := filter.Parse(v.Filter)
		if err != nil {
			return err
		}
		warnings, err := edit.FilterWarnings(cmd.Context(), s, parsed)
		if err != nil {
			return err
		}
		for _, warning := range warnings {
			cli.PrintError(cmd.ErrOrStderr(), errors.New("warning: "+v.Name+": "+warning))
		}
	}
	return nil
}

func newAdd(g *session.Globals) *cobra.Command {
	var f viewFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "add --name NAME",
		Short:   "Add a view",
		Example: `trialist views add --name "My last week" --filter "owner:@me last_touch<7" --sort touch --columns rank,name,adoption,touch`,
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("name") {
				return cli.Usagef("a view needs --name; see %s --help", cmd.CommandPath())
			}
			v, err := f.applyTo(view.View{Sort: view.DefaultSort()}, cmd.Flags().Changed)
			if err != nil {
				return err
			}
			return run(g, cmd, asJSON, func(all []view.View) ([]view.View, string, error) {
				return append(all, v), "view " + v.Name + ": added", nil
			})
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print all views as JSON")
	return cmd
}

// changeOne returns a command that changes the view named by its first argument.
func changeOne(g *session.Globals, cmd *cobra.Command, arguments []string,
	do func(all []view.View, at int, args []string) (changed []view.View, told string, err error),
) *cobra.Command {
	var asJSON bool
	cmd.Args = cli.ExactArgs(append([]string{"the NAME of a view"}, arguments...)...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return run(g, cmd, asJSON, func(all []view.View) ([]view.View, string, error) {
			at, err := view.Named(all, args[0])
			if err != nil {
				return nil, "", err
			}
			return do(all, at, args[1:])
		})
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print all views as JSON")
	return cmd
}

func newEdit(g *session.Globals) *cobra.Command {
	var f viewFlags
	var cmd *cobra.Command
	cmd = changeOne(g, &cobra.Command{
		Use:     "edit NAME",
		Short:   "Change what the flags say about a view",
		Example: `trialist views edit Slipping --filter "adoption>=50 seen>2" --sort -seen`,
	}, nil, func(all []view.View, at int, _ []string) ([]view.View, string, error) {
		edited, err := f.applyTo(all[at], cmd.Flags().Changed)
		if err != nil {
			return nil, "", err
		}
		told := "view " + edited.Name + ": changed"
		if edited.Name == all[at].Name && edited.Equal(all[at]) {
			told = "nothing to change"
		}
		all[at] = edited
		return all, told, nil
	})
	f.add(cmd.Flags())
	return cmd
}

func newRename(g *session.Globals) *cobra.Command {
	return changeOne(g, &cobra.Command{
		Use:     "rename NAME NEW",
		Short:   "Give a view another name",
		Example: `trialist views rename Slipping "Going quiet"`,
	}, []string{"its NEW name"}, func(all []view.View, at int, args []string) ([]view.View, string, error) {
		before := all[at].Name
		all[at].Name = strings.TrimSpace(args[0])
		return all, "view " + all[at].Name + ": renamed from " + before, nil
	})
}

func newRemove(g *session.Globals) *cobra.Command {
	return changeOne(g, &cobra.Command{Use: "remove NAME", Short: "Take a view away"}, nil,
		func(all []view.View, at int, _ []string) ([]view.View, string, error) {
			name := all[at].Name
			return slices.Delete(all, at, at+1), "view " + name + ": removed", nil
		})
}
