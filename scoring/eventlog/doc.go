// Package eventlog packs all events of an account into a few bytes and reads them
// back: events grouped by name, times as differences, numbers as varints.
//
// log.go describes the format. [Encode] and [Merger] make logs, [Log] and [Reader]
// read them. The package knows instants; events and contacts it knows by number
// only.
package eventlog
