// Package search answers what filters ask of a workspace: conditions, owners and
// texts. Start with [Index], of which a process has one for each workspace, and
// [Source].
//
// The ids, names and domains of all accounts are held in memory, folded
// (textindex.go), and a search scans all of them (textsearch.go): a million accounts
// take milliseconds. They are read when they are first asked for. After an import
// only chunks in which something has changed are read again.
package search
