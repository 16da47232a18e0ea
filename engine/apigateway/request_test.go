package apigateway_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// routed is what a function was told of its route.
func (w *world) routed(t *testing.T) (key string, params map[string]string) {
	t.Helper()
	var e struct {
		RouteKey       string
		PathParameters map[string]string
	}
	if err := json.Unmarshal(w.runs[len(w.runs)-1].Body, &e); err != nil {
		t.Fatal(err)
	}
	return e.RouteKey, e.PathParameters
}

// The first rows are the developer guide's examples of routing API requests.
func TestBestRouteServes(t *testing.T) {
	w := newWorld()
	id, integration, url := w.shop(t)
	for _, key := range []string{"GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "ANY /pets/dog/1", "GET /a b"} {
		_, err := w.try(t, "CreateRoute", `{"ApiId":"`+id+`","RouteKey":"`+key+`","Target":"integrations/`+integration+`"}`)
		if (err != nil) != (key == "GET /a b") {
			t.Fatalf("%s: %v", key, err)
		}
	}
	for _, c := range []struct{ method, path, key, param string }{
		{"GET", "/pets/dog/1", "GET /pets/dog/1", ""},
		{"GET", "/pets/dog/2", "GET /pets/dog/{id}", "2"},
		{"GET", "/pets/cat/1", "GET /pets/{proxy+}", "cat/1"},
		{"POST", "/test/5", "ANY /{proxy+}", "test/5"},
		{"POST", "/pets/dog/1", "ANY /pets/dog/1", ""},
		{"GET", "/pets/dog/a%20b", "GET /pets/dog/{id}", "a b"},
		{"GET", "/pets/dog/", "GET /pets/{proxy+}", "dog/"},
		{"GET", "/", "$default", ""},
		{"GET", "", "$default", ""},
	} {
		w.get(t, c.method, url+c.path)
		key, params := w.routed(t)
		if key != c.key || params["id"]+params["proxy"] != c.param {
			t.Errorf("%s %s goes to %s with %v, want %s with %q", c.method, c.path, key, params, c.key, c.param)
		}
	}
}

func TestSourceIsWhatPoliciesAskFor(t *testing.T) {
	w := newWorld()
	id, integration, url := w.shop(t)
	w.do(t, "CreateRoute", `{"ApiId":"`+id+`","RouteKey":"ANY /items/{id}","Target":"integrations/`+integration+`"}`)
	w.do(t, "CreateStage", `{"ApiId":"`+id+`","StageName":"test","AutoDeploy":true,"StageVariables":{"color":"blue"}}`)
	for path, want := range map[string]string{"/x": "/$default/$default", "/items/7": "/$default/GET/items/{id}", "/test/items/7": "/test/GET/items/{id}"} {
		w.get(t, "GET", url+path)
		last := w.runs[len(w.runs)-1]
		if last.Source != "arn:aws:execute-api:us-east-1:123456789012:"+id+want || last.Service != "apigateway.amazonaws.com" || last.Target != function {
			t.Errorf("%s: %s asks %s as %s", path, last.Source, last.Target, last.Service)
		}
	}
	w.get(t, "GET", url+"/a%20b")
	if body := string(w.runs[len(w.runs)-1].Body); !strings.Contains(body, `"rawPath":"/a b"`) {
		t.Errorf("event %s", body)
	}
	w.get(t, "GET", url+"/test/items/7")
	if body := string(w.runs[len(w.runs)-1].Body); !strings.Contains(body, `"rawPath":"/test/items/7"`) || !strings.Contains(body, `"stageVariables":{"color":"blue"}`) {
		t.Errorf("event %s", body)
	}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		name   string
		ran    aws.Ran
		status int
		body   string
	}{
		{"result", aws.Ran{Payload: []byte(`{"a":1}`)}, 200, `{"a":1}`},
		{"shaped", aws.Ran{Payload: []byte(`{"statusCode":201,"body":"x"}`)}, 201, "x"},
		{"body is no string", aws.Ran{Payload: []byte(`{"statusCode":200,"body":{}}`)}, 500, `{"message":"Internal Server Error"}`},
		{"no status", aws.Ran{Payload: []byte(`{"statusCode":7}`)}, 500, `{"message":"Internal Server Error"}`},
		{"failed", aws.Ran{Payload: []byte(`{"errorMessage":"x"}`), FunctionError: "Unhandled"}, 500, `{"message":"Internal Server Error"}`},
		{"forbidden", aws.Ran{Err: aws.Errorf(403, "AccessDeniedException", "no")}, 500, `{"message":"Internal Server Error"}`},
		{"throttled", aws.Ran{Err: aws.Errorf(429, "TooManyRequestsException", "no")}, 503, `{"message":"Service Unavailable"}`},
	} {
		w := newWorld()
		_, _, url := w.shop(t)
		w.ran = c.ran
		if r := w.get(t, "GET", url); r.Status != c.status || string(r.Body) != c.body {
			t.Errorf("%s: %d %s", c.name, r.Status, r.Body)
		}
	}
}

