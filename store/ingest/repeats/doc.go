// Package repeats settles what several rows of one account in a file of customers come
// to. Start with [Collector], which keeps the rows until the end of the file, and then
// with settlement in settlement.go, which decides among them.
//
// It knows accounts and attributes by their numbers, and nothing of databases.
package repeats
