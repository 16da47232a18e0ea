package httpevent

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"skylab/engine/aws"
)

// V2 is the event of payload format 2.0. Parts that the request lacks are left
// out; values that were sent several times are joined by commas.
//
// fidelity: lambda.url-event
// fidelity: apigateway.payload-two
func (r *Request) V2() []byte {
	headers, cookies := r.headers(false)
	path := r.path()
	var o object
	o.add("version", "2.0")
	o.add("routeKey", r.RouteKey)
	o.add("rawPath", path)
	o.add("rawQueryString", r.URL.RawQuery)
	if len(cookies) > 0 {
		o.add("cookies", cookies)
	}
	o.add("headers", headers)
	query := map[string]string{}
	q := r.URL.Query()
	for _, k := range slices.Sorted(maps.Keys(q)) {
		query[k] = strings.Join(q[k], ",")
	}
	o.addMap("queryStringParameters", query)
	o.add("requestContext", aws.Object{
		{Name: "accountId", Value: r.Account}, {Name: "apiId", Value: r.APIID}, {Name: "domainName", Value: r.Domain},
		{Name: "domainPrefix", Value: r.domainPrefix()},
		{Name: "http", Value: aws.Object{{Name: "method", Value: strings.ToUpper(r.HTTP.Method)}, {Name: "path", Value: path},
			{Name: "protocol", Value: "HTTP/1.1"}, {Name: "sourceIp", Value: r.HTTP.SourceIP}, {Name: "userAgent", Value: headers["user-agent"]}}},
		{Name: "requestId", Value: r.ID}, {Name: "routeKey", Value: r.RouteKey}, {Name: "stage", Value: r.Stage},
		{Name: "time", Value: r.clock()}, {Name: "timeEpoch", Value: r.At.Wall().UnixMilli()},
	})
	o.addMap("pathParameters", r.PathParameters)
	o.addMap("stageVariables", r.StageVariables)
	body, binary := encode(headers["content-type"], r.HTTP.Body)
	if body != "" {
		o.add("body", body)
	}
	o.add("isBase64Encoded", binary)
	return marshal(o.Object)
}

// encode is the body as an event carries it, in base64 where it is no text.
func encode(kind string, body []byte) (text string, binary bool) {
	if len(body) == 0 || textual(kind, body) {
		return string(body), false
	}
	return base64.StdEncoding.EncodeToString(body), true
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

// marshal writes what always can be written, with < and & as they are.
func marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("httpevent: " + err.Error()) // strings and lists of them cannot fail
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
