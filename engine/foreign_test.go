package engine_test

import (
	"testing"

	"skylab/engine"
	"skylab/engine/sts"
)

// TestInvokeOfAnotherAccount is refused without a word on whether the function
// is there.
func TestInvokeOfAnotherAccount(t *testing.T) {
	const arn = "arn:aws:lambda:us-east-1:111111111111:function:hello"
	r := send(t, engine.New(engine.Config{Seed: 1}), "lambda.Invoke", `{"FunctionName":"`+arn+`"}`, "console")
	want := "User: " + sts.Learner + " is not authorized to perform: lambda:InvokeFunction on resource: " + arn +
		" because no resource-based policy allows the lambda:InvokeFunction action"
	if r.Err == nil || r.Err.Code != "AccessDeniedException" || r.Err.HTTPStatus != 403 || r.Err.Message != want {
		t.Errorf("%v, want %s", r.Err, want)
	}
}
