package httpevent

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Response is a function's answer as HTTP.
type Response struct {
	Status int
	// Headers have the names that the function gave them.
	Headers map[string]string
	Body    []byte
	// Shaped tells whether the function gave a statusCode; otherwise the whole
	// result is the body of a 200.
	Shaped bool
	// Text tells whether the body was a string, or none was given: some front
	// doors take no other.
	Text bool
}

// Read is what a function's result says in payload format 2.0: a result with a
// statusCode says it all itself, any other is the body (fact sheet lambda 4.7
// [OLD, AT]). ok is false where no response can be made of it.
//
// fidelity: lambda.url-response
// fidelity: apigateway.response-two
func Read(result []byte) (r Response, ok bool) { return read(result, false) }

// ReadV1 is Read for payload format 1.0, which takes lists of values too, and
// nothing without a statusCode.
//
// fidelity: apigateway.payload-one
func ReadV1(result []byte) (r Response, ok bool) {
	r, ok = read(result, true)
	return r, ok && r.Shaped
}

func read(result []byte, multi bool) (r Response, ok bool) {
	var shaped struct {
		StatusCode        *int            `json:"statusCode"`
		Headers           map[string]any  `json:"headers"`
		MultiValueHeaders map[string]any  `json:"multiValueHeaders"`
		Body              json.RawMessage `json:"body"`
		Cookies           []string        `json:"cookies"`
		IsBase64Encoded   bool            `json:"isBase64Encoded"`
	}
	if err := json.Unmarshal(result, &shaped); err != nil || shaped.StatusCode == nil {
		return Response{Status: 200, Headers: map[string]string{}, Body: []byte(plain(result)), Text: true}, true
	}
	r = Response{Status: *shaped.StatusCode, Headers: headers(shaped.Headers), Shaped: true}
	if r.Status < 100 || r.Status > 599 {
		return r, false
	}
	for _, k := range slices.Sorted(maps.Keys(shaped.MultiValueHeaders)) {
		if list, is := shaped.MultiValueHeaders[k].([]any); is && multi {
			r.Headers[k] = joined(list)
		}
	}
	if len(shaped.Cookies) > 0 {
		r.Headers["set-cookie"] = strings.Join(shaped.Cookies, ", ")
	}
	r.Text = len(shaped.Body) == 0 || shaped.Body[0] == '"' || string(shaped.Body) == "null"
	body := plain(shaped.Body)
	if !shaped.IsBase64Encoded {
		r.Body = []byte(body)
		return r, true
	}
	raw, err := base64.StdEncoding.DecodeString(body)
	r.Body = raw
	return r, err == nil
}

// headers are those of a result; numbers and the like as JSON writes them.
func headers(given map[string]any) map[string]string {
	out := map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(given)) {
		if given[k] != nil {
			out[k] = word(given[k])
		}
	}
	return out
}

func joined(list []any) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = word(v)
	}
	return strings.Join(words, ",")
}

func word(v any) string {
	if s, is := v.(string); is {
		return s
	}
	return string(marshal(v))
}

// plain is a JSON string's content, or any other JSON as it is.
func plain(raw []byte) string {
	var s string
	if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) == nil {
		return s
	}
	if string(raw) == "null" {
		return ""
	}
	return string(raw)
}
