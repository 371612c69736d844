package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the prefix of the import paths of this project.
const module = "trialist/"

// A room is a directory with the packages beneath it.
type room struct {
	dir    string
	below  []string // the rooms that its packages may import
	stdlib bool     // besides, nothing but the standard library
	sql    bool     // may import database/sql
}

// rooms are listed innermost first: a package belongs to the first that contains it.
var rooms = []room{
	{dir: "cmd/trialist", below: []string{"ui", "store", "scoring"}},
	{dir: "ui", below: []string{"store", "scoring"}},
	{dir: "store/feed", below: []string{"scoring"}}, // reading and writing files needs no database
	{dir: "store/demo", below: []string{"scoring"}},
	{dir: "store", below: []string{"scoring"}, sql: true},
	{dir: "scoring", stdlib: true},
}

// TestArrows checks every import against arrows, and every import from one room to
// another against rooms: scoring imports no other room, feed and demo do not import
// the database, and nothing imports what draws it.
func TestArrows(t *testing.T) {
	t.Parallel()
	found := map[string]map[string]bool{}
	eachFile(t, func(path, pkg string, file *ast.File) {
		room := rooms[roomOf(pkg)]
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if imported == "C" {
				t.Errorf("%s needs a C compiler", path)
			}
			if imported == "database/sql" && !room.sql {
				t.Errorf("%s imports database/sql; only store does", path)
			}
			outside := strings.Contains(strings.Split(imported, "/")[0], ".")
			if outside && room.stdlib {
				t.Errorf("%s imports %s; %s is standard library only", path, imported, room.dir)
			}
			target, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			found[pkg][target] = true
			if !slices.Contains(arrows[pkg], target) {
				t.Errorf("%s imports %s, which is no arrow of %s", path, target, pkg)
			}
			if to := rooms[roomOf(target)].dir; to != room.dir && !mayImport(room, to) {
				t.Errorf("%s imports %s; %s may import from %v", path, target, room.dir, room.below)
			}
		}
	})
	if len(found) < 25 {
		t.Errorf("looked at %d packages only; is the test in the right place?", len(found))
	}
	for pkg, targets := range arrows {
		for _, target := range targets {
			if !found[pkg][target] {
				t.Errorf("%s does not import %s any more; take the arrow out", pkg, target)
			}
		}
	}
}

// mayImport reports whether packages of r may import from the room in dir, or from a
// room that contains it.
func mayImport(r room, imported string) bool {
	return slices.ContainsFunc(r.below, func(dir string) bool { return imported == dir || strings.HasPrefix(imported, dir+"/") })
}

// TestScoringIsPure checks that scoring reads no clock: the as-of is an argument.
func TestScoringIsPure(t *testing.T) {
	t.Parallel()
	clock := []string{"Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "Sleep"}
	eachFile(t, func(path, pkg string, file *ast.File) {
		if rooms[roomOf(pkg)].dir != "scoring" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains(clock, selector.Sel.Name) {
				t.Errorf("%s uses time.%s; scoring takes the time as an argument", path, selector.Sel.Name)
			}
			return true
		})
	})
}

// TestNothingEndsTheProgram checks that everything but main returns errors. An exit
// or a panic under a running dashboard leaves the terminal unusable.
func TestNothingEndsTheProgram(t *testing.T) {
	t.Parallel()
	ends := map[string][]string{"os": {"Exit"}, "log": {"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln"}}
	eachFile(t, func(path, _ string, file *ast.File) {
		if filepath.Base(path) == "main.go" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch f := call.Fun.(type) {
			case *ast.Ident:
				if f.Name == "panic" {
					t.Errorf("%s panics; return an error", path)
				}
			case *ast.SelectorExpr:
				if x, ok := f.X.(*ast.Ident); ok && slices.Contains(ends[x.Name], f.Sel.Name) {
					t.Errorf("%s calls %s.%s; return an error", path, x.Name, f.Sel.Name)
				}
			}
			return true
		})
	})
}

// eachFile parses every file of the project that is not a test.
func eachFile(t *testing.T, visit func(path, pkg string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		inside, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		inside = filepath.ToSlash(inside)
		pkg := filepath.ToSlash(filepath.Dir(inside))
		if roomOf(pkg) < 0 {
			t.Errorf("%s is in no room", inside)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			visit(inside, pkg, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// roomOf returns the index of the innermost room that contains the package, or -1.
func roomOf(pkg string) int {
	return slices.IndexFunc(rooms, func(r room) bool {
		return pkg == r.dir || strings.HasPrefix(pkg, r.dir+"/")
	})
}
