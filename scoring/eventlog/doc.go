// Package eventlog packs all events of an account into a few bytes and reads them
// back: events grouped by name, times as differences, numbers as varints.
//
// log.go says how a log is written down. [Encode] and [Merger] make logs, [Log]
// reads them. It knows instants, and event names and people only by number.
package eventlog
