package store

import "context"

// callerKey is the key of the caller's context in the context of a transaction.
type callerKey struct{}

// patient is a context that is never done: the driver starts a goroutine for every
// statement that could be cancelled, which costs more than most statements. It
// remembers the one that may be done, for [EachRow] and [Interruptible].
func patient(ctx context.Context) context.Context {
	return context.WithoutCancel(context.WithValue(ctx, callerKey{}, ctx))
}

// deaf is a context that is never done, whatever becomes of the caller.
func deaf(ctx context.Context) context.Context {
	return context.WithoutCancel(context.WithValue(ctx, callerKey{}, context.Background()))
}

// Interruptible is the context for a single statement that takes long, in a
// transaction: it is done when the caller's is.
func Interruptible(ctx context.Context) context.Context {
	if caller, ok := ctx.Value(callerKey{}).(context.Context); ok {
		return caller
	}
	return ctx
}

// askEvery is how many rows are read before it is asked whether the caller still
// wants them.
const askEvery = 1024
