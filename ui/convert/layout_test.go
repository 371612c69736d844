package convert

import (
	"testing"

	"trialist/ui/layout"
)

// inside fails unless a rectangle is inside of another.
func inside(t *testing.T, name string, inner, outer layout.Rect) {
	t.Helper()
	if inner.W < 0 || inner.H < 0 {
		t.Errorf("%s: %+v has a negative size", name, inner)
	}
	if inner.H > 0 && inner.W > 0 &&
		(inner.X < outer.X || inner.Y < outer.Y || inner.X+inner.W > outer.X+outer.W || inner.Y+inner.H > outer.Y+outer.H) {
		t.Errorf("%s: %+v is not within %+v", name, inner, outer)
	}
}

func overlap(a, b layout.Rect) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestTheLayoutCoversAnySize(t *testing.T) {
	t.Parallel()
	for width := range 221 {
		for height := range 69 {
			whole := layout.Rect{X: 0, Y: 0, W: width, H: height}
			for _, size := range []previewSize{{}, {hidden: true}, {width: 1, height: 1}, {width: 500, height: 500}} {
				c := newScreenLayout(width, height, size)
				parts := []layout.Rect{c.status, c.rule, c.header, c.rows, c.preview.Rule, c.preview.Area}
				for i, r := range parts {
					inside(t, "convert", r, whole)
					for _, other := range parts[:i] {
						if overlap(r, other) {
							t.Fatalf("%dx%d: %+v and %+v overlap", width, height, r, other)
						}
					}
				}
				if width >= 40 && height >= 6 && c.rows.H < 2 {
					t.Fatalf("%dx%d: %d rows", width, height, c.rows.H)
				}
			}
		}
	}
}
