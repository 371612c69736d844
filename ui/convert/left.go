package convert

import (
	"context"
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/view"
	"trialist/store"
	"trialist/ui/job"
	"trialist/ui/textfield"
)

// Left is how a user left the list: what is kept between runs. It is comparable. The
// zero Left is the list as it is at first.
type Left struct {
	Listed
	BeforeView    Listed `json:"before_view,omitzero"` // where a view was opened
	InView        bool   `json:"in_view,omitempty"`    // a view was opened, and not left
	LaneFolded    bool   `json:"lane_folded,omitempty"`
	PreviewHidden bool   `json:"preview_hidden,omitempty"`
	PreviewWidth  int    `json:"preview_width,omitempty"`  // cells
	PreviewHeight int    `json:"preview_height,omitempty"` // lines
}

// Listed is what of the list a view has. It is comparable. The zero Listed is the usual
// list.
type Listed struct {
	Filter  string `json:"filter,omitempty"`
	Sort    string `json:"sort,omitempty"`    // as [view.Sort.String]; "" for the usual one
	Columns string `json:"columns,omitempty"` // as [view.FormatColumns]
}

// leftKey is the key of the preference that a Left is stored under.
const leftKey = "list"

// LoadLeft reads how the user left the list. What cannot be read is as it is at first:
// it is not worth a question.
func LoadLeft(ctx context.Context, s *store.Store, who string) Left {
	var left Left
	stored, err := s.Preference(ctx, who, leftKey)
	if err != nil || json.Unmarshal([]byte(stored), &left) != nil {
		return Left{}
	}
	return left
}

// saveLeft stores how the user leaves the list.
func saveLeft(ctx context.Context, s *store.Store, who string, left Left) error {
	stored, err := json.Marshal(left)
	if err != nil {
		return err
	}
	return s.SetPreference(ctx, who, leftKey, string(stored))
}

// leftKeeper writes how the list is left, whenever that has changed.
type leftKeeper struct {
	job      job.Latest
	kept     Left // as it is stored, or is being stored
	disabled bool // nothing is written
}

// leftKept is the answer of the command that writes.
type leftKept struct {
	seq int
	err error
}

// left is how the list is now.
func (c *Screen) left() Left {
	filter := c.filter.field.Value()
	if c.filter.editing {
		filter = c.filter.before
	}
	listed := Listed{Filter: filter, Columns: view.FormatColumns(c.columns)}
	if sort := c.board.Sort(); sort != view.DefaultSort() {
		listed.Sort = sort.String()
	}
	return Left{
		Listed: listed, BeforeView: c.beforeView, InView: c.inView, LaneFolded: c.board.LaneFolded(), PreviewHidden: c.previewSize.hidden,
		PreviewWidth: c.previewSize.width, PreviewHeight: c.previewSize.height,
	}
}

// take has the list as it was left. It is called before the board has read anything.
func (c *Screen) take(left Left) {
	if columns, err := view.ParseColumns(left.Columns); err == nil {
		c.columns = columns
	}
	c.previewSize = previewSize{left.PreviewHidden, max(left.PreviewWidth, 0), max(left.PreviewHeight, 0)}
	if sort, err := view.ParseSort(left.Sort); err == nil {
		_ = c.board.SortBy(sort) // no command before there is a ranking
	}
	c.beforeView, c.inView = left.BeforeView, left.InView
	_ = c.board.FoldLane(left.LaneFolded) // likewise
	c.filter.field = textfield.New(left.Filter)
	_ = c.applyFilterText()
	c.keeper.kept = c.left()
}

// keepLeft is the command that writes how the list is, where that has changed. While
// the border is dragged it waits for the end.
func (c *Screen) keepLeft() tea.Cmd {
	k, left := &c.keeper, c.left()
	if k.disabled || c.dragging || left == k.kept || k.job.Running {
		return nil
	}
	k.job.Start()
	k.kept = left
	ctx, s, who, seq := c.board.Context(), c.board.Store(), c.who, k.job.Seq
	return func() tea.Msg { return leftKept{seq, saveLeft(ctx, s, who, left)} }
}

func (c *Screen) handleLeftKept(m leftKept) {
	if fresh, _ := c.keeper.job.Finish(m.seq); fresh && m.err != nil && c.board.Context().Err() == nil {
		c.frame.Fail(m.err)
	}
}

// Close writes how the list was left, unless that is stored. It is called when no more
// messages are handled.
func (c *Screen) Close(ctx context.Context) error {
	left := c.left()
	if c.keeper.disabled || left == c.keeper.kept && !c.keeper.job.Running || c.board.Store() == nil {
		return nil
	}
	return saveLeft(ctx, c.board.Store(), c.who, left)
}
