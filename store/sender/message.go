package sender

import (
	"time"
)

// Message is a message to send.
type Message struct {
	Key    string // letters and digits; the same at each attempt
	Target string // address or path
	Secret string // name of the environment variable that signs it; "" for none
	Body   string // JSON in one line
}

// RetryError is a failure that says how long to wait at least before another attempt.
type RetryError struct {
	After time.Duration
	Err   error
}

func (e *RetryError) Error() string { return e.Err.Error() }

func (e *RetryError) Unwrap() error { return e.Err }
