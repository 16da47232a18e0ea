package console

import (
	"testing"
	"time"
)

// TestTablesThatTheCLICannotDraw: rows of different lengths are an error in the
// CLI's words.
func TestTablesThatTheCLICannotDraw(t *testing.T) {
	for query, want := range map[string]string{
		"[[Arn],[{x:Arn,y:Arn}]]": "list index out of range",
		"[[Arn],[Arn,Arn]]":       "Row should have 1 elements, instead it has 2",
		"[{x:Arn},[Arn]]":         "'list' object has no attribute 'items'",
	} {
		r := prompt().Exec("aws sts get-caller-identity --output table --query '"+query+"'", time.Hour)
		if string(r.Stderr) != "\naws: [ERROR]: "+want+"\n" || r.Status != StatusGeneral || len(r.Stdout) > 0 {
			t.Errorf("%s: %d %s%s, want %s", query, r.Status, r.Stdout, r.Stderr, want)
		}
	}
}

// TestYAMLStreamHasWholePages: unlike the other formats it prints each page as
// it came, with what is not a result.
func TestYAMLStreamHasWholePages(t *testing.T) {
	s := prompt()
	for _, line := range []string{"aws iam create-role --role-name a --assume-role-policy-document file://trust.json", "aws iam create-role --role-name b --assume-role-policy-document file://trust.json"} {
		if r := s.Exec(line, time.Hour); r.Status != 0 {
			t.Fatalf("%s", r.Stderr)
		}
	}
	for line, want := range map[string]string{
		"aws iam list-roles --output yaml-stream --query '{names:Roles[].RoleName,next:type(Marker)}'":               "- names:\n  - a\n  - b\n  next: 'null'\n",
		"aws iam list-roles --output yaml-stream --page-size 1 --query '{names:Roles[].RoleName,next:type(Marker)}'": "- names:\n  - a\n  next: string\n- names:\n  - b\n  next: 'null'\n",
		"aws iam list-roles --output yaml-stream --max-items 1 --query '{names:Roles[].RoleName,next:type(Marker)}'": "- names:\n  - a\n  next: 'null'\n",
		"aws iam list-roles --output yaml --max-items 1 --query '{names:Roles[].RoleName,next:type(Marker)}'":        "names:\n- a\nnext: 'null'\n",
		"aws sts get-caller-identity --output yaml-stream --query '{Id:Account,Arn:Arn}'":                            "- Arn: arn:aws:iam::123456789012:user/learner\n  Id: '123456789012'\n",
		"aws sts get-caller-identity --output yaml --query Account":                                                  "'123456789012'\n",
		"aws sts get-caller-identity --output yaml --query Arn":                                                      "arn:aws:iam::123456789012:user/learner\n...\n",
	} {
		if r := s.Exec(line, time.Hour); string(r.Stdout) != want {
			t.Errorf("%s\n%s%s\nwant\n%s", line, r.Stdout, r.Stderr, want)
		}
	}
}
