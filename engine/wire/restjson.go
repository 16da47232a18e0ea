package wire

import (
	"reflect"

	"skylab/engine/aws"
)

// restJSON is the REST protocol with JSON bodies.
type restJSON struct{}

const jsonType = "application/json"

func (restJSON) matches(*service, *Request) bool { return true }

// operation is told by the route.
func (restJSON) operation(*service, *Request) string { return "" }

func (restJSON) decode(s *service, op *aws.Operation, r *Request, in any) error {
	if err := s.readPlaces(op, r, in); err != nil {
		return err
	}
	v := reflect.ValueOf(in).Elem()
	m := payload(v)
	switch {
	case m == nil && hasBody(v):
		return readJSON(r.Body, s.inJSON, op, in)
	case m != nil && aws.IsBlob(m.Type):
		if len(r.Body) > 0 {
			v.Field(m.Index).SetBytes(r.Body)
		}
	}
	return nil
}

func (restJSON) request(s *service, op *aws.Operation, in any) (*Request, error) {
	r := &Request{Header: Header{}}
	s.writePlaces(op, in, r)
	v := reflect.ValueOf(in).Elem()
	switch m := payload(v); {
	case m != nil:
		r.Body = v.Field(m.Index).Bytes()
	case hasBody(v):
		r.Header.Set("Content-Type", jsonType)
		r.Body = s.inJSON.json(v)
	}
	return r, nil
}

func (restJSON) response(s *service, op *aws.Operation, out any, _ string) *Response {
	r := s.answer(op, out)
	v := reflect.ValueOf(out).Elem()
	r.Header.Set("Content-Type", jsonType)
	if m := payload(v); m != nil {
		r.Body = v.Field(m.Index).Bytes()
		return r
	}
	if r.Status != 204 {
		r.Body = s.inJSON.json(v)
	}
	return r
}

func (restJSON) failure(s *service, _ *aws.Operation, e *aws.Error, _ string) *Response {
	h := Header{"Content-Type": {jsonType}, "X-Amzn-Errortype": {e.Code}}
	body := aws.Object{}
	if s.whose {
		body = append(body, aws.Field{Name: "Type", Value: whoseFault(e)})
	}
	body = append(append(body, aws.Field{Name: s.message, Value: e.Message}), e.Fields...)
	return &Response{Status: refusal(e), Header: h, Body: appendJSON(nil, body)}
}

// whoseFault says so in Lambda's words.
func whoseFault(e *aws.Error) string {
	if e.Status() >= 500 {
		return "Service"
	}
	return "User"
}