func TestSlowFunctionIsGivenUpAndItsAnswerLost(t *testing.T) {
	w := newWorld()
	_, _, url := w.shop(t)
	w.took = 40 * time.Second
	start := w.Now()
	id := w.send(t, aws.HTTPRequest{Method: "GET", URL: url})
	w.Advance(start.Add(30*time.Second-1), 1<<20)
	if w.replies[id] != nil {
		t.Fatal("answered before the timeout")
	}
	w.Advance(start.Add(31*time.Second), 1<<20)
	if r := w.replies[id]; r == nil || r.Status != 503 || string(r.Body) != `{"message":"Service Unavailable"}` {
		t.Fatalf("after 31 s: %+v", r)
	}
	w.Advance(start.Add(time.Minute), 1<<20) // a second answer panics
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestNotFound(t *testing.T) {
	w := newWorld()
	id, _, url := w.shop(t)
	routes := w.do(t, "GetRoutes", `{"ApiId":"`+id+`"}`)["Items"].([]any)
	w.do(t, "DeleteRoute", `{"ApiId":"`+id+`","RouteId":"`+routes[0].(map[string]any)["RouteId"].(string)+`"}`)
	w.do(t, "CreateStage", `{"ApiId":"`+id+`","StageName":"empty"}`)
	for _, u := range []string{url + "/x", url + "/empty/x", "https://nobody.execute-api.us-east-1.amazonaws.com/", "http" + url[5:]} {
		if r := w.get(t, "GET", u); r.Status != 404 || string(r.Body) != `{"message":"Not Found"}` {
			t.Errorf("%s: %d %s", u, r.Status, r.Body)
		}
	}
	if len(w.runs) > 0 {
		t.Error("a function ran")
	}
}

func TestRequestsAreMeteredIn512KBSteps(t *testing.T) {
	w := newWorld()
	id, _, url := w.shop(t)
	w.do(t, "UpdateStage", `{"ApiId":"`+id+`","StageName":"$default","DefaultRouteSettings":{"ThrottlingRateLimit":1,"ThrottlingBurstLimit":1}}`)
	w.get(t, "GET", url)
	w.send(t, aws.HTTPRequest{Method: "POST", URL: url, Body: make([]byte, 512<<10+1)})
	throttled := w.send(t, aws.HTTPRequest{Method: "GET", URL: url})
	w.Advance(w.Now().Add(time.Minute), 1<<20)
	if w.replies[throttled].Status != 429 {
		t.Fatalf("status %d", w.replies[throttled].Status)
	}
	for _, r := range w.bill.Readings() {
		if r.Usage == billing.HTTPAPIRequests && r.Resource == id && r.Quantity.String() == "3" {
			return
		}
	}
	t.Errorf("metered %v, want 3 requests", w.bill.Readings())
}
