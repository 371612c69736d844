// Package inspect finds in the rows of an import what nobody asked about and the user
// should know, and says it in notes:
//
//   - [Attributes]: words of statuses that are not understood, and columns that could be
//     the status or a date of the account
//   - [Contradictions]: accounts whose dates or words cannot both be true
//   - [EventIDs]: a column of ids that does not identify events
//   - [Likeness]: new events that resemble stored ones
//
// Each takes the rows as they come and tells its notes at the end. Nothing here changes
// what is imported; [EventIDs.Check] alone can refuse it.
//
// It knows nothing of databases.
package inspect
