package lambda

import (
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
)

func TestTags(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", "x", map[string]any{"Tags": map[string]any{"team": "club"}})
	arn := functionARN("fn")
	w.must(t, "lambda.TagResource", map[string]any{"Resource": arn, "Tags": map[string]any{"stage": "live"}})
	w.must(t, "lambda.UntagResource", map[string]any{"Resource": arn, "TagKeys": []string{"team"}})
	if got := w.must(t, "lambda.ListTags", map[string]any{"Resource": arn}).(*ListTagsOutput).Tags; len(got) != 1 || got["stage"] != "live" {
		t.Errorf("%v", got)
	}
	w.fails(t, "lambda.ListTags", map[string]any{"Resource": functionARN("nobody")}, 404, "ResourceNotFoundException", "Function not found: "+functionARN("nobody"))
	w.fails(t, "lambda.ListTags", map[string]any{"Resource": arn + ":1"}, 400, "InvalidParameterValueException", "aliases and versions")
}

func TestMetricsByQualifier(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(t, "fn", echo)
	w.publishAs(t, "one")
	w.publishAs(t, "two")
	w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1",
		"RoutingConfig": map[string]any{"AdditionalVersionWeights": map[string]any{"2": 0.5}}})
	for range 10 {
		w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:live"})
	}
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn"})
	count := func(more ...cloudwatch.Dimension) float64 {
		return w.logs.Find(namespace, "Invocations", append(w.dims("fn"), more...)).Total().Sum
	}
	live := cloudwatch.Dimension{Name: "Resource", Value: "fn:live"}
	one, two := count(live, cloudwatch.Dimension{Name: "ExecutedVersion", Value: "1"}), count(live, cloudwatch.Dimension{Name: "ExecutedVersion", Value: "2"})
	if count() != 11 || count(live) != 10 || one+two != 10 || one == 0 || two == 0 {
		t.Errorf("%v in all, %v by alias, %v and %v by version", count(), count(live), one, two)
	}
}

// TestURLAnswersBrowsers: a question before a request is answered in front of
// the function, and its response gets the URL's headers.
func TestURLAnswersBrowsers(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => "hi"`)
	u := w.must(t, "lambda.CreateFunctionUrlConfig", map[string]any{"FunctionName": "fn", "AuthType": "NONE",
		"Cors": map[string]any{"AllowOrigins": []string{"https://club.example"}, "AllowMethods": []string{"GET"}, "MaxAge": 60}}).(*FunctionUrlConfig)
	for _, grant := range []map[string]any{{"StatementId": "a", "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"},
		{"StatementId": "b", "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": true}} {
		w.must(t, "lambda.AddPermission", fields(grant, map[string]any{"FunctionName": "fn", "Principal": "*"}))
	}
	ask := func(method, origin string) *aws.HTTPResponse {
		return w.must(t, "http.Request", map[string]any{"Method": method, "URL": u.FunctionUrl,
			"Headers": map[string]string{"Origin": origin, "Access-Control-Request-Method": "GET"}}).(*aws.HTTPResponse)
	}
	if r := ask("OPTIONS", "https://club.example"); r.Status != 200 || r.Headers["access-control-allow-methods"] != "GET" || r.Headers["access-control-max-age"] != "60" {
		t.Errorf("%d %v", r.Status, r.Headers)
	}
	if n := w.Stats("fn").Invocations; n != 0 {
		t.Errorf("the question ran the function %d times", n)
	}
	if r := ask("GET", "https://club.example"); r.Headers["access-control-allow-origin"] != "https://club.example" {
		t.Errorf("%v", r.Headers)
	}
	if r := ask("GET", "https://elsewhere.example"); r.Headers["access-control-allow-origin"] != "" {
		t.Errorf("%v", r.Headers)
	}
}
