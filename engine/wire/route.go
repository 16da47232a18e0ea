package wire

import (
	"cmp"
	"strings"

	"skylab/engine/aws"
)

// Decode finds the operation that a request asks for and reads its input. What
// cannot be served is answered at once: refused is then the response, always of
// a 4xx status, since clients try a 5xx again for minutes.
func (c *Codec) Decode(r *Request) (call *Call, refused *Response) {
	s := find(r)
	if s == nil {
		return nil, stranger(r)
	}
	p := s.spoken(r)
	if p == nil {
		return nil, finish(plain(415, "skylab: "+s.name+" does not speak the protocol of this request"), s, r, "")
	}
	op, none := c.operation(s, p, r)
	if none != nil {
		return nil, finish(p.failure(s, &aws.Operation{Service: s.name}, none, ""), s, r, "")
	}
	call = &Call{Operation: op, In: op.NewIn(), service: s, protocol: p, request: r}
	err := r.inflate(s)
	if err == nil {
		err = p.decode(s, op, r, call.In)
	}
	if err != nil {
		return nil, call.Respond(nil, malformed(err), "")
	}
	return call, nil
}

// stranger answers a request to a service that this world does not have, in the
// form that clients of most protocols can read, or one that is not to AWS.
func stranger(r *Request) *Response {
	name := cmp.Or(scope(r), r.Header.Get("X-Amz-Target"))
	if name == "" {
		return finish(plain(403, "skylab: this request names no AWS service: it has neither a signature nor an X-Amz-Target. "+
			"Point a client at this address with its --endpoint-url or AWS_ENDPOINT_URL, and give it any credentials."), nil, r, "")
	}
	s := &service{name: name, protocols: []protocol{json10}}
	var p protocol = json10
	if r.form() {
		p = query{}
	}
	return finish(p.failure(s, nil, aws.Errorf(400, "UnknownOperationException", "skylab does not simulate the service %s", clip(name)), ""), s, r, "")
}

// find is the service of a request: by the scope of its signature first, then
// by its target or path.
func find(r *Request) *service {
	if s := bySigning(scope(r)); s != nil {
		return s
	}
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		return byTarget(target)
	}
	if strings.HasPrefix(r.Path, "/service/"+granite+"/") {
		return byName("cloudwatch")
	}
	if version := formValue(r, "Version"); version != "" {
		for _, s := range services {
			if s.version == version {
				return s
			}
		}
	}
	return nil
}

// scope is the service in the scope of a request's signature, in its header or
// in the query of a presigned URL; "" where it has none. Signatures are read
// and not verified.
//
// fidelity: wire.signatures
func scope(r *Request) string {
	credential := ""
	if _, after, ok := strings.Cut(r.Header.Get("Authorization"), "Credential="); ok {
		credential, _, _ = strings.Cut(after, ",")
	} else {
		credential = r.query().Get("X-Amz-Credential")
	}
	parts := strings.Split(credential, "/")
	if len(parts) < 5 {
		return ""
	}
	return parts[len(parts)-2]
}

// spoken is the protocol of the service in which a request is.
func (s *service) spoken(r *Request) protocol {
	for _, p := range s.protocols {
		if p.matches(s, r) {
			return p
		}
	}
	return nil
}

// rest tells whether the service's operations are told by method and path.
func (s *service) rest() bool {
	switch s.protocols[0].(type) {
	case restJSON, restXML:
		return true
	}
	return false
}

// operation is the definition of what a request asks for.
func (c *Codec) operation(s *service, p protocol, r *Request) (*aws.Operation, *aws.Error) {
	if s.rest() {
		for _, op := range c.places[s.name] {
			if routeOf(op).match(s, r) {
				return op, nil
			}
		}
		return nil, unknown(s, r.Method+" "+r.Path)
	}
	name := p.operation(s, r)
	if op := c.operations[s.name][name]; op != nil {
		return op, nil
	}
	return nil, unknown(s, name)
}

// unknown refuses an operation that this world does not have. AWS has more;
// the message says whose bound it is.
//
// fidelity: wire.unknown
func unknown(s *service, what string) *aws.Error {
	code, status := "UnknownOperationException", 404
	switch s.protocols[len(s.protocols)-1].(type) {
	case query, ec2Query:
		code, status = "InvalidAction", 400
	case restXML:
		code, status = "NotImplemented", 400
	}
	return aws.Errorf(status, code, "skylab does not simulate this operation of %s: %s", s.name, what)
}

// malformed is an error of decoding as an answer.
func malformed(err error) *aws.Error {
	if e, is := err.(*aws.Error); is {
		return e
	}
	return aws.Errorf(400, "SerializationException", "%s", err)
}

func plain(status int, text string) *Response {
	return &Response{Status: status, Header: Header{"Content-Type": {"text/plain; charset=utf-8"}}, Body: []byte(text + "\n")}
}
