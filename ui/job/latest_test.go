package job

import "testing"

func TestLatest(t *testing.T) {
	t.Parallel()
	var j Latest
	if !j.Start() {
		t.Fatal("the first question has to wait")
	}
	first := j.Seq
	for range 2 {
		if j.Start() {
			t.Fatal("two questions at once")
		}
	}
	if fresh, _ := j.Finish(first - 1); fresh {
		t.Error("an answer to nothing is used")
	}
	if fresh, again := j.Finish(first); !fresh || !again {
		t.Errorf("fresh %v, again %v", fresh, again)
	}
	if fresh, _ := j.Finish(first); fresh {
		t.Error("an answer is used twice")
	}
	if !j.Start() {
		t.Fatal("the next question has to wait")
	}
	second := j.Seq
	j.Invalidate()
	if fresh, again := j.Finish(second); fresh || again {
		t.Error("a dropped answer is used")
	}
	if !j.Start() {
		t.Error("dropping did not make room")
	}
}
