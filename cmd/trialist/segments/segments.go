package segments

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

func New(g *session.Globals) *cobra.Command {
	list := newSegmentsList(g)
	cmd := &cobra.Command{
		Use:   "segments",
		Short: "List and change the segments, conditions with a name",
		Long: `List and change the segments, conditions with a name.

A segment may ask what signals may, and also about scores, bands, the status, signals that are
matched, days left and touches. list --filter segment:NAME shows the trials in one.`,
		Example: `trialist segments list
trialist segments add --name Hot --when 'adoption score is at least 75 and days since last touch is not set'
trialist list --filter 'segment:Hot'`,
		Args: cli.NoArgs,
		RunE: list.RunE,
	}
	cmd.AddCommand(list, newSegmentsShow(g), newSegmentsAdd(g), newSegmentsEdit(g), newSegmentsRename(g), newSegmentsMove(g), newSegmentsRemove(g))
	cmd.Flags().AddFlagSet(list.Flags())
	return cmd
}

// segmentNamed returns the segment of that name, or an error that says which may be
// meant, or else how to list them.
func segmentNamed(segments rulebook.Segments, name string) (rulebook.Segment, error) {
	s, ok := segments.ByName(name)
	if ok {
		return s, nil
	}
	var names []string
	for _, other := range segments.List {
		names = append(names, other.Name)
	}
	return s, cli.UnknownName("segment", name, names)
}

// segmentFlags holds the flags of add and edit.
type segmentFlags struct{ name, color, when string }

func (f *segmentFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "name", "", "name, unique among all segments")
	flags.StringVar(&f.when, "when", "", "condition, as a sentence")
	flags.StringVar(&f.color, "color", "", "colour of its mark: none, blue, green, yellow or red")
}

// applyTo returns the segment with the values of the flags that were given.
func (f *segmentFlags) applyTo(s rulebook.Segment, given func(flag string) bool) (rulebook.Segment, error) {
	var err error
	if given("name") {
		s.Name = f.name
	}
	if given("color") {
		if s.Color, err = rulebook.ParseColor(f.color); err != nil {
			return s, cli.Usagef("--color: %w", err)
		}
	}
	if given("when") {
		if strings.TrimSpace(f.when) == "" {
			err = condition.Condition{}.ValidateSegment()
		} else {
			s.When, err = rulebook.ParseSegmentCondition(f.when)
		}
		if err != nil {
			return s, cli.Usagef("--when: %w", err)
		}
	}
	return s, nil
}

func newSegmentsAdd(g *session.Globals) *cobra.Command {
	var f segmentFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "add --name NAME --when CONDITION",
		Short:   "Add a segment",
		Example: `trialist segments add --name Hot --color red --when 'qualified is yes and days since last touch is not set'`,
		Args:    cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := cli.RequireFlags(cmd, "a segment", "name", "when"); err != nil {
				return err
			}
			s, err := f.applyTo(rulebook.Segment{}, cmd.Flags().Changed)
			if err != nil {
				return err
			}
			return edit.Run(g, cmd, asJSON, func(book rulebook.Rulebook) (rulebook.Rulebook, error) { return book.AddSegment(s) })
		},
	}
	f.add(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// changeSegment returns a command that changes the segment named by its first
// argument. Arguments describes each argument in the error about a missing one.
func changeSegment(g *session.Globals, cmd *cobra.Command, arguments []string,
	change func(book rulebook.Rulebook, s rulebook.Segment, args []string) (rulebook.Rulebook, error),
) *cobra.Command {
	var asJSON bool
	cmd.Args = cli.ExactArgs(arguments...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return edit.Run(g, cmd, asJSON, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
			s, err := segmentNamed(book.Segments, args[0])
			if err != nil {
				return book, err
			}
			return change(book, s, args[1:])
		})
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func newSegmentsEdit(g *session.Globals) *cobra.Command {
	var f segmentFlags
	var cmd *cobra.Command
	cmd = changeSegment(g, &cobra.Command{
		Use:     "edit NAME",
		Short:   "Change what the flags say about a segment",
		Example: `trialist segments edit Hot --when 'adoption band is High|"Very high" and owner is not set'`,
	}, segmentArgument(), func(book rulebook.Rulebook, s rulebook.Segment, _ []string) (rulebook.Rulebook, error) {
		edited, err := f.applyTo(s, cmd.Flags().Changed)
		if err != nil {
			return book, err
		}
		return book.ReplaceSegment(edited)
	})
	f.add(cmd.Flags())
	return cmd
}

func newSegmentsRename(g *session.Globals) *cobra.Command {
	return changeSegment(g, &cobra.Command{
		Use:     "rename NAME NEW",
		Short:   "Give a segment another name",
		Example: `trialist segments rename Hot "Call today"`,
	}, append(segmentArgument(), "its NEW name"), func(book rulebook.Rulebook, s rulebook.Segment, args []string) (rulebook.Rulebook, error) {
		s.Name = args[0]
		return book.ReplaceSegment(s)
	})
}

func newSegmentsMove(g *session.Globals) *cobra.Command {
	var to int
	cmd := changeSegment(g, &cobra.Command{
		Use:     "move NAME --to PLACE",
		Short:   "Put a segment at another place of the list",
		Long:    "Put a segment at another place of the list, counted from 1.",
		Example: `trialist segments move Hot --to 1`,
	}, segmentArgument(), func(book rulebook.Rulebook, s rulebook.Segment, _ []string) (rulebook.Rulebook, error) {
		if to == 0 {
			return book, cli.Usagef("say where to move %q with --to PLACE, counted from 1", s.Name)
		}
		return book.MoveSegment(s.ID, to-1)
	})
	cmd.Flags().IntVar(&to, "to", 0, "place, counted from 1")
	return cmd
}

func newSegmentsRemove(g *session.Globals) *cobra.Command {
	return changeSegment(g, &cobra.Command{Use: "remove NAME", Short: "Take a segment away"}, segmentArgument(),
		func(book rulebook.Rulebook, s rulebook.Segment, _ []string) (rulebook.Rulebook, error) {
			return book.RemoveSegment(s.ID)
		})
}

// segmentArgument describes the argument of commands that need the name of a segment.
func segmentArgument() []string { return []string{"the NAME of a segment"} }
