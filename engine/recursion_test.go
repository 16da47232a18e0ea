package engine_test

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/enginetest"
)

// looping is a world with a function `loop` that may do everything.
func looping(t *testing.T, source string) *engine.World {
	t.Helper()
	w := engine.New(engine.Config{Seed: 1})
	do := func(op, input string, blobs ...[]byte) {
		in := w.Operation(op).NewIn()
		if err := aws.DecodeBlobs([]byte(input), blobs, in); err != nil {
			t.Fatal(op, err)
		}
		if r := w.Do(engine.Call{Operation: op, In: in}); r.Err != nil {
			t.Fatal(op, r.Err)
		}
	}
	do("iam.CreateRole", `{"RoleName":"r","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"}`)
	do("iam.AttachRolePolicy", `{"RoleName":"r","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}`)
	do("s3api.CreateBucket", `{"Bucket":"uploads"}`)
	do("lambda.CreateFunction", `{"FunctionName":"loop","Role":"arn:aws:iam::123456789012:role/r","Runtime":"nodejs24.x","Handler":"index.handler","Timeout":60,"Code":{"ZipFile":{"$blob":0}}}`, enginetest.Zip(source))
	w.AdvanceTo(w.Now().Add(5 * time.Second))
	do("lambda.AddPermission", `{"FunctionName":"loop","StatementId":"s3","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com","SourceArn":"arn:aws:s3:::uploads"}`)
	do("s3api.PutBucketNotificationConfiguration", `{"Bucket":"uploads","NotificationConfiguration":{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":"arn:aws:lambda:us-east-1:123456789012:function:loop","Events":["s3:ObjectCreated:*"]}]}}`)
	do("lambda.Invoke", `{"FunctionName":"loop","InvocationType":"Event"}`)
	w.AdvanceTo(w.Now().Add(time.Hour))
	return w
}

const viaLambda = `import { LambdaClient, InvokeCommand } from "@aws-sdk/client-lambda";
export const handler = async () => { %s await new LambdaClient({}).send(new InvokeCommand({ FunctionName: "loop", InvocationType: %q })); };`

func TestFunctionThatCallsItselfIsStopped(t *testing.T) {
	for name, c := range map[string]struct {
		source  string
		most    int
		dropped bool
	}{
		"by event":     {fmt.Sprintf(viaLambda, "", "Event"), 16, true},
		"and waits":    {fmt.Sprintf(viaLambda, "", "RequestResponse"), 16, false},
		"by S3":        {`import { S3Client, PutObjectCommand } from "@aws-sdk/client-s3"; export const handler = async () => { await new S3Client({}).send(new PutObjectCommand({ Bucket: "uploads", Key: "k", Body: "x" })); };`, 16, true},
		"from a timer": {fmt.Sprintf(viaLambda, "await new Promise((r) => setTimeout(r, 50));", "Event"), 16, true},
	} {
		w := looping(t, c.source)
		stats := w.Lambda.Stats("loop")
		if int(stats.Invocations) != c.most || c.dropped != (stats.EventsDropped == 1) {
			t.Errorf("%s: %d invocations, %d events dropped; want %d and %v", name, stats.Invocations, stats.EventsDropped, c.most, c.dropped)
		}
	}
}
