package console

import (
	"strings"
	"testing"
	"time"
)

func TestWaitersPollInVirtualTime(t *testing.T) {
	s := prompt()
	r := s.Start("aws s3api wait bucket-exists --bucket late")
	s.Advance(s.World().Now().Add(12*time.Second), 1000)
	s.Exec("aws s3 mb s3://late", time.Hour)
	s.Advance(s.World().Now().Add(5*time.Second), 1000)
	if !r.Done || r.Status != 0 {
		t.Errorf("got %+v %s", r, r.Stderr)
	}
	before := s.World().Now()
	r = s.Exec("aws s3api wait bucket-exists --bucket never", time.Hour)
	if r.Status != 255 || string(r.Stderr) != "\naws: [ERROR]: Waiter BucketExists failed: Max attempts exceeded. Previously accepted state: Matched expected HTTP status code: 404\n" || s.World().Now().Sub(before) != 95*time.Second {
		t.Errorf("got %d %s after %s", r.Status, r.Stderr, s.World().Now().Sub(before))
	}
	if r := s.Exec("aws lambda wait function-activ --function-name x", time.Hour); r.Status != 252 {
		t.Errorf("a mistyped waiter: %d %s", r.Status, r.Stderr)
	}
}

// TestWaitersEndInBotocoresWords: what a waiter saw last is named as its
// botocore names it.
func TestWaitersEndInBotocoresWords(t *testing.T) {
	s := site(t)
	for _, c := range []struct {
		line, want string
		status     int
	}{
		{"aws lambda wait function-active-v2 --function-name web", "", 0},
		{"aws lambda wait function-active-v2 --function-name nobody", "An error occurred (ResourceNotFoundException): Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody", 255},
		{"aws lambda wait function-exists --function-name nobody", "Max attempts exceeded. Previously accepted state: Matched expected service error code: ResourceNotFoundException", 255},
		{"aws s3api wait bucket-not-exists --bucket nobody", "", 0},
		{"aws s3api wait object-exists --bucket nobody --key k", "Max attempts exceeded. Previously accepted state: Matched expected HTTP status code: 404", 255},
		{"aws cloudwatch wait alarm-exists --alarm-names none", "Max attempts exceeded", 255},
	} {
		r := s.Exec(c.line, time.Hour)
		_, got, _ := strings.Cut(strings.TrimSpace(string(r.Stderr)), " failed: ")
		if got != c.want || r.Status != c.status {
			t.Errorf("%s: %d %s, want %d %s", c.line, r.Status, r.Stderr, c.status, c.want)
		}
	}
}

func TestWaitersHelp(t *testing.T) {
	for line, want := range map[string]string{
		"aws lambda wait help":                    "       o function-active-v2\n            asks get-function every 1s, at most 300 times, of virtual time\n",
		"aws lambda wait function-active-v2 help": "       --function-name (string)",
		"aws iam wait policy-exists":              "skylab does not simulate `aws iam wait policy-exists` yet.\n",
		"aws iam wait policy-exist":               "\n\nMaybe you meant:\n\n  * policy-exists",
	} {
		r := prompt().Exec(line, time.Hour)
		if got := string(r.Stdout) + string(r.Stderr); !strings.Contains(got, want) {
			t.Errorf("%s:\n%s\nlacks %q", line, got, want)
		}
	}
}
