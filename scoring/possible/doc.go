// Package possible finds what missing attributes hide: the score that an account would
// reach if every rule that fails only for a missing attribute held. Nobody is ranked by
// it; it says whom to find out more about.
//
// Rules are looked at one by one. A rule about an attribute that the account does not
// have possibly holds, unless it asks whether that is not set; so does one about an
// attribute of contacts where no contact has it. Attributes that are there but do not read
// as the rule asks are known, and so is what happened. A condition of which all must hold
// possibly holds when all of its rules do, and one of which any must, when one does.
//
// Start with [Find] for all accounts, and [Assess] for one.
package possible
