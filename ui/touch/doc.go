// Package touch is what people write down about an account from any screen: that
// it was contacted, a note, an owner; with undo, and with copying its name.
//
// It knows the board and the store. A screen that has an account puts
// [Actions.Bindings] among its own; [Changed] tells the screens what was written.
package touch
