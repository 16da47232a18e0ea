package aws_test

import (
	"strings"
	"testing"

	"skylab/engine/aws"
)

func TestLike(t *testing.T) {
	for _, c := range []struct {
		pattern, s string
		want       bool
	}{
		{"", "", true}, {"", "a", false}, {"*", "", true}, {"*", "a/b:c", true}, {"a*c", "abbc", true}, {"a*c", "abb", false},
		{"a?c", "abc", true}, {"a?c", "ac", false}, {"*b*d", "abcbd", true}, {"s3:Get*", "s3:GetObject", true}, {"[a]", "a", false}, {"**", "x", true},
	} {
		if got := aws.Like(c.pattern, c.s); got != c.want {
			t.Errorf("%q matches %q: %v", c.pattern, c.s, got)
		}
	}
}

func FuzzLike(f *testing.F) {
	f.Add("arn:aws:s3:::up*", "arn:aws:s3:::uploads/x")
	f.Add("[", "[")
	f.Fuzz(func(t *testing.T, pattern, value string) {
		if !strings.ContainsAny(pattern, `*?\`) && aws.Like(pattern, value) != (pattern == value) {
			t.Errorf("%q like %q", value, pattern)
		}
		if !strings.ContainsAny(value, `*?\`) && !aws.Like(value, value) {
			t.Errorf("%q is not like itself", value)
		}
	})
}
