package ui

import "testing"

// within fails unless one rectangle lies in another.
func within(t *testing.T, name string, inner, outer rect) {
	t.Helper()
	if inner.w < 0 || inner.h < 0 {
		t.Errorf("%s: %+v has a negative size", name, inner)
	}
	if inner.h > 0 && inner.w > 0 &&
		(inner.x < outer.x || inner.y < outer.y || inner.x+inner.w > outer.x+outer.w || inner.y+inner.h > outer.y+outer.h) {
		t.Errorf("%s: %+v is not within %+v", name, inner, outer)
	}
}

func overlap(a, b rect) bool {
	return a.x < b.x+b.w && b.x < a.x+a.w && a.y < b.y+b.h && b.y < a.y+a.h
}

func TestLayoutsCoverAnySize(t *testing.T) {
	t.Parallel()
	for width := -1; width <= 220; width++ {
		for height := -1; height <= 70; height++ {
			whole := rect{0, 0, max(width, 0), max(height, 0)}
			f := layFrame(width, height)
			for _, r := range []rect{f.head, f.body, f.foot} {
				within(t, "frame", r, whole)
			}
			if f.tiny != (width < leastWidth || height < leastHeight) {
				t.Fatalf("%dx%d: tiny is %v", width, height, f.tiny)
			}
			for _, preview := range []bool{true, false} {
				c := layConvert(f.body.w, f.body.h, preview)
				parts := []rect{c.status, c.rule, c.header, c.rows, c.divide, c.preview}
				for i, r := range parts {
					within(t, "convert", r, rect{0, 0, f.body.w, f.body.h})
					for _, other := range parts[:i] {
						if overlap(r, other) {
							t.Fatalf("%dx%d: %+v and %+v overlap", width, height, r, other)
						}
					}
				}
				if !f.tiny && c.rows.h < 2 {
					t.Fatalf("%dx%d: %d rows", width, height, c.rows.h)
				}
			}
		}
	}
}
