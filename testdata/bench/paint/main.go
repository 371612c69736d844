//go:build linux

// Command paint measures the dashboard as the person in front of it sees it: it
// runs trialist on a terminal of its own, answers what a terminal is asked, and
// times what appears on it.
//
//	go run ./testdata/bench/paint [-rounds N] TRIALIST --db FILE [FLAGS]
//
// The workspace must have signals, and should have been looked at once, so that
// what is cached is there. Each figure is a line: what it is of, the median of the
// rounds and the unit.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often to start the dashboard")
	idle := flag.Duration("idle", 5*time.Second, "how long to watch it do nothing, once")
	flag.Parse()
	if flag.NArg() < 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Args(), *rounds, *idle); err != nil {
		fmt.Fprintln(os.Stderr, "paint:", err)
		os.Exit(1)
	}
}

// round is the figures of one start.
type round struct {
	frame   time.Duration // from the start of the process to the empty frame
	list    time.Duration // to the list with the best trial in it
	ready   time.Duration // to the answer to a weight, keys pressed as soon as they can be
	press   time.Duration // from a press of + or - to the last change on the screen, the median
	scroll  time.Duration // the same of a row down in the list
	peak    float64       // MB
	working float64       // percent of one CPU while idle; negative when not watched
}

func run(command []string, rounds int, idle time.Duration) error {
	name, err := best(command)
	if err != nil {
		return err
	}
	var all []round
	for i := range rounds {
		watch := time.Duration(0)
		if i == 0 {
			watch = idle
		}
		r, err := once(command, name, watch)
		if err != nil {
			return err
		}
		all = append(all, r)
	}
	ms := func(of func(round) time.Duration) float64 {
		return median(all, func(r round) float64 { return float64(of(r).Microseconds()) / 1000 })
	}
	_, err = fmt.Printf(`first frame               %6.0f ms
first list                %6.0f ms
first answer to a weight  %6.0f ms
a row down in the list    %6.0f ms
a press of + or -         %6.0f ms
peak memory               %6.0f MB
idle                      %6.1f %% of a CPU
`,
		ms(func(r round) time.Duration { return r.frame }),
		ms(func(r round) time.Duration { return r.list }),
		ms(func(r round) time.Duration { return r.ready }),
		ms(func(r round) time.Duration { return r.scroll }),
		ms(func(r round) time.Duration { return r.press }),
		median(all, func(r round) float64 { return r.peak }), all[0].working)
	return err
}

func median(all []round, of func(round) float64) float64 {
	var values []float64
	for _, r := range all {
		values = append(values, of(r))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// best is the name of the trial on top.
func best(command []string) (string, error) {
	args := append([]string{"list", "--limit", "1", "--json"}, command[1:]...)
	out, err := exec.Command(command[0], args...).Output()
	if err != nil {
		return "", fmt.Errorf("%s list: %w", command[0], err)
	}
	var list struct{ Trials []struct{ ID, Name string } }
	if err := json.Unmarshal(out, &list); err != nil {
		return "", err
	}
	if len(list.Trials) == 0 {
		return "", fmt.Errorf("no trials in that workspace")
	}
	if list.Trials[0].Name == "" {
		return list.Trials[0].ID, nil
	}
	return strings.Fields(list.Trials[0].Name)[0], nil
}

// once starts the dashboard, waits for its list, edits, and leaves.
func once(command []string, name string, idle time.Duration) (r round, err error) {
	t, err := start(command)
	if err != nil {
		return r, err
	}
	defer func() { err = t.end(err) }()
	for _, step := range []struct {
		text string
		took *time.Duration
	}{{"Convert", &r.frame}, {name, &r.list}} {
		if *step.took, err = t.await(step.text); err != nil {
			return r, err
		}
	}
	t.press("3")
	if _, err = t.await("weight"); err != nil {
		return r, err
	}
	t.press("-")
	r.ready = t.settle().Sub(t.began)
	if r.press, err = t.presses("+", "-"); err != nil { // which ends as it began, so that no draft is left behind
		return r, err
	}
	t.press("1")
	t.settle()
	if r.scroll, err = t.presses("j", "k"); err != nil {
		return r, err
	}
	if r.working = -1; idle > 0 {
		if r.working, err = t.watch(idle); err != nil {
			return r, err
		}
	}
	r.peak, err = t.peak()
	return r, err
}
