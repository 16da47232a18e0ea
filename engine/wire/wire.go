// Package wire speaks the protocols of AWS's own clients: bytes of HTTP
// requests to operation inputs, and outputs and errors back to bytes. All of it
// is derived from the one definition of each operation (aws.Operation) and the
// little that a protocol adds (services.go). Nothing here touches a network.
//
//	call, refused := codec.Decode(&wire.Request{…})
//	reply := world.Do(engine.Call{Operation: call.Operation.ID(), In: call.In})
//	response := call.Respond(reply.Out, reply.Err, reply.RequestID)
package wire

import (
	"cmp"
	"net/textproto"
	"net/url"
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// Header holds the fields of a message by their canonical name
// ("Content-Type"). It is net/http's by another name, without the network.
type Header = textproto.MIMEHeader

// canonical is a field's name with each of its words in title case.
func canonical(name string) string { return textproto.CanonicalMIMEHeaderKey(name) }

// Request is an HTTP request to the API of a service.
type Request struct {
	Method string
	// Host is what the client asked, with its port: the bucket of a request to
	// S3 may stand in it.
	Host string
	// Path is escaped, as it was sent; Query is what follows its question mark.
	Path, Query string
	Header      Header
	Body        []byte
}

// query parses the query; what is malformed in it is left out.
func (r *Request) query() url.Values {
	v, _ := url.ParseQuery(r.Query)
	return v
}

// form tells whether the body is an HTML form, the form of the Query protocols.
func (r *Request) form() bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded")
}

// Response is an HTTP response.
type Response struct {
	Status int
	Header Header
	Body   []byte
}

// Call is a request as the world understands it.
type Call struct {
	Operation *aws.Operation
	// In is a pointer to the operation's input, not yet validated.
	In any

	service  *service
	protocol protocol
	request  *Request
}

// Respond is the answer to the call in the protocol in which it came: out, or
// failure where that is not nil. requestID is what the client may quote.
func (c *Call) Respond(out any, failure *aws.Error, requestID string) *Response {
	var r *Response
	if failure != nil {
		r = c.protocol.failure(c.service, c.Operation, c.told(failure), requestID)
	} else {
		if out == nil {
			out = reflect.New(c.Operation.Out()).Interface() // nothing to say
		}
		r = c.protocol.response(c.service, c.Operation, out, requestID)
	}
	return finish(r, c.service, c.request, requestID)
}

// told is an error as the service says it. That something required is missing,
// the console says in the words of a client, which has not sent it; here it was
// sent.
func (c *Call) told(e *aws.Error) *aws.Error {
	if e.Code != aws.ParamValidation {
		return e
	}
	absent := aws.Absent(c.In)
	absent.Code = cmp.Or(c.Operation.Validation, absent.Code)
	return absent
}

// messageOf is the text of an error for an answer that may have no body.
func messageOf(body []byte) string {
	text := string(body)
	if _, after, ok := strings.Cut(text, "<Message>"); ok {
		text, _, _ = strings.Cut(after, "</Message>")
	}
	return strings.Join(strings.Fields(text), " ")
}

// finish adds what all answers have.
func finish(r *Response, s *service, q *Request, requestID string) *Response {
	if s != nil && s.name == "s3api" {
		r.Header.Set("X-Amz-Request-Id", requestID)
		r.Header.Set("X-Amz-Id-2", requestID)
	} else {
		r.Header.Set("X-Amzn-Requestid", requestID)
	}
	if q.Method == "HEAD" && r.Status >= 400 && len(r.Body) > 0 {
		r.Header.Set("X-Skylab-Refused", messageOf(r.Body))
	}
	if q.Method == "HEAD" || r.Status == 204 || r.Status == 304 {
		r.Body = nil
	}
	return r
}
