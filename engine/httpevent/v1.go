package httpevent

import (
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// V1 is the event of payload format 1.0, which REST APIs use too: members that
// the request lacks are null, and values that were sent several times have
// lists beside them. resource is the route's path.
//
// fidelity: apigateway.payload-one
func (r *Request) V1(resource string) []byte {
	headers, _ := r.headers(true)
	method, path := strings.ToUpper(r.HTTP.Method), r.path()
	query := r.URL.Query()
	var o object
	o.add("version", "1.0")
	o.add("resource", resource)
	o.add("path", path)
	o.add("httpMethod", method)
	o.add("headers", headers)
	o.add("multiValueHeaders", lists(headers))
	o.add("queryStringParameters", orNull(lasts(query)))
	o.add("multiValueQueryStringParameters", orNull(map[string][]string(query)))
	o.add("requestContext", aws.Object{
		{Name: "accountId", Value: r.Account}, {Name: "apiId", Value: r.APIID}, {Name: "domainName", Value: r.Domain},
		{Name: "domainPrefix", Value: r.domainPrefix()}, {Name: "extendedRequestId", Value: r.ID}, {Name: "httpMethod", Value: method},
		{Name: "identity", Value: aws.Object{{Name: "sourceIp", Value: r.HTTP.SourceIP}, {Name: "userAgent", Value: headers["user-agent"]}}},
		{Name: "path", Value: path}, {Name: "protocol", Value: "HTTP/1.1"}, {Name: "requestId", Value: r.ID},
		{Name: "requestTime", Value: r.clock()}, {Name: "requestTimeEpoch", Value: r.At.Wall().UnixMilli()},
		{Name: "resourceId", Value: r.RouteKey}, {Name: "resourcePath", Value: resource}, {Name: "stage", Value: r.Stage},
	})
	o.add("pathParameters", orNull(r.PathParameters))
	o.add("stageVariables", orNull(r.StageVariables))
	body, binary := encode(headers["content-type"], r.HTTP.Body)
	var text any
	if body != "" {
		text = body
	}
	o.add("body", text)
	o.add("isBase64Encoded", binary)
	return marshal(o.Object)
}

// orNull is the map, or null where it is empty.
func orNull[V any](m map[string]V) any {
	if len(m) == 0 {
		return nil
	}
	return m
}

func lists(m map[string]string) map[string][]string {
	out := map[string][]string{}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out[k] = []string{m[k]}
	}
	return out
}

// lasts are the last values of each name.
func lasts(m map[string][]string) map[string]string {
	out := map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out[k] = m[k][len(m[k])-1]
	}
	return out
}
