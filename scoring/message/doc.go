// Package message holds the texts of messages to customers: templates with fields,
// such as {{account.name}} or {{contact.first_name|there}}, and how they are filled in.
//
// [Parse] reads a template and says what is wrong with it and where. [Template.Subject]
// and [Template.Body] fill in [Values] and list the fields without a value. They make
// values safe for a mail: no line break in a subject, no control characters. Templates have
// no conditions, loops, functions or files, and values are never parsed for fields. The
// package knows neither accounts nor the rulebook.
package message
