package lambda

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
	"skylab/engine/sandbox"
)

// answering makes a function whose handler answers fn(event), with a URL that
// anybody may call.
func (w *world) answer(t *testing.T, fn func(event []byte) sandbox.Turn) string {
	t.Helper()
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: fn}, nil
	}
	w.create(t, "fn", "x")
	return w.opened(t)
}

// opened gives the function a URL that anybody may call.
func (w *world) opened(t *testing.T) string {
	t.Helper()
	u := w.must(t, "lambda.CreateFunctionUrlConfig", map[string]any{"FunctionName": "fn", "AuthType": "NONE"}).(*FunctionUrlConfig)
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "url", "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"})
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "fun", "Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": true})
	return u.FunctionUrl
}

func (w *world) get(t *testing.T, url string) *aws.HTTPResponse {
	t.Helper()
	return w.must(t, "http.Request", map[string]any{"URL": url}).(*aws.HTTPResponse)
}

func TestURLNeedsTwoGrants(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	url := w.answer(t, func([]byte) sandbox.Turn { return settled(`"hi"`, 0) })
	if r := w.get(t, url); r.Status != 200 || string(r.Body) != "hi" {
		t.Fatalf("with both grants: %d %s", r.Status, r.Body)
	}
	for _, sid := range []string{"url", "fun"} {
		w := newWorld(t, 1, AWSRules())
		url := w.answer(t, func([]byte) sandbox.Turn { return settled(`"hi"`, 0) })
		w.must(t, "lambda.RemovePermission", map[string]any{"FunctionName": "fn", "StatementId": sid})
		if r := w.get(t, url); r.Status != 403 || !strings.HasPrefix(string(r.Body), `{"Message":"Forbidden.`) {
			t.Errorf("without %s: %d %s", sid, r.Status, r.Body)
		}
	}
}

// TestURLConfigs: creating tells no time of a change and no mode that was not
// given; looking and listing tell both (recorded by github
// localstack/localstack, test_lambda_api.snapshot.json, 2023-11-20).
func TestURLConfigs(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", "x")
	name := map[string]any{"FunctionName": "fn"}
	made := w.must(t, "lambda.CreateFunctionUrlConfig", map[string]any{"FunctionName": "fn", "AuthType": "NONE"}).(*FunctionUrlConfig)
	w.advance(time.Minute)
	changed := w.must(t, "lambda.UpdateFunctionUrlConfig", map[string]any{"FunctionName": "fn", "AuthType": "AWS_IAM"}).(*FunctionUrlConfig)
	list := w.must(t, "lambda.ListFunctionUrlConfigs", name).(*ListFunctionUrlConfigsOutput).FunctionUrlConfigs
	got := w.must(t, "lambda.GetFunctionUrlConfig", name).(*FunctionUrlConfig)
	if made.LastModifiedTime != "" || made.InvokeMode != "" || changed.LastModifiedTime == made.CreationTime || changed.InvokeMode != "" {
		t.Errorf("made %+v, changed %+v", made, changed)
	}
	for _, u := range []*FunctionUrlConfig{got, list[0]} {
		if u.LastModifiedTime != changed.LastModifiedTime || u.CreationTime != made.CreationTime || u.InvokeMode != "BUFFERED" || u.AuthType != "AWS_IAM" {
			t.Errorf("later: %+v", u)
		}
	}
}

func TestURLResponses(t *testing.T) {
	for _, c := range []struct {
		result, body string
		status       int
		header, want string
	}{
		{`{"statusCode":201,"headers":{"X-A":"b","n":1},"body":"made"}`, "made", 201, "x-a", "b"},
		{`{"statusCode":200,"body":"aGk=","isBase64Encoded":true}`, "hi", 200, "content-length", "2"},
		{`{"statusCode":302,"headers":{"Location":"/x"},"cookies":["a=1","b=2"]}`, "", 302, "set-cookie", "a=1, b=2"},
		{`{"message":"hi"}`, `{"message":"hi"}`, 200, "content-type", "application/json"},
		{`"plain"`, "plain", 200, "content-length", "5"},
		{`null`, "", 200, "content-length", "0"},
		{`[1,2]`, "[1,2]", 200, "content-type", "application/json"},
		{`{"statusCode":1}`, "Internal Server Error", 502, "", ""},
	} {
		w := newWorld(t, 1, AWSRules())
		r := w.get(t, w.answer(t, func([]byte) sandbox.Turn { return settled(c.result, 0) }))
		if r.Status != c.status || string(r.Body) != c.body || c.header != "" && r.Headers[c.header] != c.want {
			t.Errorf("%s: got %d %v %q", c.result, r.Status, r.Headers, r.Body)
		}
	}
}

