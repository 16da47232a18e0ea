package wire

import (
	"cmp"
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// restXML is the REST protocol with XML bodies: S3's.
type restXML struct{}

const xmlType = "application/xml"

var s3Style = style{name: (*aws.Member).Location, entry: (*aws.Member).Entry, item: "member", times: isoDate}

// results are the root elements of S3's answers, by operation: names from
// before there was a model.
var results = map[string]string{
	"ListBuckets": "ListAllMyBucketsResult", "ListObjects": "ListBucketResult", "ListObjectsV2": "ListBucketResult",
	"ListObjectVersions": "ListVersionsResult", "ListParts": "ListPartsResult", "ListMultipartUploads": "ListMultipartUploadsResult",
	"CreateMultipartUpload": "InitiateMultipartUploadResult", "CompleteMultipartUpload": "CompleteMultipartUploadResult",
	"UploadPartCopy": "CopyPartResult", "DeleteObjects": "DeleteResult",
	"GetBucketNotificationConfiguration": "NotificationConfiguration", "GetObjectTagging": "Tagging", "GetBucketTagging": "Tagging",
	"GetBucketVersioning": "VersioningConfiguration",
}

func (restXML) matches(*service, *Request) bool { return true }

// operation is told by the route.
func (restXML) operation(*service, *Request) string { return "" }

func (restXML) decode(s *service, op *aws.Operation, r *Request, in any) error {
	body, err := content(r, op)
	if err != nil {
		return err
	}
	if err := s.readPlaces(op, r, in); err != nil {
		return err
	}
	v := reflect.ValueOf(in).Elem()
	m := payload(v)
	switch {
	case m == nil || len(body) == 0:
		return nil
	case aws.IsBlob(m.Type):
		v.Field(m.Index).SetBytes(body)
		return nil
	}
	root, err := parseXML(body)
	if err != nil {
		return aws.Errorf(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema")
	}
	return nodeReader{s3Style, op, nil}.value(v.Field(m.Index), root, m.Wire)
}

func (restXML) request(s *service, op *aws.Operation, in any) (*Request, error) {
	r := &Request{Header: Header{}}
	s.writePlaces(op, in, r)
	v := reflect.ValueOf(in).Elem()
	m := payload(v)
	if m == nil {
		return r, nil
	}
	f := v.Field(m.Index)
	switch {
	case aws.IsBlob(m.Type):
		r.Body = f.Bytes()
	case f.Kind() != reflect.Pointer || !f.IsNil():
		root := s3Style.value(m.Location(), f)
		root.attributes = ` xmlns="` + s.namespace + `"`
		r.Body = appendXML(nil, root)
	}
	return r, nil
}

func (restXML) response(s *service, op *aws.Operation, out any, _ string) *Response {
	r := s.answer(op, out)
	v := reflect.ValueOf(out).Elem()
	m := payload(v)
	if m != nil && aws.IsBlob(m.Type) {
		r.Body = v.Field(m.Index).Bytes()
		return r
	}
	if m == nil && !hasBody(v) {
		return r
	}
	root := &node{name: cmp.Or(results[op.Name], op.Name+"Result")}
	if m != nil {
		root = s3Style.value(m.Location(), v.Field(m.Index))
	} else {
		s3Style.nodes(root, v)
	}
	root.attributes = ` xmlns="` + s.namespace + `"`
	r.Header.Set("Content-Type", xmlType)
	r.Body = appendXML([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"), root)
	return r
}

// failure is S3's: the fields of the error stand beside its code.
func (restXML) failure(_ *service, _ *aws.Operation, e *aws.Error, requestID string) *Response {
	root := &node{name: "Error"}
	root.add(&node{name: "Code", text: e.Code}, &node{name: "Message", text: e.Message})
	for _, f := range e.Fields {
		root.add(&node{name: f.Name, text: text(reflect.ValueOf(f.Value), isoDate)})
	}
	root.add(&node{name: "RequestId", text: requestID}, &node{name: "HostId", text: requestID})
	return &Response{Status: refusal(e), Header: Header{"Content-Type": {xmlType}},
		Body: appendXML([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"), root)}
}

// pathOf is a request's path with the bucket in front, which for S3 may stand
// in the host: "photos.s3.localhost:4566", "photos.localhost:4566".
func pathOf(s *service, r *Request) string {
	if s.name != "s3api" {
		return r.Path
	}
	if bucket := hostBucket(r.Host); bucket != "" {
		return "/" + bucket + r.Path
	}
	return r.Path
}

func hostBucket(host string) string {
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	for _, suffix := range []string{".s3." + aws.Region + ".amazonaws.com", ".s3.amazonaws.com", ".s3.localhost", ".localhost"} {
		if bucket, ok := strings.CutSuffix(host, suffix); ok && bucket != "s3" {
			return bucket
		}
	}
	return ""
}
