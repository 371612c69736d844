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

// module is the path that imports of this project start with.
const module = "trialist/"

// rooms says what the packages of each room may import of this project. A room
// is a directory and what is below it, unless that is a room of its own. Tests
// may import more: they put rooms together to try one of them.
var rooms = map[string]struct {
	imports []string // rooms; a package may always import those of its own room
	stdlib  bool     // nothing but the standard library besides
	sql     bool     // may speak to a database
}{
	"cmd/trialist": {imports: []string{"ui", "ui/clean", "ui/theme", "ui/grid", "ui/chart", "ui/pace", "store", "store/feed", "store/demo", "scoring"}},
	"ui":           {imports: []string{"ui/clean", "ui/textfield", "ui/theme", "ui/grid", "ui/chart", "ui/pace", "store", "store/feed", "scoring"}},
	"ui/clean":     {},
	"ui/theme":     {imports: []string{"ui/clean"}},
	"ui/grid":      {imports: []string{"ui/clean", "ui/theme"}},
	"ui/textfield": {imports: []string{"ui/clean", "ui/theme"}},
	"ui/chart":     {imports: []string{"ui/clean", "ui/theme"}},
	"ui/pace":      {stdlib: true},
	"ui/ptytest":   {}, // for tests
	"store":        {imports: []string{"scoring"}, sql: true},
	"store/feed":   {imports: []string{"scoring"}},
	"store/demo":   {imports: []string{"scoring"}},
	"scoring":      {stdlib: true},
}

// TestArrows holds the imports to the directions that the rooms allow: the
// domain knows nobody, files and database do not know each other, and what is
// drawn knows nothing of where it is kept.
func TestArrows(t *testing.T) {
	t.Parallel()
	files := 0
	eachFile(t, func(path, room string, file *ast.File) {
		files++
		allowed := rooms[room]
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if imported == "C" {
				t.Errorf("%s needs a C compiler", path)
			}
			if imported == "database/sql" && !allowed.sql {
				t.Errorf("%s imports database/sql; only store does", path)
			}
			outside := strings.Contains(strings.Split(imported, "/")[0], ".")
			if outside && allowed.stdlib {
				t.Errorf("%s imports %s; %s is standard library only", path, imported, room)
			}
			target, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			if target := roomOf(target); target != room && !slices.Contains(allowed.imports, target) {
				t.Errorf("%s imports %s; %s may import %v", path, imported, room, allowed.imports)
			}
		}
	})
	if files < 50 {
		t.Errorf("looked at %d files only; is the test in the right place?", files)
	}
}

// TestScoringIsPure holds the domain to reading no clock: as-of is an argument.
func TestScoringIsPure(t *testing.T) {
	t.Parallel()
	clock := []string{"Now", "Since", "Until", "After", "Tick", "NewTimer", "NewTicker", "Sleep"}
	eachFile(t, func(path, room string, file *ast.File) {
		if room != "scoring" {
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

// TestNothingEndsTheProgram holds everything but main to returning errors: an
// exit under a running dashboard leaves the terminal unusable.
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

// eachFile parses every file of the project that is no test.
func eachFile(t *testing.T, visit func(path, room string, file *ast.File)) {
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
		room := roomOf(filepath.ToSlash(filepath.Dir(inside)))
		if _, ok := rooms[room]; !ok {
			t.Errorf("%s is in no room", inside)
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err == nil {
			visit(inside, room, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// roomOf is the innermost room that a directory lies in.
func roomOf(dir string) string {
	for dir != "." {
		if _, ok := rooms[dir]; ok {
			return dir
		}
		dir = filepath.ToSlash(filepath.Dir(dir))
	}
	return dir
}
