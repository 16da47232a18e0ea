package sqs

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"skylab/engine/aws"
)

const defaultPolicy = `{"Version":"2008-10-17","Id":"arn:aws:sqs:us-east-1:123456789012:q/SQSDefaultPolicy","Statement":[%s]}`

// policy is the queue's Policy attribute.
func (w *world) policy(t *testing.T) string {
	t.Helper()
	return w.must(t, "GetQueueAttributes", `{"QueueUrl":"q","AttributeNames":["Policy"]}`).(*GetQueueAttributesOutput).Attributes["Policy"]
}

func TestPermissionsByLabel(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	one := `{"Sid":"one","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"SQS:SendMessage","Resource":"arn:aws:sqs:us-east-1:123456789012:q"}`
	two := `{"Sid":"two","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::222222222222:root"]},"Action":["SQS:SendMessage","SQS:*"],"Resource":"arn:aws:sqs:us-east-1:123456789012:q"}`
	w.must(t, "AddPermission", `{"QueueUrl":"q","Label":"one","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]}`)
	if got, want := w.policy(t), fmt.Sprintf(defaultPolicy, one); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	w.must(t, "AddPermission", `{"QueueUrl":"q","Label":"two","AWSAccountIds":["111111111111","222222222222"],"Actions":["SendMessage","*"]}`)
	if got, want := w.policy(t), fmt.Sprintf(defaultPolicy, one+","+two); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	w.must(t, "RemovePermission", `{"QueueUrl":"q","Label":"one"}`)
	if got, want := w.policy(t), fmt.Sprintf(defaultPolicy, two); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	w.refuses(t, "RemovePermission", []refusal{{`{"QueueUrl":"q","Label":"one"}`, "InvalidParameterValue: Value one for parameter Label is invalid. Reason: can't find label on existing policy."}})
	w.must(t, "RemovePermission", `{"QueueUrl":"q","Label":"two"}`)
	if got := w.policy(t); got != "" {
		t.Errorf("after the last permission: %s", got)
	}
	w.refuses(t, "RemovePermission", []refusal{{`{"QueueUrl":"q","Label":"two"}`, "InvalidParameterValue: Value two for parameter Label is invalid. Reason: can't find label."}})
}

// TestAPermissionJoinsThePolicyThatIsThere, and acts beside it.
func TestAPermissionJoinsThePolicyThatIsThere(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	statement := `{"Sid":"sns","Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*"}`
	w.must(t, "SetQueueAttributes", set("q", "Policy", `{"Version":"2012-10-17","Statement":`+statement+`}`))
	w.must(t, "AddPermission", `{"QueueUrl":"q","Label":"friend","AWSAccountIds":["111111111111"],"Actions":["ReceiveMessage"]}`)
	var doc struct {
		Version   string
		Statement []json.RawMessage
	}
	if err := json.Unmarshal([]byte(w.policy(t)), &doc); err != nil || doc.Version != "2012-10-17" || len(doc.Statement) != 2 || string(doc.Statement[0]) != statement {
		t.Errorf("%v %s", err, w.policy(t))
	}
	if err := w.Deliver(aws.Delivery{Target: arnRoot + "q", Service: "sns.amazonaws.com", Body: []byte("x")}); err != nil {
		t.Error(err)
	}
}

func TestPermissionRefusals(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	w.must(t, "AddPermission", `{"QueueUrl":"q","Label":"one","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]}`)
	add := func(label, accounts, actions string) string {
		return fmt.Sprintf(`{"QueueUrl":"q","Label":%q,"AWSAccountIds":[%s],"Actions":[%s]}`, label, accounts, actions)
	}
	const friend, sending = `"111111111111"`, `"SendMessage"`
	w.refuses(t, "AddPermission", []refusal{
		{`{"QueueUrl":"p","Label":"x","AWSAccountIds":["1"],"Actions":["x"]}`, "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist."},
		{add("one", friend, `"DeleteMessage"`), "InvalidParameterValue: Value one for parameter Label is invalid. Reason: Already exists."},
		{add("a b", friend, sending), "InvalidParameterValue: Value a b for parameter Label is invalid. Reason: Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"},
		{add("x", friend, `"SendMessageBatch"`), "InvalidParameterValue: Value SQS:SendMessageBatch for parameter ActionName is invalid. Reason: Please refer to the appropriate WSDL for a list of valid actions."},
		{add("x", friend, `"CreateQueue"`), "InvalidParameterValue: Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action."},
		{add("x", friend, ""), "MissingParameter: The request must contain the parameter Actions."},
		{add("x", friend, sending+strings.Repeat(","+sending, maxActions)), "OverLimit: 8 Actions were found, maximum allowed is 7."},
		{add("x", "", sending), "InvalidParameterValue: Value [] for parameter PrincipalId is invalid. Reason: Unable to verify."},
		{add("x", `"me"`, sending), "InvalidParameterValue: Value [me] for parameter PrincipalId is invalid. Reason: Unable to verify."},
	})
	for i := range maxStatements - 1 {
		w.must(t, "AddPermission", add(fmt.Sprint("label", i), friend, sending))
	}
	w.refuses(t, "AddPermission", []refusal{{add("last", friend, sending), "OverLimit: 21 Statements were found, maximum allowed is 20."}})
}

func TestQuotasOfPolicies(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	policy := func(action string, n int) string {
		st := `{"Effect":"Allow","Principal":"*","Action":` + action + `,"Resource":"*"}`
		return set("q", "Policy", `{"Version":"2012-10-17","Statement":[`+st+strings.Repeat(","+st, n-1)+`]}`)
	}
	const seven = `"sqs:A","sqs:B","sqs:C","sqs:D","sqs:E","sqs:F","sqs:G"`
	w.must(t, "SetQueueAttributes", policy("["+seven+"]", maxStatements))
	w.refuses(t, "SetQueueAttributes", []refusal{
		{policy("["+seven+`,"sqs:H"]`, 1), "OverLimit: 8 actions were found in a statement from the submitted policy, max allowed is 7"},
		{policy(`"sqs:*"`, maxStatements+1), "OverLimit: 21 statements were found in the submitted policy, max allowed is 20"},
		{policy(`"sqs:`+strings.Repeat("x", maxPolicy)+`"`, 1), "OverLimit: Submitted policy is over max allowed size."},
	})
}
