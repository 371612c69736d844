// Package tables reads what several packages of the store need: the names of
// events and attributes with their ids (nameids.go), rows of accounts and contacts
// (accountrow.go, contactrow.go), the logs of accounts (logpages.go), and who was
// forgotten for good (forgotten.go). Start with [LoadNameIDs] and [EachLog].
//
// It keeps nothing in memory between two calls, and writes nothing but for
// [ChangeWorkflowStates].
package tables
