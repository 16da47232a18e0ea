package lambda

import (
	"strings"
	"testing"
)

const callbackRefused = `{"errorType":"Runtime.CallbackHandlerDeprecated","errorMessage":"ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.`

func TestNode24RefusesCallbacksInInit(t *testing.T) {
	const source = `export const handler = (event, context, callback) => callback(null, "done");`
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", source)
	if out := w.invokeNow(t, "fn", `{}`); out.FunctionError != "Unhandled" || !strings.HasPrefix(string(out.Payload), callbackRefused) {
		t.Errorf("answered %s %s", out.FunctionError, out.Payload)
	}
	lines := w.normalLines("fn")
	if !strings.HasPrefix(lines[1], "TIME\t-\tERROR\tInit Error \t"+callbackRefused) ||
		lines[2] != "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\tError Type: Runtime.CallbackHandlerDeprecated" {
		t.Errorf("logged %q", lines[:3])
	}
	w.create(t, "old", source, map[string]any{"Runtime": "nodejs22.x"})
	if out := w.invokeNow(t, "old", `{}`); string(out.Payload) != `"done"` {
		t.Errorf("nodejs22.x answered %s %s", out.FunctionError, out.Payload)
	}
}

func TestErrorsOfLambdaHaveAType(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	for id, in := range map[string]map[string]any{
		"lambda.GetFunction":    {"FunctionName": "nobody"},
		"lambda.CreateFunction": {"FunctionName": "x", "Runtime": "go1.x", "Handler": "a.b", "Role": "arn:aws:iam::123456789012:role/r", "Code": map[string]any{"ZipFile": []byte("x")}},
	} {
		if r := w.do(id, in); r.err == nil || len(r.err.Fields) != 1 || r.err.Fields[0].Name != "Type" || r.err.Fields[0].Value != "User" {
			t.Errorf("%s: %+v", id, r.err)
		}
	}
	long := map[string]any{"FunctionName": "x", "Runtime": "nodejs24.x", "Handler": "a.b", "Role": "no role", "Code": map[string]any{"ZipFile": []byte("x")}}
	if r := w.do("lambda.CreateFunction", long); r.err == nil || r.err.Code != "ValidationException" || len(r.err.Fields) != 0 {
		t.Errorf("a ValidationException is not of Lambda's model: %+v", r.err)
	}
}
