package value

import "errors"

// FieldError says what is wrong with one field of something a person filled
// in. Forms show Message beside the field; the command line shows the error,
// which is the same message.
type FieldError struct {
	Field   string // path of the field, such as "name" or "rules[1].window"; "" is the whole
	Message string // one clause, such as "a window needs at least 1 day"
}

// Error is the message.
func (e *FieldError) Error() string { return e.Message }

// PrefixField puts the path of the containing field before the field of a
// [FieldError]; other errors, nil among them, come back as they are.
func PrefixField(path string, err error) error {
	var inner *FieldError
	if !errors.As(err, &inner) {
		return err
	}
	if inner.Field != "" {
		path += "." + inner.Field
	}
	return &FieldError{Field: path, Message: inner.Message}
}
