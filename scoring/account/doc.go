// Package account holds one customer with everything known of it: attributes,
// contacts and events. The drill-down, the evidence and the slow reference
// evaluator read it; scoring a whole workspace never builds one.
//
// It knows names and values as conditions do, among them how the reserved
// attributes complete one another. Start reading at [Account].
package account
