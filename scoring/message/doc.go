// Package message holds the texts of messages to customers: templates with fields,
// such as {{account.name}} or {{contact.first_name|there}}, and how they are filled in.
//
// [Parse] reads a template and says what is wrong with it and where. [Template.Subject]
// and [Template.Body] fill it in with [Values], name the fields that nothing is known
// for, and make what they fill in safe for a mail. There are no conditions, loops,
// functions or files, and what is filled in is never read for fields itself. The package
// knows no accounts and no rulebook.
package message
