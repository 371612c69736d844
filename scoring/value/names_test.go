package value

import "testing"

func TestResolveName(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		known []string
		want  string
	}{
		{"login", []string{"Login", "login"}, "login"},
		{"login", []string{"x", "Login"}, "Login"},
		{"login", []string{"Login", "Login"}, "Login"},
		{"login", []string{"Login", "LOGIN"}, ""},
		{"login", []string{"Login", "LOGIN", "login"}, "login"},
		{"login", []string{"log in"}, ""},
		{"login", nil, ""},
		{"ÉTÉ", []string{"été"}, "été"},
		{" login ", []string{"x", "login"}, "login"},
		{"\u00a0LOGIN\t", []string{"Login"}, "Login"},
		{" login", []string{"Login", "login"}, "login"},
		{" login", []string{"Login", "LOGIN"}, ""},
		{"login", []string{" Login"}, " Login"},
	}
	for _, test := range tests {
		if got, ok := ResolveName(test.name, test.known); got != test.want || ok != (test.want != "") {
			t.Errorf("%q among %q is %q, %v; want %q", test.name, test.known, got, ok, test.want)
		}
	}
}
