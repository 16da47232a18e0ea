package s3_test

import (
	"strings"
	"testing"
)

// Old clients page by the last key, or with a delimiter by NextMarker.
func TestListObjectsByMarker(t *testing.T) {
	w := newWorld()
	w.bucket(t, "bbb", "a/1", "a/2", "b c/1", "d")
	for _, c := range []struct{ in, want string }{
		{`{"Bucket":"bbb","MaxKeys":1}`, `{"IsTruncated":true,"Marker":"","Contents":[{"Key":"a/1",`},
		{`{"Bucket":"bbb","Delimiter":"/","MaxKeys":1}`, `{"IsTruncated":true,"Marker":"","NextMarker":"a/","Name":"bbb","Prefix":"","Delimiter":"/","MaxKeys":1,"CommonPrefixes":[{"Prefix":"a/"}]}`},
		{`{"Bucket":"bbb","Delimiter":"/","MaxKeys":1,"Marker":"a/"}`, `{"IsTruncated":true,"Marker":"a/","NextMarker":"b c/",`},
		{`{"Bucket":"bbb","Delimiter":"/","Marker":"b c/"}`, `{"IsTruncated":false,"Marker":"b c/","Contents":[{"Key":"d",`},
		{`{"Bucket":"bbb","Marker":"d"}`, `{"IsTruncated":false,"Marker":"d","Name":"bbb",`},
		{`{"Bucket":"bbb","MaxKeys":-1}`, "InvalidArgument: Argument maxKeys must be"},
		{`{"Bucket":"nobodys"}`, "NoSuchBucket: "},
	} {
		hasPrefix(t, c.in, w.call("ListObjects", c.in), c.want)
	}
}

// AWS's clients ask for URL-encoded keys, since XML cannot say all of them.
func TestEncodingType(t *testing.T) {
	w := newWorld()
	w.bucket(t, "bbb", "a b/ä+1", "a b/\x01", "a b/c/d")
	for _, op := range []string{"ListObjects", "ListObjectsV2"} {
		got := w.call(op, `{"Bucket":"bbb","EncodingType":"url","Prefix":"a b/","Delimiter":"/"}`)
		for _, want := range []string{`"Key":"a+b/%C3%A4%2B1"`, `"Key":"a+b/%01"`, `[{"Prefix":"a+b/c/"}]`, `"Prefix":"a+b/"`, `"EncodingType":"url"`} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %s has no %s", op, got, want)
			}
		}
		if plain := w.call(op, `{"Bucket":"bbb","Prefix":"a b/c"}`); !strings.Contains(plain, `"Key":"a b/c/d"`) || strings.Contains(plain, "EncodingType") {
			t.Errorf("%s without it: %s", op, plain)
		}
		hasPrefix(t, op, w.call(op, `{"Bucket":"bbb","EncodingType":"xml"}`), "InvalidArgument: Invalid Encoding Method specified in Request")
	}
}
