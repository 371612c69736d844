package feed

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"trialist/scoring/record"
)

// TestBlanksSayNothing has cells that are blank in one way or another. A null is not
// blank: whoever writes one says that there is nothing.
func TestBlanksSayNothing(t *testing.T) {
	t.Parallel()
	const list, lines = "id,name,plan,seats\na,,,N/A\n", `{"id":"a","name":"","plan":"","seats":null}` + "\n" + `{"id":"b","name":null,"plan":"x","seats":"-"}`
	for _, test := range []struct {
		text  string
		erase bool
		want  string
	}{
		{list, false, "2 customer \"a\" \"\"\n"},
		{list, true, "2 customer \"a\" no name \"plan\"=absent \"seats\"=absent\n"},
		{lines, false, "1 customer \"a\" \"\" \"seats\"=absent\n2 customer \"b\" no name \"plan\"=\"x\"\n"},
		{lines, true, "1 customer \"a\" no name \"plan\"=absent \"seats\"=absent\n2 customer \"b\" no name \"plan\"=\"x\" \"seats\"=absent\n"},
	} {
		var b record.Batch
		if err := openText(t, test.text, Options{EraseBlanks: test.erase}).Next(&b); err != nil && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
		got := ""
		for _, c := range b.Customers {
			name := fmt.Sprintf("%q", c.Name)
			if c.NoName {
				name = "no name"
			}
			got += fmt.Sprintf("%d customer %q %s%s\n", c.Line, c.Account, name, printValues(c.Attributes))
		}
		if got != test.want {
			t.Errorf("%q, erasing %t:\n%swant\n%s", test.text, test.erase, got, test.want)
		}
	}
}
