package access_test

import (
	"errors"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

const (
	role    = "arn:aws:iam::" + aws.AccountID + ":role/runner"
	session = "arn:aws:sts::" + aws.AccountID + ":assumed-role/runner/f"
	queue   = "arn:aws:sqs:us-east-1:" + aws.AccountID + ":q"
)

// TestAccountsDelegate: a statement that allows the account leaves it to the
// account's IAM who of its principals may; one that denies it denies them all.
func TestAccountsDelegate(t *testing.T) {
	const root = `{"AWS":"arn:aws:iam::` + aws.AccountID + `:root"}`
	for _, c := range []struct {
		effect, principal string
		want              access.Decision
	}{
		{"Allow", root, access.Silent},
		{"Allow", `{"AWS":"` + aws.AccountID + `"}`, access.Silent},
		{"Allow", `{"AWS":"` + role + `"}`, access.Allowed},
		{"Allow", `{"AWS":["arn:aws:iam::111111111111:root","` + session + `"]}`, access.Allowed},
		{"Allow", `"*"`, access.Allowed},
		{"Allow", `{"AWS":"*"}`, access.Allowed},
		{"Allow", `{"Service":"s3.amazonaws.com"}`, access.Silent},
		{"Deny", root, access.Denied},
		{"Deny", `{"AWS":"` + aws.AccountID + `"}`, access.Denied},
		{"Deny", `{"AWS":"arn:aws:iam::111111111111:root"}`, access.Silent},
	} {
		p, err := access.Parse(`{"Version":"2012-10-17","Statement":{"Effect":"`+c.effect+`","Principal":`+c.principal+
			`,"Action":"sqs:SendMessage","Resource":"`+queue+`"}}`, "sqs")
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Decide(access.Question{Principal: session, Action: "SQS:SendMessage", Resource: queue}); got != c.want {
			t.Errorf("%s %s: %d, want %d", c.effect, c.principal, got, c.want)
		}
	}
}

// TestNoPolicies: documents that are no policy of the service.
func TestNoPolicies(t *testing.T) {
	for text, want := range map[string]error{
		`{`:                access.ErrMalformed,
		`{}`:               access.ErrMalformed,
		`{"Statement":[]}`: access.ErrMalformed,
		`{"Statement":{"Effect":"allow","Principal":"*","Action":"sqs:*","Resource":"*"}}`:  access.ErrMalformed,
		`{"Statement":{"Effect":"Allow","Principal":"me","Action":"sqs:*","Resource":"*"}}`: access.ErrMalformed,
		`{"Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}`:                  access.ErrMalformed,
		`{"Statement":{"Effect":"Allow","Principal":"*","Action":"sns:*","Resource":"*"}}`:  access.ErrScope,
	} {
		if _, err := access.Parse(text, "sqs"); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}
