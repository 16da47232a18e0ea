package lambda

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

// grants are calls of AddPermission and the statements that AWS makes of them
// (fact sheet 6.5 [LS] for the first).
func TestAddPermissionMakesAWSsStatements(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x")
	const arn = "arn:aws:lambda:us-east-1:123456789012:function:fn"
	cases := []struct {
		in   map[string]any
		want string
	}{
		{map[string]any{"StatementId": "s3", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::uploads"},
			`{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + arn + `","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::uploads"}}}`},
		{map[string]any{"StatementId": "acct", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceAccount": "123456789012"},
			`{"Sid":"acct","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"` + arn + `","Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"}}}`},
		{map[string]any{"StatementId": "url", "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"},
			`{"Sid":"url","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"` + arn + `","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`},
		{map[string]any{"StatementId": "url2", "Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": true},
			`{"Sid":"url2","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"` + arn + `","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}`},
		{map[string]any{"StatementId": "other", "Action": "lambda:GetFunction", "Principal": "210987654321"},
			`{"Sid":"other","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},"Action":"lambda:GetFunction","Resource":"` + arn + `"}`},
	}
	w.fails(t, "lambda.GetPolicy", map[string]any{"FunctionName": "fn"}, 404, "ResourceNotFoundException", "The resource you requested does not exist.")
	for _, c := range cases {
		c.in["FunctionName"] = "fn"
		if got := w.must(t, "lambda.AddPermission", c.in).(*AddPermissionOutput).Statement; got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	w.fails(t, "lambda.AddPermission", cases[0].in, 409, "ResourceConflictException",
		"The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.")
	policy := w.must(t, "lambda.GetPolicy", map[string]any{"FunctionName": "fn"}).(*GetPolicyOutput)
	if want := `{"Version":"2012-10-17","Id":"default","Statement":[` + cases[0].want; policy.Policy[:len(want)] != want {
		t.Errorf("policy %s", policy.Policy)
	}
	w.fails(t, "lambda.RemovePermission", map[string]any{"FunctionName": "fn", "StatementId": "s3", "RevisionId": "x"}, 412, "PreconditionFailedException", "Revision Id")
	w.must(t, "lambda.RemovePermission", map[string]any{"FunctionName": "fn", "StatementId": "s3", "RevisionId": policy.RevisionId})
	w.fails(t, "lambda.RemovePermission", map[string]any{"FunctionName": "fn", "StatementId": "s3"}, 404, "ResourceNotFoundException", "Statement s3 is not found in resource policy.")
}

// TestPermissionsHaveTheRevisionOfTheirFunction: adding and taking one away
// gives the function, or the alias, a new RevisionId, and ends no creation and
// no update before its time.
func TestPermissionsHaveTheRevisionOfTheirFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.must(t, "lambda.CreateFunction", validFunction())
	n := 0
	grant := func(qualifier, revision string) map[string]any {
		n++
		in := map[string]any{"FunctionName": "fn", "StatementId": fmt.Sprint("s", n), "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "RevisionId": revision}
		if qualifier != "" {
			in["Qualifier"] = qualifier
		}
		return in
	}
	before := w.config(t).RevisionId
	w.must(t, "lambda.AddPermission", grant("", before))
	w.fails(t, "lambda.AddPermission", grant("", before), 412, "PreconditionFailedException", "Revision Id")
	policy := w.must(t, "lambda.GetPolicy", map[string]any{"FunctionName": "fn"}).(*GetPolicyOutput)
	if now := w.config(t).RevisionId; now == before || now != policy.RevisionId {
		t.Errorf("the function was at %s and is at %s, its policy at %s", before, now, policy.RevisionId)
	}
	w.advance(10 * time.Second)
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Timeout": 7})
	w.must(t, "lambda.AddPermission", grant("", w.config(t).RevisionId))
	w.advance(10 * time.Second)
	if c := w.config(t); c.State != Active || c.LastUpdateStatus != Successful {
		t.Errorf("after an update: %+v", c)
	}
	before = w.config(t).RevisionId
	ver := w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration)
	if now := w.config(t).RevisionId; now == before || now == ver.RevisionId {
		t.Errorf("publishing leaves $LATEST at %s, the version at %s", now, ver.RevisionId)
	}
	alias := w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"}).(*AliasConfiguration)
	w.must(t, "lambda.AddPermission", grant("live", alias.RevisionId))
	w.fails(t, "lambda.UpdateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "RevisionId": alias.RevisionId}, 412, "PreconditionFailedException", "Revision Id")
}

func TestAddPermissionRefuses(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x")
	base := func(more map[string]any) map[string]any {
		return fields(map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}, more)
	}
	const invalid = "InvalidParameterValueException"
	w.fails(t, "lambda.AddPermission", base(map[string]any{"Principal": "nobody"}), 400, invalid, "The provided principal was invalid.")
	w.fails(t, "lambda.AddPermission", base(map[string]any{"Qualifier": "$LATEST"}), 400, invalid, "We currently do not support adding policies for $LATEST.")
	w.fails(t, "lambda.AddPermission", base(map[string]any{"FunctionUrlAuthType": "NONE"}), 400, invalid, "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action")
	w.fails(t, "lambda.AddPermission", base(map[string]any{"Action": "s3:GetObject"}), 400, "ValidationException", "regular expression pattern")
	w.fails(t, "lambda.AddPermission", base(map[string]any{"FunctionName": "nobody"}), 404, "ResourceNotFoundException", "Function not found")
	long := base(map[string]any{"SourceArn": "arn:aws:s3:::" + strings.Repeat("a", 21_000)})
	w.fails(t, "lambda.AddPermission", long, 400, "PolicyLengthExceededException", "20480")
}

func TestS3NeedsPermissionThatFits(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x")
	const arn, bucket = "arn:aws:lambda:us-east-1:123456789012:function:fn", "arn:aws:s3:::uploads"
	from := func(target string) aws.Delivery {
		return aws.Delivery{Target: target, Service: "s3.amazonaws.com", Source: bucket, Body: []byte("{}")}
	}
	if err := w.Accepts(from("arn:aws:lambda:us-east-1:123456789012:function:nobody")); err == nil {
		t.Error("a function that does not exist is a valid target")
	}
	for _, c := range []struct {
		source, account string
		want            bool
	}{{"arn:aws:s3:::other", "", false}, {"", "210987654321", false}, {bucket, "210987654321", false}, {bucket, "", true}, {"arn:aws:s3:::up*", "", true}, {"", "123456789012", true}} {
		in := map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com"}
		if c.source != "" {
			in["SourceArn"] = c.source
		}
		if c.account != "" {
			in["SourceAccount"] = c.account
		}
		w.must(t, "lambda.AddPermission", in)
		if err := w.Accepts(from(arn)); (err == nil) != c.want {
			t.Errorf("source %q account %q: %v", c.source, c.account, err)
		}
		w.must(t, "lambda.RemovePermission", map[string]any{"FunctionName": "fn", "StatementId": "s"})
	}
	if err := w.Deliver(from(arn)); err == nil || err.Message != "Not authorized to invoke function ["+arn+"]" {
		t.Errorf("delivery without permission: %v", err)
	}
	w.advance(time.Minute)
	if n := w.Stats("fn").EventsReceived; n != 0 {
		t.Error("an event was accepted without permission")
	}
}

func TestUploadTriggersTheFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(0)
	w.create(t, "fn", "x")
	w.must(t, "s3api.CreateBucket", map[string]any{"Bucket": "uploads"})
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "s3", "Action": "lambda:InvokeFunction",
		"Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::uploads"})
	w.must(t, "s3api.PutBucketNotificationConfiguration", map[string]any{"Bucket": "uploads", "NotificationConfiguration": map[string]any{
		"LambdaFunctionConfigurations": []any{map[string]any{"LambdaFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:fn", "Events": []string{"s3:ObjectCreated:*"}}}}})
	w.must(t, "s3api.PutObject", map[string]any{"Bucket": "uploads", "Key": "a b.png", "Body": []byte("png")})
	w.advance(time.Minute)
	ended := events[InvocationEnded](w)
	if len(ended) != 1 || ended[0].Mode != Event {
		t.Fatalf("invocations: %+v", ended)
	}
	var root uint64
	for _, e := range w.k.Journal().Since(0) {
		if _, ok := e.Event.(InvocationEnded); ok {
			chain := w.k.Journal().Why(e.Seq)
			root = chain[len(chain)-1].Seq
		}
	}
	if first, ok := w.k.Journal().Find(root); !ok || first.Event.Kind() != "s3.ObjectCreated" {
		t.Errorf("the invocation goes back to %+v", first)
	}
}
