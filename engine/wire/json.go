package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
)

// jsonRPC is the JSON protocol: every operation is a POST to "/", named by its
// X-Amz-Target.
type jsonRPC struct{ version string }

var json10, json11 = jsonRPC{"1.0"}, jsonRPC{"1.1"}

func (p jsonRPC) contentType() string { return "application/x-amz-json-" + p.version }

func (p jsonRPC) matches(s *service, r *Request) bool {
	return r.Method == "POST" && strings.HasPrefix(r.Header.Get("X-Amz-Target"), s.target)
}

func (p jsonRPC) operation(s *service, r *Request) string {
	return strings.TrimPrefix(r.Header.Get("X-Amz-Target"), s.target)
}

func (p jsonRPC) decode(_ *service, op *aws.Operation, r *Request, in any) error {
	return readJSON(r.Body, naming{}, op, in)
}

func (p jsonRPC) request(s *service, op *aws.Operation, in any) (*Request, error) {
	body := naming{}.json(reflect.ValueOf(in))
	return &Request{Method: "POST", Path: "/", Body: body,
		Header: Header{"Content-Type": {p.contentType()}, "X-Amz-Target": {s.target + op.Name}}}, nil
}

func (p jsonRPC) response(_ *service, _ *aws.Operation, out any, _ string) *Response {
	return &Response{Status: 200, Header: Header{"Content-Type": {p.contentType()}},
		Body: naming{}.json(reflect.ValueOf(out))}
}

func (p jsonRPC) failure(s *service, _ *aws.Operation, e *aws.Error, _ string) *Response {
	h := Header{"Content-Type": {p.contentType()}}
	body := aws.Object{{Name: "__type", Value: s.jsonErrors + s.shape(e, h)}, {Name: "message", Value: e.Message}}
	return &Response{Status: refusal(e), Header: h, Body: appendJSON(nil, append(body, e.Fields...))}
}

// shape is the error's name in JSON and CBOR. Services that once spoke the
// Query protocol say its code in a header of its own, and newer clients show
// that one.
func (s *service) shape(e *aws.Error, h Header) string {
	if s.queryCodes == nil {
		return e.Code
	}
	h.Set("X-Amzn-Query-Error", e.Code+";"+fault(e))
	if name := s.queryCodes[e.Code]; name != "" {
		return name
	}
	return strings.TrimPrefix(e.Code, "AWS.SimpleQueueService.")
}

// fault says whose fault an error is, in the words of the Query protocol.
func fault(e *aws.Error) string {
	if e.Status() >= 500 {
		return "Receiver"
	}
	return "Sender"
}

// refusal is the status of an error. What skylab does not simulate is told by
// 501 within the world; on the wire it is a 400, for clients try a 5xx again.
func refusal(e *aws.Error) int {
	if e.Status() == 501 {
		return 400
	}
	return e.Status()
}

// readJSON fills in from a JSON body; an empty one is an empty structure.
func readJSON(body []byte, n naming, op *aws.Operation, in any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var doc any
	if err := d.Decode(&doc); err != nil {
		return fmt.Errorf("the body is no JSON: %v", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return fmt.Errorf("the body goes on after its JSON")
	}
	return reader{n, op}.read(reflect.ValueOf(in).Elem(), doc, "")
}

// appendJSON writes a document. Times are seconds since 1970, blobs base64.
func appendJSON(b []byte, doc any) []byte {
	switch x := doc.(type) {
	case aws.Object:
		b = append(b, '{')
		for i, f := range x {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, f.Name), ':')
			b = appendJSON(b, f.Value)
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i, e := range x {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, e)
		}
		return append(b, ']')
	case string:
		return appendString(b, x)
	case int64:
		return strconv.AppendInt(b, x, 10)
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return appendString(b, strconv.FormatFloat(x, 'g', -1, 64))
		}
		return appendDouble(b, x)
	case bool:
		return strconv.AppendBool(b, x)
	case time.Time:
		return strconv.AppendFloat(b, float64(x.UnixMilli())/1000, 'f', -1, 64)
	}
	data, err := json.Marshal(doc) // a blob, or a document within a document
	if err != nil {
		panic(fmt.Sprintf("wire: %T in an answer: %v", doc, err))
	}
	return append(b, data...)
}

// appendDouble writes a number as AWS's services do: one that has no fraction
// shows all the same that it might, so that clients without types tell it from
// an integer (the AWS CLI prints a sum of 180 as 180.0).
func appendDouble(b []byte, x float64) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, x, 'g', -1, 64)
	if bytes.ContainsAny(b[start:], ".e") {
		return b
	}
	return append(b, ".0"...)
}

// appendString writes a string. Nearly all of AWS's are plain and need no
// escapes; those are a third of the cost of a long listing otherwise.
func appendString(b []byte, s string) []byte {
	if plainASCII(s) {
		return append(append(append(b, '"'), s...), '"')
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always has a JSON form
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
