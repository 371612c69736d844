// Package possible computes possible scores: the score that an account would reach if every
// rule held that fails only because an attribute is missing. Nobody is ranked by it. It
// says which accounts are worth finding out more about.
//
// A rule about an attribute that the account, or all of its contacts, lack possibly holds,
// unless it asks that the attribute is not set. An attribute that is there is known, even if
// its value does not parse as the rule needs. What happened is always known. A condition
// possibly holds when all of its rules do or, if any of them suffices, when one does.
//
// Start with [Find] for all accounts, and [Assess] for one.
package possible
