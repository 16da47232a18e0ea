package lambda

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

func FuzzUnzip(f *testing.F) {
	f.Add(zipped("index.mjs", "export const handler = 1", "a/b.txt", "x"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Add([]byte("not a zip"))
	f.Fuzz(func(t *testing.T, data []byte) {
		files, total, err := unzip(data, 1<<16)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "InvalidParameterValueException: ") {
				t.Errorf("not in AWS's words: %v", err)
			}
			return
		}
		var sum int64
		for name, body := range files {
			sum += int64(len(body))
			if strings.HasPrefix(name, "/") || strings.Contains("/"+name+"/", "/../") {
				t.Errorf("%q leads out of the package", name)
			}
		}
		if sum > total || total >= 1<<16 {
			t.Errorf("%d bytes of %d", sum, total)
		}
	})
}

func FuzzParseName(f *testing.F) {
	for _, s := range []string{"fn", "fn:$LATEST", "arn:aws:lambda:us-east-1:123456789012:function:fn:live", "function:fn", ":", "a b", "", "日本"} {
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, qualifier string) {
		n, err := parseName(s, qualifier)
		if err != nil {
			return
		}
		if !simple(n.Function) {
			t.Errorf("%q is function %q", s, n.Function)
		}
		if again, err := parseName(n.Function, n.Qualifier); err != nil || again != n {
			t.Errorf("%q came back as %v, %v", s, again, err)
		}
	})
}

func FuzzURLEventIsJSON(f *testing.F) {
	f.Add("https://x/a?b=c&b=d", "POST", "k", "v", []byte("body"))
	f.Add("https://x/%zz?;", "get", "Cookie", "a=1;b", []byte{0xff})
	f.Fuzz(func(t *testing.T, raw, method, key, value string, body []byte) {
		u, err := url.Parse(raw)
		if err != nil {
			return
		}
		event := urlEvent(&urlConfig{ID: "abc"}, "id", &aws.HTTPRequest{Method: method, URL: raw, Headers: map[string]string{key: value}, Body: body}, u, 0)
		if !json.Valid(event) {
			t.Errorf("event %q", event)
		}
	})
}

func FuzzURLResponse(f *testing.F) {
	f.Add([]byte(`{"statusCode":200,"headers":{"a":"b"},"body":"x","isBase64Encoded":true}`))
	f.Add([]byte(`"x"`))
	f.Add([]byte(`{"statusCode":"200","body":{}}`))
	f.Fuzz(func(t *testing.T, result []byte) {
		r := urlResponse(&invocation{ID: "id", at: &urlConfig{}, http: &aws.HTTPRequest{}, result: outcome{Status: success, Payload: result}}, sim.Time(0))
		if r.Status < 100 || r.Status > 599 {
			t.Errorf("%q answers %d", result, r.Status)
		}
	})
}
