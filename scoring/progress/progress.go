package progress

import "context"

// Func is told how far long work has come: what is being done, as in "reading
// events", and how much of how much is done. Several goroutines may call it at
// once, so a number may come after a higher one.
type Func func(doing string, done, total int)

type progressKey struct{}

// NewContext is a context under which long work tells p how far it is. It is in
// the context because many calls lie between those who wait and those who work,
// and none of them has anything to do with it.
func NewContext(ctx context.Context, p Func) context.Context {
	return context.WithValue(ctx, progressKey{}, p)
}

// Report calls the [Func] of the context, if it has one. It costs a look-up, so
// work in small steps reports once every thousand steps or so.
func Report(ctx context.Context, doing string, done, total int) {
	if p, ok := ctx.Value(progressKey{}).(Func); ok && p != nil {
		p(doing, done, total)
	}
}
