package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/s3"
	"skylab/engine/wire"
)

// chunked is "123456789" as SDKs send it: in chunks, with its checksum behind.
func chunked(trailer string) []byte {
	return []byte("4\r\n1234\r\n5;chunk-signature=0\r\n56789\r\n0\r\n" + trailer + "\r\n\r\n")
}

// A checksum in a trailer reaches the operation as one in a header does, and
// the chunks leave no trace.
func TestTrailerIsAMember(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	request := func(method, query, encoding, trailer string) *wire.Request {
		r := &wire.Request{Method: method, Path: "/photos/k", Query: query, Body: chunked(trailer), Header: wire.Header{}}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
		r.Header.Set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
		r.Header.Set("Content-Encoding", encoding)
		r.Header.Set("X-Amz-Decoded-Content-Length", "9")
		return r
	}
	for encoding, want := range map[string]string{"aws-chunked": "", "aws-chunked,gzip": "gzip", "gzip, aws-chunked": "gzip"} {
		call, refused := codec.Decode(request("PUT", "", encoding, "x-amz-checksum-crc32:y/Q5Jg=="))
		if refused != nil {
			t.Fatalf("%s: refused %s", encoding, refused.Body)
		}
		in := call.In.(*s3.PutObjectInput)
		if string(in.Body) != "123456789" || in.ChecksumCRC32 != "y/Q5Jg==" || in.ContentEncoding != want {
			t.Errorf("%s: %+v", encoding, in)
		}
	}
	short := request("PUT", "", "aws-chunked", "")
	short.Header.Set("X-Amz-Decoded-Content-Length", "10")
	if _, refused := codec.Decode(short); refused == nil || !strings.Contains(string(refused.Body), "IncompleteBody") {
		t.Errorf("a body that is too short: %+v", refused)
	}
}

// Where the operation has no member for it, a checksum is of the body.
func TestChecksumOfBody(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	const body = `<Delete><Object><Key>k</Key></Object></Delete>`
	for _, c := range []struct{ name, value, want string }{
		{"X-Amz-Checksum-Crc32", "A8uZRQ==", ""},
		{"X-Amz-Checksum-Crc32", "AAAAAA==", "BadDigest"},
		{"X-Amz-Checksum-Crc32", "!", "InvalidRequest"},
		{"Content-Md5", "AAAA", "InvalidDigest"},
		{"Content-Md5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest"},
		{"X-Amz-Content-Sha256", strings.Repeat("0", 64), "XAmzContentSHA256Mismatch"},
	} {
		r := &wire.Request{Method: "POST", Path: "/photos", Query: "delete", Body: []byte(body), Header: wire.Header{}}
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
		r.Header.Set(c.name, c.value)
		_, refused := codec.Decode(r)
		got := ""
		if refused != nil {
			got = fmt.Sprint(string(refused.Body))
		}
		if c.want == "" && refused != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s %s: %s, want %q", c.name, c.value, got, c.want)
		}
	}
}
