package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"

	"trialist/cmd/trialist/session"
	"trialist/store"
)

func TestMain(m *testing.M) {
	if _, set := os.LookupEnv("COLUMNS"); !set {
		_ = os.Setenv("COLUMNS", "0") // as in the scripts; the processes that tests start have it, too
	}
	testscript.Main(m, map[string]func(){"trialist": main})
}

// TestScripts runs the scripts in testdata/script, each in its own folder with its
// own data directory.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("XDG_DATA_HOME", env.WorkDir+"/data")
			env.Setenv("USER", "tester")
			env.Setenv("COLUMNS", "0") // whole lines, also where the tests run in a terminal
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, fmt.Errorf("unknown condition %q", condition)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"fails":  fails,
			"value":  valueCommand,
			"sum":    sum,
			"schema": schema,
			"today":  today,
		},
	})
}

// fails STATUS PROGRAM ARGS... runs a program. It must end with the status, print
// nothing on standard output, and print exactly one line on standard error that
// starts with the program's name and has no control characters.
func fails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fails STATUS PROGRAM ARGS...")
	}
	err := ts.Exec(args[1], args[2:]...)
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		ts.Fatalf("%v did not fail: %v", args[1:], err)
	}
	if status := strconv.Itoa(ended.ExitCode()); status != args[0] {
		ts.Fatalf("exit status %s, want %s", status, args[0])
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("standard output has %q", out)
	}
	complaint := ts.ReadFile("stderr")
	line, ended2 := strings.CutSuffix(complaint, "\n")
	if !ended2 || !strings.HasPrefix(line, "trialist: ") || strings.ContainsFunc(line, unicode.IsControl) {
		ts.Fatalf("not one clean line: %q", complaint)
	}
}

// value PATH WANT compares the value at a path such as trials[0].name in the JSON on
// standard output with WANT, which is JSON, too.
func valueCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: value PATH JSON")
	}
	var document any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &document))
	found, err := at(document, args[0])
	ts.Check(err)
	var wanted any
	if err := json.Unmarshal([]byte(args[1]), &wanted); err != nil {
		ts.Fatalf("%s is not JSON: %v", args[1], err)
	}
	got, err := json.Marshal(found)
	ts.Check(err)
	want, err := json.Marshal(wanted)
	ts.Check(err)
	if (string(got) == string(want)) == neg {
		ts.Fatalf("%s is %s, and %s was asked for", args[0], got, want)
	}
}

// sum PATH FIELD WANT adds up a field of the objects in a list, to one decimal.
func sum(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sum PATH FIELD NUMBER")
	}
	var document any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &document))
	found, err := at(document, args[0])
	ts.Check(err)
	list, ok := found.([]any)
	if !ok {
		ts.Fatalf("%s is no list", args[0])
	}
	total := 0.0
	for i := range list {
		field, err := at(list[i], args[1])
		ts.Check(err)
		n, ok := field.(float64)
		if !ok {
			ts.Fatalf("%s[%d].%s is %v, no number", args[0], i, args[1], field)
		}
		total += n
	}
	if got := strconv.FormatFloat(total, 'f', 1, 64); got != args[2] {
		ts.Fatalf("%s of %s add up to %s, want %s", args[1], args[0], got, args[2])
	}
}

// at returns the value at a path of keys and indices in decoded JSON. A path that
// ends in # means the length of a list.
func at(v any, path string) (any, error) {
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		list, isList := v.([]any)
		object, isObject := v.(map[string]any)
		i, notIndex := strconv.Atoi(step)
		found := false
		switch {
		case isList && step == "#":
			v, found = len(list), true
		case isList && notIndex == nil && i < len(list):
			v, found = list[i], true
		case isObject:
			v, found = object[step]
		}
		if !found {
			return nil, fmt.Errorf("there is no %q of %s", step, path)
		}
	}
	return v, nil
}

// schema FILE VERSION writes another schema version into a workspace. SQLite keeps
// it in the file header as the user version.
func schema(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: schema FILE VERSION")
	}
	version, err := strconv.ParseUint(args[1], 10, 32)
	ts.Check(err)
	file, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	const userVersion = 60
	_, err = file.WriteAt(binary.BigEndian.AppendUint32(nil, uint32(version)), userVersion)
	ts.Check(errors.Join(err, file.Close()))
}

// today DAY gives the workspace an as-of of its own, as the demo has, so that what is
// noted as of now has the same result whenever the test runs.
func today(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: today DAY")
	}
	ts.Check(setToday(filepath.Join(ts.Getenv("XDG_DATA_HOME"), "trialist", "workspace.db"), args[0]))
}

// setToday sets the as-of of a workspace.
func setToday(path, day string) error {
	s, err := store.Open(context.Background(), path, store.Options{MustExist: true})
	if err != nil {
		return err
	}
	return errors.Join(s.SetSetting(context.Background(), session.SettingAsOf, day), s.Close())
}
