package wire

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// place is a member's name in a path, a query or a header.
func (s *service) place(m *aws.Member) string {
	if m.At == "" && s.inJSON.lower {
		return lowerFirst(m.Wire)
	}
	return m.Location()
}

// readPlaces fills the members that a REST request holds outside its body.
func (s *service) readPlaces(op *aws.Operation, r *Request, in any) error {
	v := reflect.ValueOf(in).Elem()
	rt := routeOf(op)
	labels, ok := rt.labels(s, r)
	if !ok {
		return fmt.Errorf("the path %s does not fit %s", r.Path, op.HTTP)
	}
	query := r.query()
	members := aws.Members(v.Type())
	for i := range members {
		m := &members[i]
		f := v.Field(m.Index)
		var err error
		switch m.Place {
		case "path":
			err = setText(f, labels[s.place(m)], m.Name)
		case "query":
			err = s.setQuery(f, query[s.place(m)], m)
		case "header":
			err = s.setHeader(f, r.Header, m)
		}
		if err != nil {
			return err
		}
	}
	return s.foreignPlaces(op, rt, members, query, r.Header)
}

func (s *service) setQuery(f reflect.Value, given []string, m *aws.Member) error {
	if len(given) == 0 {
		return nil
	}
	if f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String {
		texts := make([]string, len(given))
		for i, text := range given {
			texts[i] = utf8Text(text)
		}
		f.Set(reflect.ValueOf(texts))
		return nil
	}
	return setText(f, given[0], s.place(m))
}

// setHeader sets a member from its header, or a map from all headers with its
// prefix.
func (s *service) setHeader(f reflect.Value, h Header, m *aws.Member) error {
	if f.Kind() != reflect.Map {
		if given := h[canonical(s.place(m))]; len(given) > 0 && given[0] != "" {
			return setText(f, given[0], s.place(m))
		}
		return nil
	}
	prefix := canonical(s.place(m))
	out := map[string]string{}
	for name, given := range h { // into a map: the order is of no matter
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" && len(given) > 0 {
			out[utf8Text(strings.ToLower(rest))] = utf8Text(strings.Join(given, ","))
		}
	}
	if len(out) > 0 {
		f.Set(reflect.ValueOf(out))
	}
	return nil
}

// foreignPlaces refuses what the operation does not have or says it leaves out,
// where that stands in the query or in a header. An unknown parameter of the
// query may name another operation altogether ("?acl"), so it is never passed
// over; unknown headers are, for clients send many.
func (s *service) foreignPlaces(op *aws.Operation, rt *route, members []aws.Member, query url.Values, h Header) error {
	for _, name := range op.Unsimulated {
		if len(h[canonical(leftHeader(name))]) > 0 {
			return unsimulated(name)
		}
	}
	for _, name := range sortedNames(query) {
		known := name == "x-id" || strings.EqualFold(name, clientToken) || strings.HasPrefix(name, "X-Amz-") ||
			slices.ContainsFunc(rt.query, func(p [2]string) bool { return p[0] == name }) ||
			slices.ContainsFunc(members, func(m aws.Member) bool { return m.Place == "query" && s.place(&m) == name })
		if !known {
			return unsimulated(name)
		}
	}
	return nil
}

// leftHeader is the header of a parameter that is left out; "" where clients add
// it of their own accord and it changes nothing of what skylab does.
func leftHeader(name string) string {
	switch name {
	case "ContentLength", "ContentMD5":
		return ""
	case "Expires", "IfMatch", "IfNoneMatch":
		return aws.Kebab(name)
	}
	name = strings.Replace(name, "SSECustomer", "ServerSideEncryptionCustomer", 1)
	name = strings.Replace(name, "SSEKMSKeyId", "ServerSideEncryptionAwsKmsKeyId", 1)
	return "x-amz-" + aws.Kebab(name)
}

// writePlaces puts the members that stand outside the body into a request.
func (s *service) writePlaces(op *aws.Operation, in any, r *Request) {
	v := reflect.ValueOf(in).Elem()
	labels, query := map[string]string{}, url.Values{}
	rt := routeOf(op)
	for _, p := range rt.query {
		query.Set(p[0], p[1])
	}
	members := aws.Members(v.Type())
	for i := range members {
		m := &members[i]
		f := v.Field(m.Index)
		if f.IsZero() {
			continue
		}
		switch m.Place {
		case "path":
			labels[s.place(m)] = text(f, isoDate)
		case "query":
			if f.Kind() == reflect.Slice && !aws.IsBlob(f.Type()) {
				for i := range f.Len() {
					query.Add(s.place(m), text(f.Index(i), isoDate))
				}
				continue
			}
			query.Set(s.place(m), text(f, isoDate))
		case "header":
			s.writeHeader(f, r.Header, m)
		}
	}
	r.Method, r.Path, r.Query = rt.method, rt.path(labels), query.Encode()
}

func (s *service) writeHeader(f reflect.Value, h Header, m *aws.Member) {
	if f.Kind() != reflect.Map {
		h.Set(s.place(m), text(f, httpDate))
		return
	}
	for _, k := range aws.MapKeys(f) {
		h.Set(s.place(m)+k.String(), f.MapIndex(k).String())
	}
}

// answer makes a response with what stands outside the body.
func (s *service) answer(op *aws.Operation, out any) *Response {
	r := &Response{Status: routeOf(op).status, Header: Header{}}
	v := reflect.ValueOf(out).Elem()
	members := aws.Members(v.Type())
	for i := range members {
		m := &members[i]
		f := v.Field(m.Index)
		switch {
		case m.Place == "status":
			r.Status = int(f.Int())
		case m.Place == "header" && (m.Always || !f.IsZero()):
			s.writeHeader(f, r.Header, m)
		}
	}
	if r.Header.Get("Content-Range") != "" {
		r.Status = 206 // partial content: what the field means in HTTP
	}
	return r
}

// payload is the member that is the whole body, nil where the body has members
// of its own.
func payload(v reflect.Value) *aws.Member {
	members := aws.Members(v.Type())
	for i := range members {
		if members[i].Place == "payload" || members[i].Output {
			return &members[i]
		}
	}
	return nil
}

// hasBody tells whether any member stands in the body.
func hasBody(v reflect.Value) bool {
	members := aws.Members(v.Type())
	for i := range members {
		if members[i].Place == "" || members[i].Place == "payload" {
			return true
		}
	}
	return false
}
