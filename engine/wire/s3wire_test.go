package wire_test

import (
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/wire"
)

// S3 as clients speak it: the bucket in the path or in the host, bodies in
// chunks, parts, ranges and conditions.
func TestS3OnTheWire(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	codec := wire.New(w.Operations())
	upload := ""
	for _, c := range []struct {
		line, host, fields, body string
		status                   int
		header, answer           string
	}{
		{"PUT /photos", "", "", "", 200, "Location: /photos", ""},
		{"PUT /photos/a%20b", "", "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER|X-Amz-Trailer: x-amz-checksum-crc32",
			"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", 200, "X-Amz-Checksum-Crc32: NhCmhg==", ""},
		{"GET /a%20b", "photos.localhost:4566", "", "", 200, `Etag: "5d41402abc4b2a76b9719d911017c592"`, "hello"},
		{"GET /a%20b", "photos.s3.us-east-1.amazonaws.com", "", "", 200, "Content-Length: 5", "hello"},
		{"GET /photos/a%20b", "s3.localhost:4566", "Range: bytes=1-3", "", 206, "Content-Range: bytes 1-3/5", "ell"},
		{"GET /photos/a%20b", "", "Range: bytes=9-", "", 416, "", "<Code>InvalidRange</Code>"},
		{"GET /photos/a%20b", "", `If-None-Match: "5d41402abc4b2a76b9719d911017c592"`, "", 304, "", ""},
		{"GET /photos/a%20b", "", `If-Match: "0"`, "", 412, "", "<Code>PreconditionFailed</Code>"},
		{"PUT /photos/a%20b", "", "If-None-Match: *", "again", 412, "", "<Code>PreconditionFailed</Code>"},
		{"HEAD /photos/none", "", "", "", 404, "", ""},
		{"POST /photos/big?uploads", "", "", "", 200, "", "<InitiateMultipartUploadResult"},
		{"PUT /photos/big?partNumber=1&uploadId=UPLOAD", "", "", "part", 200, `Etag: "f4c9385f1902f7334b00b9b4ecd164de"`, ""},
		{"POST /photos/big?uploadId=UPLOAD", "", "", `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>f4c9385f1902f7334b00b9b4ecd164de</ETag></Part></CompleteMultipartUpload>`,
			200, "", "<CompleteMultipartUploadResult"},
		{"GET /big", "photos.s3.localhost", "", "", 200, "", "part"},
	} {
		line := strings.ReplaceAll(c.line, "UPLOAD", upload)
		r := s3Request(line, c.host, c.fields, c.body)
		call, answer := codec.Decode(r)
		if answer == nil {
			reply := w.Do(engine.Call{Operation: call.Operation.ID(), In: call.In})
			answer = call.Respond(reply.Out, reply.Err, "id")
		}
		name, value, _ := strings.Cut(c.header, ": ")
		if answer.Status != c.status || answer.Header.Get(name) != value || !strings.Contains(string(answer.Body), c.answer) || c.answer == "" && len(answer.Body) > 0 {
			t.Errorf("%s %s: %d %v %s", line, c.host, answer.Status, answer.Header, answer.Body)
		}
		if _, after, ok := strings.Cut(string(answer.Body), "<UploadId>"); ok {
			upload, _, _ = strings.Cut(after, "<")
		}
	}
}

func s3Request(line, host, fields, body string) *wire.Request {
	method, target, _ := strings.Cut(line, " ")
	path, query, _ := strings.Cut(target, "?")
	r := &wire.Request{Method: method, Host: host, Path: path, Query: query, Body: []byte(body), Header: wire.Header{
		"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"}}}
	for field := range strings.SplitSeq(fields, "|") {
		if name, value, ok := strings.Cut(field, ": "); ok {
			r.Header.Set(name, value)
		}
	}
	return r
}
