package sqs

import (
	"fmt"
	"testing"

	"skylab/engine/aws"
)

// iamOf answers for IAM: the same to every question.
type iamOf struct{ allows, denies bool }

func (i iamOf) Allows(string, string, string) bool { return i.allows }
func (i iamOf) Denies(string, string, string) bool { return i.denies }

// TestWhoMaySend: what IAM and the queue's policy make of a role's call
// together, and how the refusal says why.
func TestWhoMaySend(t *testing.T) {
	const (
		who      = "arn:aws:sts::123456789012:assumed-role/runner/f"
		refused  = "AccessDenied: User: " + who + " is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:123456789012:q "
		silent   = refused + "because no identity-based policy allows the sqs:sendmessage action"
		account  = `"Principal":{"AWS":"arn:aws:iam::123456789012:root"}`
		byRole   = `"Principal":{"AWS":"arn:aws:iam::123456789012:role/runner"}`
		mayAll   = `"Effect":"Allow",`
		mayNever = `"Effect":"Deny",`
	)
	for name, c := range map[string]struct {
		iam       iamOf
		statement string
		want      string
	}{
		"nothing allows it":                      {iamOf{}, "", silent},
		"IAM allows it":                          {iamOf{allows: true}, "", ""},
		"the policy names the role":              {iamOf{}, mayAll + byRole, ""},
		"the policy names the account":           {iamOf{}, mayAll + account, silent},
		"the account and IAM":                    {iamOf{allows: true}, mayAll + account, ""},
		"the policy denies the account":          {iamOf{allows: true}, mayNever + account, refused + "with an explicit deny in a resource-based policy"},
		"IAM denies what the policy would allow": {iamOf{denies: true}, mayAll + byRole, refused + "with an explicit deny in an identity-based policy"},
	} {
		w := newWorld()
		w.must(t, "CreateQueue", `{"QueueName":"q"}`)
		if c.statement != "" {
			w.must(t, "SetQueueAttributes", set("q", "Policy", `{"Statement":{`+c.statement+`,"Action":"sqs:SendMessage","Resource":"*"}}`))
		}
		w.SetAuthorizer(c.iam)
		body := "m"
		_, err := w.ops["SendMessage"].Call(&aws.Request{Principal: who}, &SendMessageInput{QueueUrl: "q", MessageBody: &body})
		if got := text(err); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

// text is an error's code and message, "" without one.
func text(err error) string {
	if e := asError(err); e != nil {
		return e.Code + ": " + e.Message
	}
	return ""
}

// TestWhyServicesMayNotSend: a delivery's refusal says whether nothing allows
// it or a statement denies it, for roles and for services alike.
func TestWhyServicesMayNotSend(t *testing.T) {
	const (
		arn  = "arn:aws:sqs:us-east-1:123456789012:q"
		who  = "arn:aws:iam::123456789012:role/runner"
		text = "AccessDenied: User: %s is not authorized to perform: sqs:sendmessage on resource: " + arn + " "
	)
	byRole, byService := aws.Delivery{Target: arn, Role: who}, aws.Delivery{Target: arn, Service: "sns.amazonaws.com"}
	for name, c := range map[string]struct {
		iam       iamOf
		statement string
		d         aws.Delivery
		want      string
	}{
		"nothing allows the role":       {iamOf{}, "", byRole, "because no identity-based policy allows the sqs:sendmessage action"},
		"IAM denies the role":           {iamOf{denies: true}, "", byRole, "with an explicit deny in an identity-based policy"},
		"the policy denies the role":    {iamOf{allows: true}, `"Effect":"Deny","Principal":"*"`, byRole, "with an explicit deny in a resource-based policy"},
		"IAM allows the role":           {iamOf{allows: true}, "", byRole, ""},
		"nothing allows the service":    {iamOf{}, "", byService, "because no resource-based policy allows the sqs:sendmessage action"},
		"the policy denies the service": {iamOf{}, `"Effect":"Deny","Principal":"*"`, byService, "with an explicit deny in a resource-based policy"},
		"the policy allows the service": {iamOf{}, `"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"}`, byService, ""},
	} {
		w := newWorld()
		w.must(t, "CreateQueue", `{"QueueName":"q"}`)
		if c.statement != "" {
			w.must(t, "SetQueueAttributes", set("q", "Policy", `{"Statement":{`+c.statement+`,"Action":"sqs:SendMessage","Resource":"*"}}`))
		}
		w.SetAuthorizer(c.iam)
		want, got := "", ""
		if c.want != "" {
			want = fmt.Sprintf(text, c.d.Role+c.d.Service) + c.want
		}
		if err := w.Accepts(c.d); err != nil {
			got = err.Code + ": " + err.Message
		}
		if got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}
