package lambda

import "testing"

// TestForeignFunctions: which names are of another account's functions.
func TestForeignFunctions(t *testing.T) {
	for s, want := range map[string]string{
		"hello":                       "",
		"hello:live":                  "",
		"no function!":                "",
		"123456789012:function:hello": "",
		"arn:aws:lambda:us-east-1:123456789012:function:hello":      "",
		"arn:aws:lambda:eu-west-1:111111111111:function:hello":      "", // its Region is refused first
		"111111111111:function:hello":                               "arn:aws:lambda:us-east-1:111111111111:function:hello",
		"arn:aws:lambda:us-east-1:111111111111:function:hello:live": "arn:aws:lambda:us-east-1:111111111111:function:hello:live",
	} {
		if got, is := foreign(s); got != want || is != (want != "") {
			t.Errorf("%s: %q %v, want %q", s, got, is, want)
		}
	}
}
