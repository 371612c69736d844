package ui

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// How often a frame is painted at most, and after how long without a message none
// is. The last message's frame is painted long before that. An edit takes two
// frames, the new weight and the new list: from the key to the second it is 17 ms,
// where at 60 frames a second it is 31.
const (
	framesASecond = 120
	stillAfter    = 2 * time.Second
)

// frames stops the painting while there is nothing to paint. Bubble Tea looks for
// a new frame at every tick of a ticker for as long as it runs; on a dashboard
// that nobody touches these wake-ups are nearly all that the program does: 60 of
// them cost 330 context switches and 11 ms of a core every second, where 21
// switches and less than 1 ms are left without them.
type frames struct {
	sync.Mutex
	program *tea.Program
	pause   time.Duration // without a message, after which it is still
	last    time.Time     // when a message came
	still   bool
	timer   *time.Timer
}

// wake is called with every message, before it is handled. Bubble Tea stops and
// starts the ticker as well, around a suspension and around another program in the
// terminal. That does no harm: a ticker that it started runs on, at most until some
// time after the next message, and there is one each time it has done so.
func (f *frames) wake() {
	ticker := tickerOf(f.program)
	if ticker == nil {
		return
	}
	f.Lock()
	defer f.Unlock()
	f.last = time.Now()
	if f.still {
		f.still = false
		ticker.Reset(time.Second / framesASecond)
	}
	if f.timer == nil {
		f.timer = time.AfterFunc(f.pause, func() { f.rest(ticker) })
	} else {
		f.timer.Reset(f.pause)
	}
}

// rest stops the ticker, unless a message has come in between.
func (f *frames) rest(ticker *time.Ticker) {
	f.Lock()
	defer f.Unlock()
	if time.Since(f.last) >= f.pause {
		f.still = true
		ticker.Stop()
	}
}

// tickerOf is the ticker of a running program, which has no other way to be told
// to wait. It is nil where a version of Bubble Tea keeps none of that name: then
// all works as it does without frames. It is to be called while a message is
// handled, as the field is set before the first.
func tickerOf(p *tea.Program) *time.Ticker {
	field := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem().Interface().(*time.Ticker)
}
