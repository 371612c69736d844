// Package record holds the rows of an imported file on their way from who reads
// the file to who stores it.
//
// A [Source] yields them in batches. It knows values and instants, and neither
// files nor a database.
package record
