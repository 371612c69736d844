package board

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// ProgressContext is the context of the next load, which shows its progress.
func (b *Board) ProgressContext(ctx context.Context) context.Context {
	return b.progress.withProgress(ctx, b.now)
}

// LoadSlow is the message that the pending load takes longer than slowThreshold.
func (b *Board) LoadSlow() tea.Msg { return loadSlow{b.loadJob.Seq} }
