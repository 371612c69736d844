package sender

import (
	"time"
)

// Message is what is sent.
type Message struct {
	Key    string // the same each time that it is sent: letters and digits
	Target string // address or path
	Secret string // name of the environment variable that signs it; "" for none
	Body   string // JSON in one line
}

// RetryError is a failure after which to wait at least so long.
type RetryError struct {
	After time.Duration
	Err   error
}

func (e *RetryError) Error() string { return e.Err.Error() }

func (e *RetryError) Unwrap() error { return e.Err }
