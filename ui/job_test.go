package ui

import "testing"

func TestJob(t *testing.T) {
	t.Parallel()
	var j job
	if !j.start() {
		t.Fatal("the first question has to wait")
	}
	first := j.seq
	for range 2 {
		if j.start() {
			t.Fatal("two questions at once")
		}
	}
	if fresh, _ := j.finish(first - 1); fresh {
		t.Error("an answer to nothing is used")
	}
	if fresh, again := j.finish(first); !fresh || !again {
		t.Errorf("fresh %v, again %v", fresh, again)
	}
	if fresh, _ := j.finish(first); fresh {
		t.Error("an answer is used twice")
	}
	if !j.start() {
		t.Fatal("the next question has to wait")
	}
	second := j.seq
	j.drop()
	if fresh, again := j.finish(second); fresh || again {
		t.Error("a dropped answer is used")
	}
	if !j.start() {
		t.Error("dropping did not make room")
	}
}
