package guest

import (
	"encoding/json"
	"net/http"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/vpc"
)

// http does what node:http asks for: servers, and requests going out.
func (v *node) http(w sandbox.Want) {
	var in struct {
		Port    int
		ID      int64
		Status  int
		Headers map[string]string
	}
	if w.Call != "http.fetch" {
		decode(w.Input, &in)
	}
	switch w.Call {
	case "http.listen":
		v.listen(w.ID, in.Port)
	case "http.accept":
		v.accepts[in.Port] = append(v.accepts[in.Port], w.ID)
		v.hand(in.Port)
	case "http.respond":
		if x := v.open[in.ID]; x != nil {
			delete(v.open, in.ID)
			var body []byte
			if len(w.Blobs) > 0 {
				body = w.Blobs[0]
			}
			v.s.reply(x, &aws.HTTPResponse{Status: in.Status, Headers: canonical(in.Headers), Body: body})
		}
		delete(v.waits, w.ID) // nobody looks at the answer
	case "http.close":
		v.s.unlisten(v.p, in.Port)
		for _, id := range v.accepts[in.Port] {
			delete(v.waits, id)
		}
		delete(v.accepts, in.Port)
		v.answer(sandbox.Answer{ID: w.ID})
	case "http.fetch":
		v.fetch(w)
	}
}

// listen opens a port for the program.
func (v *node) listen(id int64, port int) {
	if port == 0 {
		for port = 32768; v.s.ports[port] != nil; port++ {
		}
	}
	if !v.s.listen(v.p, port, listener{v, port}) {
		v.answer(sandbox.Answer{ID: id, Err: &sandbox.Failure{Type: "EADDRINUSE", Message: "address already in use"}})
		return
	}
	out, _ := json.Marshal(map[string]int{"port": port})
	v.answer(sandbox.Answer{ID: id, Output: out})
}

// listener is a port of a program.
type listener struct {
	v    *node
	port int
}

// Serve takes a request in: the program is handed it when it next waits.
func (l listener) Serve(x *vpc.Exchange) {
	l.v.waiting[l.port] = append(l.v.waiting[l.port], x)
	l.v.hand(l.port)
}

// hand gives the program the next request of a port, if it asks for one.
func (v *node) hand(port int) {
	queue, accepts := v.waiting[port], v.accepts[port]
	if len(queue) == 0 || len(accepts) == 0 {
		return
	}
	x := queue[0]
	v.waiting[port], v.accepts[port] = queue[1:], accepts[1:]
	v.last++
	v.open[v.last] = x
	headers := map[string]string{}
	for k, value := range x.Request.Headers {
		headers[strings.ToLower(k)] = value
	}
	in := map[string]any{"id": v.last, "method": x.Request.Method, "url": target(x.Request.URL), "headers": headers, "address": address(x)}
	var blobs [][]byte
	if len(x.Request.Body) > 0 {
		in["body"], blobs = map[string]int{"$blob": 0}, [][]byte{x.Request.Body}
	}
	out, err := json.Marshal(in)
	if err != nil {
		panic("guest: " + err.Error()) // strings and numbers
	}
	v.answer(sandbox.Answer{ID: accepts[0], Output: out, Blobs: blobs})
}

// target is what a request's first line names: path and query.
func target(url string) string {
	_, query, has := strings.Cut(url, "?")
	if has {
		return path(url) + "?" + query
	}
	return path(url)
}

// canonical are headers as they go over the wire.
func canonical(h map[string]string) map[string]string {
	out := make(map[string]string, len(h))
	for k, value := range h {
		out[http.CanonicalHeaderKey(k)] = value
	}
	return out
}

// fetch sends a request of the program's out.
func (v *node) fetch(w sandbox.Want) {
	var in struct {
		URL, Method string
		Headers     map[string]string
	}
	decode(w.Input, &in)
	q := &aws.HTTPRequest{Method: in.Method, URL: in.URL, Headers: in.Headers}
	if len(w.Blobs) > 0 {
		q.Body = w.Blobs[0]
	}
	v.s.request(q, func(r *aws.HTTPResponse, err *aws.Error) {
		if err != nil {
			v.answer(sandbox.Answer{ID: w.ID, Err: &sandbox.Failure{Type: "Error", Message: err.Message}})
			return
		}
		out, _ := json.Marshal(map[string]any{"status": r.Status, "statusText": http.StatusText(r.Status), "url": in.URL, "headers": r.Headers, "body": map[string]int{"$blob": 0}})
		v.answer(sandbox.Answer{ID: w.ID, Output: out, Blobs: [][]byte{r.Body}})
	})
}
