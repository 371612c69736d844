// Package draft is the rulebook being edited: its steps, what it would do to the
// list, saving it, what somebody else saved meanwhile, and the copy that is kept
// in case the program ends.
//
// It knows the board and the store. The screens that edit share one [Editor], which
// opens its own dialogs and tells them all with [Changed].
//
// Start with [Editor] in editor.go; preview.go ranks the draft, save.go and
// conflict.go save it, keep.go keeps it, history.go goes back.
package draft
