package ui

import (
	"testing"

	"trialist/ui/layout"
)

// within fails unless a rectangle is inside of another.
func within(t *testing.T, name string, inner, outer layout.Rect) {
	t.Helper()
	if inner.W < 0 || inner.H < 0 {
		t.Errorf("%s: %+v has a negative size", name, inner)
	}
	if inner.H > 0 && inner.W > 0 &&
		(inner.X < outer.X || inner.Y < outer.Y || inner.X+inner.W > outer.X+outer.W || inner.Y+inner.H > outer.Y+outer.H) {
		t.Errorf("%s: %+v is not within %+v", name, inner, outer)
	}
}

func TestLayoutsCoverAnySize(t *testing.T) {
	t.Parallel()
	for width := -1; width <= 220; width++ {
		for height := -1; height <= 70; height++ {
			whole := layout.Rect{X: 0, Y: 0, W: max(width, 0), H: max(height, 0)}
			f := newFrameLayout(width, height)
			for _, r := range []layout.Rect{f.header, f.body, f.footer} {
				within(t, "frame", r, whole)
			}
			if f.tooSmall != (width < minWidth || height < minHeight) {
				t.Fatalf("%dx%d: tiny is %v", width, height, f.tooSmall)
			}
		}
	}
}
