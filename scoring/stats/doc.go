// Package stats holds statistics of counts: intervals of rates, exact tests, the area under
// the ROC curve (AUC) with intervals, survival curves and logistic models. It knows numbers
// only, not accounts. Each function names the source of its formula. Random samples have a
// seed, so results are reproducible. Start with [Outcome].
package stats
