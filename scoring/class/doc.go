// Package class tells lookers, who started a trial to look around, from builders, who try
// to make the product work for them.
//
// A trial is a looker if its first days are over and it has matched no enabled adoption
// signal beyond the setup phase; otherwise it is a builder. A match at any time since the
// start of the trial counts: a builder does not become a looker by staying away for a week.
// Start with [Find].
package class
