// Package suggest finds the weights with which the score would have predicted conversion
// best, and says whether they are better than those in force. Start reading at [New];
// [Best] answers which few signals are enough.
//
// Weights are fitted on the older of the trials that have ended, and judged on the newer
// ones. How well they do on the trials that they were fitted on is never shown: any fitted
// weights do well there.
package suggest