func TestURLErrors(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	url := w.answer(t, func([]byte) sandbox.Turn {
		return sandbox.Turn{Settled: true, Err: &sandbox.Failure{Type: "Error", Message: "no", Logged: "{}"}}
	})
	if r := w.get(t, url); r.Status != 502 || string(r.Body) != "Internal Server Error" {
		t.Errorf("a failed function: %d %s", r.Status, r.Body)
	}
	w.account.Unreserved += AccountConcurrency
	if r := w.get(t, url); r.Status != 429 || !strings.Contains(string(r.Body), string(scaling.ConcurrentLimit)) {
		t.Errorf("throttled: %d %s", r.Status, r.Body)
	}
	w.account.Unreserved -= AccountConcurrency
	if r := w.get(t, strings.Replace(url, "https", "http", 1)); r.Status != 301 || r.Headers["location"] != url {
		t.Errorf("without TLS: %d %v", r.Status, r.Headers)
	}
	if r := w.get(t, "https://"+strings.Repeat("a", 32)+urlDomain+"/"); r.Status != 403 {
		t.Errorf("unknown id: %d", r.Status)
	}
	if w.Serves("example.com") {
		t.Error("serves a foreign host")
	}
	w.fails(t, "lambda.CreateFunctionUrlConfig", map[string]any{"FunctionName": "fn", "AuthType": "NONE"}, 409, "ResourceConflictException",
		"Failed to create function url config for [functionArn = arn:aws:lambda:us-east-1:123456789012:function:fn]. Error message:  FunctionUrlConfig exists for this Lambda function")
	w.must(t, "lambda.DeleteFunctionUrlConfig", map[string]any{"FunctionName": "fn"})
	w.fails(t, "lambda.GetFunctionUrlConfig", map[string]any{"FunctionName": "fn"}, 404, "ResourceNotFoundException", "The resource you requested does not exist.")
	if r := w.get(t, url); r.Status != 403 {
		t.Errorf("a deleted URL: %d", r.Status)
	}
}

func TestURLEvent(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	var seen []byte
	url := w.answer(t, func(e []byte) sandbox.Turn { seen = e; return settled(`"ok"`, 0) })
	w.must(t, "http.Request", map[string]any{"Method": "POST", "URL": url + "a%20b/c?x=1&x=2&y=z", "Body": []byte("héllo"),
		"Headers": map[string]string{"User-Agent": "curl/8", "Cookie": "a=1; b=2", "X-Test": "yes"}})
	var e struct {
		Version, RouteKey, RawPath, RawQueryString, Body string
		Cookies                                          []string
		Headers, QueryStringParameters                   map[string]string
		IsBase64Encoded                                  bool
		RequestContext                                   struct {
			AccountID, APIID, DomainName, DomainPrefix, RequestID, RouteKey, Stage, Time string
			TimeEpoch                                                                    int64
			HTTP                                                                         struct{ Method, Path, Protocol, SourceIP, UserAgent string }
		}
	}
	if err := json.Unmarshal(seen, &e); err != nil {
		t.Fatal(err)
	}
	c := e.RequestContext
	if e.Version != "2.0" || e.RouteKey != "$default" || e.RawPath != "/a%20b/c" || e.RawQueryString != "x=1&x=2&y=z" ||
		e.Body != "héllo" || e.IsBase64Encoded || strings.Join(e.Cookies, "|") != "a=1|b=2" || e.Headers["x-test"] != "yes" ||
		e.Headers["cookie"] != "" || e.QueryStringParameters["x"] != "1,2" {
		t.Errorf("event %s", seen)
	}
	if c.HTTP.Method != "POST" || c.HTTP.UserAgent != "curl/8" || c.HTTP.SourceIP != "203.0.113.10" || c.Stage != "$default" ||
		"https://"+c.DomainName+"/" != url || c.DomainPrefix != c.APIID || c.TimeEpoch < 1_700_000_000_000 || !strings.HasSuffix(c.Time, "+0000") {
		t.Errorf("context %+v", c)
	}
	w.must(t, "http.Request", map[string]any{"URL": strings.TrimSuffix(url, "/")})
	if s := string(seen); !strings.Contains(s, `"rawPath":"/"`) || strings.Contains(s, "cookies") || strings.Contains(s, "queryString") || strings.Contains(s, `"body"`) {
		t.Errorf("a bare request: %s", s)
	}
	w.must(t, "http.Request", map[string]any{"URL": url, "Body": []byte{0xff, 0xfe}})
	if s := string(seen); !strings.Contains(s, `"body":"//4="`) || !strings.Contains(s, `"isBase64Encoded":true`) {
		t.Errorf("a binary body: %s", s)
	}
	w.advance(time.Minute)
}

func TestURLBodyIsTextByItsType(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	var seen []byte
	url := w.answer(t, func(e []byte) sandbox.Turn { seen = e; return settled(`"ok"`, 0) })
	for kind, want := range map[string]string{
		"application/json":                  `"body":"hi","isBase64Encoded":false`,
		"Application/JSON; charset=utf-8":   `"body":"hi","isBase64Encoded":false`,
		"application/problem+json":          `"body":"hi","isBase64Encoded":false`,
		"text/csv":                          `"body":"hi","isBase64Encoded":false`,
		"application/x-www-form-urlencoded": `"body":"aGk=","isBase64Encoded":true`,
		"image/png":                         `"body":"aGk=","isBase64Encoded":true`,
	} {
		w.must(t, "http.Request", map[string]any{"Method": "POST", "URL": url, "Body": []byte("hi"), "Headers": map[string]string{"Content-Type": kind}})
		if !strings.Contains(string(seen), want) {
			t.Errorf("%s: %s", kind, seen)
		}
	}
	w.advance(time.Minute)
}
