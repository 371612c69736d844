package progress

import "context"

// Func hears how far a long piece of work has come: what is being done, as
// in "reading events", and how much of it. It may be called by several
// goroutines at once, so that a number may come after a higher one.
type Func func(doing string, done, total int)

type progressKey struct{}

// NewContext is a context under which long work tells p how far it is. It
// goes with the context because those who work are far below those who wait,
// and what lies between has nothing to say about it.
func NewContext(ctx context.Context, p Func) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// Report tells the progress of the context, if it has one. It costs a look-up,
// so work in small steps reports every thousand or so.
func Report(ctx context.Context, doing string, done, total int) {
	if p, ok := ctx.Value(progressKey{}).(Func); ok && p != nil {
		p(doing, done, total)
	}
}
