package endpoint

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/lambda"
	"skylab/engine/wire"
)

// runtimeAPI serves the Lambda Runtime API of one function, version 2018-06-01
// (AWS docs, "Using the Lambda runtime API for custom runtimes"). Errors are 4xx
// throughout: the 500 of AWS's means that a runtime should end.
type runtimeAPI struct {
	server   *Server
	function string
}

const runtimeRoot = "/2018-06-01/runtime/"

// ServeHTTP answers one request of a runtime.
func (a *runtimeAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	web := guard{serves: func(string) bool { return false }}
	if _, _, refused := web.admit(r); refused != nil {
		send(w, r, refused)
		return
	}
	body, release, refused := a.server.bodies.read(w, r)
	defer release()
	if refused != nil && refused.Status != http.StatusRequestEntityTooLarge {
		send(w, r, refused)
		return
	}
	if answer := a.route(r, body, refused != nil); answer != nil {
		send(w, r, answer)
	}
}

var responseForm = regexp.MustCompile(`^invocation/([0-9A-Za-z-]{1,64})/(response|error)$`)

// route answers by path; endless tells that the body was too long to be read.
func (a *runtimeAPI) route(r *http.Request, body []byte, endless bool) *wire.Response {
	path, ours := strings.CutPrefix(r.URL.Path, runtimeRoot)
	m := responseForm.FindStringSubmatch(path)
	method := http.MethodPost
	if path == "invocation/next" {
		method = http.MethodGet
	}
	switch {
	case !ours || m == nil && path != "invocation/next" && path != "init/error":
		return text(http.StatusNotFound, "404 page not found")
	case r.Method != method:
		refused := text(http.StatusMethodNotAllowed, "Method Not Allowed")
		refused.Header["Allow"] = []string{method}
		return refused
	case m != nil:
		return a.respond(r, m[1], m[2] == "error", body, endless)
	case path == "invocation/next":
		return a.next(r)
	}
	return a.accepted(r, "runtime.FailInit", &lambda.RuntimeFailInitInput{FunctionName: a.function, ErrorType: errorType(r.Header), Payload: truncated(body)})
}

// next answers with a request when there is one. Who leaves meanwhile is no
// longer there for one.
func (a *runtimeAPI) next(r *http.Request) *wire.Response {
	process := r.Context().Value(processKey{}).(string)
	in := &lambda.RuntimeInput{FunctionName: a.function, Runtime: process}
	out, err := a.server.call(r.Context(), "runtime.Next", in)
	if r.Context().Err() != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), closePatience)
		defer cancel()
		_, _ = a.server.call(ctx, "runtime.Leave", in) // perhaps it was never there
		return nil
	}
	if err != nil {
		return refusal(err)
	}
	q := out.(*lambda.RuntimeRequest)
	return &wire.Response{Status: http.StatusOK, Body: q.Payload, Header: wire.Header{
		"Content-Type":                        {"application/json"},
		"Lambda-Runtime-Aws-Request-Id":       {q.RequestId},
		"Lambda-Runtime-Deadline-Ms":          {strconv.FormatInt(time.Now().UnixMilli()+q.LeftMs, 10)},
		"Lambda-Runtime-Invoked-Function-Arn": {q.InvokedFunctionArn},
		"Lambda-Runtime-Trace-Id":             {q.TraceId},
	}}
}

// respond takes the end of a request. A runtime that streams its response tells
// of an error on the way in trailers.
func (a *runtimeAPI) respond(r *http.Request, id string, failed bool, body []byte, endless bool) *wire.Response {
	in := &lambda.RuntimeAnswerInput{FunctionName: a.function, RequestId: id, Payload: body}
	switch {
	case endless:
		in.Payload, in.Size = nil, maxBody+1
	case len(body) > lambda.MaxResponse:
		in.Payload, in.Size = nil, int64(len(body))
	}
	if failed {
		in.ErrorType = errorType(r.Header)
	} else if kind := errorType(r.Trailer); kind != "" {
		failed, in.ErrorType, in.Size = true, kind, 0
		in.Payload, _ = base64.StdEncoding.DecodeString(r.Trailer.Get("Lambda-Runtime-Function-Error-Body")) // what cannot be read is no body
	}
	if failed {
		return a.accepted(r, "runtime.Fail", in)
	}
	return a.accepted(r, "runtime.Respond", in)
}

// accepted makes the call, and answers as AWS does.
func (a *runtimeAPI) accepted(r *http.Request, operation string, in any) *wire.Response {
	if _, err := a.server.call(r.Context(), operation, in); err != nil {
		return refusal(err)
	}
	return document(http.StatusAccepted, struct {
		Status string `json:"status"`
	}{"OK"})
}

// refusal is an error in the form of the Runtime API.
func refusal(err error) *wire.Response {
	status, kind, message := http.StatusConflict, "InvalidStateTransition", "skylab: the world gave no answer: "+err.Error()
	var e *aws.Error
	if errors.As(err, &e) {
		status, kind, message = e.Status(), e.Code, e.Message
	}
	return document(status, struct {
		Message string `json:"errorMessage"`
		Type    string `json:"errorType"`
	}{message, kind})
}

// errorType is the type of an error in a header or a trailer.
func errorType(h http.Header) string {
	kind := h.Get("Lambda-Runtime-Function-Error-Type")
	return strings.ToValidUTF8(kind[:min(len(kind), 256)], "?")
}

// truncated is as much of a body as the world takes.
func truncated(body []byte) []byte { return body[:min(len(body), lambda.MaxResponse)] }
