// Package eventsort sorts the event rows of an import by account, in memory and, when
// there are too many, through a temporary file.
//
// Start with [Partitions], which takes rows in any order, one partition for each 1024
// accounts. A [Reader] sorts one partition at a time and gives the [Rows] of account
// after account. [Rows.Entries] puts those into the order of logs.
//
// It knows accounts by their numbers only, and nothing of logs and databases.
package eventsort
