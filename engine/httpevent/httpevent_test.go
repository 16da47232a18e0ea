package httpevent_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
)

func request(t *testing.T, in aws.HTTPRequest) *httpevent.Request {
	t.Helper()
	u, err := url.Parse(in.URL)
	if err != nil {
		t.Fatal(err)
	}
	return &httpevent.Request{ID: "id=", Account: "123456789012", APIID: "abc", Domain: u.Host, RouteKey: "GET /items/{id}",
		Stage: "$default", PathParameters: map[string]string{"id": "7"}, HTTP: &in, URL: u}
}

func TestEventIsAsTheGuideShowsIt(t *testing.T) {
	r := request(t, aws.HTTPRequest{Method: "get", URL: "https://abc.execute-api.us-east-1.amazonaws.com/items/7?a=1&a=2&b=<",
		Headers: map[string]string{"User-Agent": "curl/8", "Cookie": "x=1; y=2"}, SourceIP: "203.0.113.10"})
	want := `{"version":"2.0","routeKey":"GET /items/{id}","rawPath":"/items/7","rawQueryString":"a=1&a=2&b=<","cookies":["x=1","y=2"],` +
		`"headers":{"host":"abc.execute-api.us-east-1.amazonaws.com","user-agent":"curl/8","x-forwarded-for":"203.0.113.10","x-forwarded-port":"443","x-forwarded-proto":"https"},` +
		`"queryStringParameters":{"a":"1,2","b":"<"},"requestContext":{"accountId":"123456789012","apiId":"abc","domainName":"abc.execute-api.us-east-1.amazonaws.com",` +
		`"domainPrefix":"abc","http":{"method":"GET","path":"/items/7","protocol":"HTTP/1.1","sourceIp":"203.0.113.10","userAgent":"curl/8"},"requestId":"id=",` +
		`"routeKey":"GET /items/{id}","stage":"$default","time":"02/Nov/2026:09:00:00 +0000","timeEpoch":1793610000000},"pathParameters":{"id":"7"},"isBase64Encoded":false}`
	if got := strings.NewReplacer(`\u003c`, "<", `\u0026`, "&").Replace(string(r.V2())); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestBodyIsTextOrBase64ByItsType(t *testing.T) {
	for _, c := range []struct {
		kind, body, want string
		binary           bool
	}{
		{"application/json; charset=utf-8", `{"a":1}`, `{"a":1}`, false},
		{"text/plain", "hello", "hello", false},
		{"application/x-www-form-urlencoded", "hello", "aGVsbG8=", true},
		{"text/plain", "\xff", "/w==", true},
		{"", "hello", "hello", false},
		{"text/plain", "", "", false},
	} {
		r := request(t, aws.HTTPRequest{Method: "POST", URL: "https://abc/", Headers: map[string]string{"Content-Type": c.kind}, Body: []byte(c.body)})
		var got struct {
			Body            string
			IsBase64Encoded bool
		}
		if err := json.Unmarshal(r.V2(), &got); err != nil || got.Body != c.want || got.IsBase64Encoded != c.binary {
			t.Errorf("%q %q: %+v %v", c.kind, c.body, got, err)
		}
	}
}

func TestFormat1HasListsAndNulls(t *testing.T) {
	r := request(t, aws.HTTPRequest{Method: "GET", URL: "https://abc/items/7?a=1&a=2", Headers: map[string]string{"Cookie": "x=1"}})
	r.PathParameters = nil
	got := string(r.V1("/items/{id}"))
	for _, want := range []string{`"version":"1.0"`, `"resource":"/items/{id}"`, `"queryStringParameters":{"a":"2"}`, `"multiValueQueryStringParameters":{"a":["1","2"]}`,
		`"cookie":"x=1"`, `"cookie":["x=1"]`, `"pathParameters":null`, `"stageVariables":null`, `"body":null`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		result, body string
		status       int
		ok, text     bool
	}{
		{`{"hello":"world"}`, `{"hello":"world"}`, 200, true, true},
		{`"hello"`, "hello", 200, true, true},
		{`null`, "", 200, true, true},
		{`{"statusCode":404,"body":"gone"}`, "gone", 404, true, true},
		{`{"statusCode":200,"body":{"a":1}}`, `{"a":1}`, 200, true, false},
		{`{"statusCode":204}`, "", 204, true, true},
		{`{"statusCode":99}`, "", 99, false, false},
		{`{"statusCode":200,"body":"aGk=","isBase64Encoded":true}`, "hi", 200, true, true},
		{`{"statusCode":200,"body":"%","isBase64Encoded":true}`, "", 200, false, true},
	} {
		r, ok := httpevent.Read([]byte(c.result))
		if ok != c.ok || r.Status != c.status || string(r.Body) != c.body || r.Text != c.text {
			t.Errorf("%s: %+v %v", c.result, r, ok)
		}
	}
	r, _ := httpevent.Read([]byte(`{"statusCode":200,"headers":{"x":1,"y":null,"z":"w"},"cookies":["a=1","b=2"],"multiValueHeaders":{"m":["1","2"]}}`))
	if len(r.Headers) != 3 || r.Headers["x"] != "1" || r.Headers["set-cookie"] != "a=1, b=2" {
		t.Errorf("headers %v", r.Headers)
	}
	if r, ok := httpevent.ReadV1([]byte(`{"statusCode":200,"multiValueHeaders":{"m":["1","2"]}}`)); !ok || r.Headers["m"] != "1,2" {
		t.Errorf("format 1.0: %+v", r)
	}
	if _, ok := httpevent.ReadV1([]byte(`{"hello":1}`)); ok {
		t.Error("format 1.0 takes a result without statusCode")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"statusCode":200,"headers":{"a":[1]},"body":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, ok := httpevent.Read(data); ok && (r.Status < 100 || r.Status > 599) {
			t.Errorf("status %d", r.Status)
		}
	})
}
