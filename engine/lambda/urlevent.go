package lambda

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// urlEvent is the event of a request to a function URL: payload format 2.0
// (fact sheet 4.7 [SAM, GO, OLD]); parts that a request lacks are left out.
//
// fidelity: lambda.url-event
func urlEvent(at *urlConfig, id string, in *aws.HTTPRequest, u *url.URL, now sim.Time) []byte {
	headers, cookies := lower(in, u)
	o := aws.Object{{Name: "version", Value: "2.0"}, {Name: "routeKey", Value: "$default"}, {Name: "rawPath", Value: rawPath(u)},
		{Name: "rawQueryString", Value: u.RawQuery}}
	if len(cookies) > 0 {
		o = append(o, aws.Field{Name: "cookies", Value: cookies})
	}
	o = append(o, aws.Field{Name: "headers", Value: headers})
	if q := u.Query(); len(q) > 0 {
		joined := map[string]string{}
		for _, k := range slices.Sorted(maps.Keys(q)) {
			joined[k] = strings.Join(q[k], ",")
		}
		o = append(o, aws.Field{Name: "queryStringParameters", Value: joined})
	}
	o = append(o, aws.Field{Name: "requestContext", Value: aws.Object{
		{Name: "accountId", Value: "anonymous"}, {Name: "apiId", Value: at.ID}, {Name: "domainName", Value: at.host()},
		{Name: "domainPrefix", Value: at.ID},
		{Name: "http", Value: aws.Object{{Name: "method", Value: strings.ToUpper(in.Method)}, {Name: "path", Value: rawPath(u)},
			{Name: "protocol", Value: "HTTP/1.1"}, {Name: "sourceIp", Value: in.SourceIP}, {Name: "userAgent", Value: headers["user-agent"]}}},
		{Name: "requestId", Value: id}, {Name: "routeKey", Value: "$default"}, {Name: "stage", Value: "$default"},
		{Name: "time", Value: now.Wall().Format("02/Jan/2006:15:04:05 +0000")}, {Name: "timeEpoch", Value: now.Wall().UnixMilli()},
	}})
	binary := len(in.Body) > 0 && !textual(headers["content-type"], in.Body)
	if len(in.Body) > 0 {
		body := string(in.Body)
		if binary {
			body = base64.StdEncoding.EncodeToString(in.Body)
		}
		o = append(o, aws.Field{Name: "body", Value: body})
	}
	return marshal(append(o, aws.Field{Name: "isBase64Encoded", Value: binary}))
}

// textual tells whether a body comes as it is and not in base64. Its type
// decides: a form, which is what curl sends unless told otherwise, does not
// (brefphp/bref issue 631; LeanerCloud/CUDly pull request 1483 of 2026-07). That
// types ending in +json or +xml do, and that bytes decide where there is no
// type, are assumptions.
//
// fidelity: lambda.url-body
func textual(kind string, body []byte) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	switch {
	case !utf8.Valid(body):
		return false
	case kind == "", strings.HasPrefix(kind, "text/"), strings.HasSuffix(kind, "+json"), strings.HasSuffix(kind, "+xml"):
		return true
	}
	return kind == "application/json" || kind == "application/javascript" || kind == "application/xml"
}

func rawPath(u *url.URL) string {
	if p := u.EscapedPath(); p != "" {
		return p
	}
	return "/"
}

// lower are the headers with lower-case names, with those that the front end
// adds, and the cookies, which payload 2.0 takes out.
func lower(in *aws.HTTPRequest, u *url.URL) (headers map[string]string, cookies []string) {
	headers = map[string]string{"host": u.Host, "x-forwarded-for": in.SourceIP, "x-forwarded-port": "443", "x-forwarded-proto": "https"}
	if len(in.Body) > 0 {
		headers["content-length"] = strconv.Itoa(len(in.Body))
	}
	for _, k := range slices.Sorted(maps.Keys(in.Headers)) {
		name := strings.ToLower(k)
		if name == "cookie" {
			for c := range strings.SplitSeq(in.Headers[k], ";") {
				cookies = append(cookies, strings.TrimSpace(c))
			}
			continue
		}
		headers[name] = in.Headers[k]
	}
	return headers, cookies
}

// urlResponse is what the caller of a URL gets (4.7 [OLD, AT]): a result with
// a statusCode says it all itself, any other is the body of a 200; a failed
// function is a 502.
//
// fidelity: lambda.url-response
func urlResponse(inv *invocation, now sim.Time) *aws.HTTPResponse {
	if inv.result.failed() {
		return respond(inv.ID, now, 502, "Internal Server Error", map[string]string{"x-amzn-errortype": "InternalFailure"})
	}
	var shaped struct {
		StatusCode      *int            `json:"statusCode"`
		Headers         map[string]any  `json:"headers"`
		Body            json.RawMessage `json:"body"`
		Cookies         []string        `json:"cookies"`
		IsBase64Encoded bool            `json:"isBase64Encoded"`
	}
	if err := json.Unmarshal(inv.result.Payload, &shaped); err != nil || shaped.StatusCode == nil {
		return respond(inv.ID, now, 200, plain(inv.result.Payload), nil)
	}
	if c := *shaped.StatusCode; c < 100 || c > 599 {
		return respond(inv.ID, now, 502, "Internal Server Error", nil)
	}
	headers := map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(shaped.Headers)) {
		switch v := shaped.Headers[k].(type) {
		case string:
			headers[k] = v
		case nil:
		default:
			headers[k] = string(marshal(v))
		}
	}
	if len(shaped.Cookies) > 0 {
		headers["set-cookie"] = strings.Join(shaped.Cookies, ", ")
	}
	body := plain(shaped.Body)
	if shaped.IsBase64Encoded {
		raw, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			return respond(inv.ID, now, 502, "Internal Server Error", nil)
		}
		body = string(raw)
	}
	out := respond(inv.ID, now, *shaped.StatusCode, body, headers)
	out.Headers["content-length"] = strconv.Itoa(len(body))
	return out
}

// plain is a JSON string's content, or any other JSON as it is.
func plain(raw []byte) string {
	var s string
	if json.Unmarshal(raw, &s) == nil && len(raw) > 0 && raw[0] == '"' {
		return s
	}
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}
