package s3_test

import (
	"fmt"
	"testing"

	"skylab/engine/s3"
)

func TestRange(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "0123456789")
	if _, err := w.do("PutObject", &s3.PutObjectInput{Bucket: "photos", Key: "empty"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ asked, body, header string }{
		{"bytes=0-3", "0123", "bytes 0-3/10"},
		{"bytes=8-", "89", "bytes 8-9/10"},
		{"bytes=-3", "789", "bytes 7-9/10"},
		{"bytes=-99", "0123456789", "bytes 0-9/10"},
		{"bytes=9-99", "9", "bytes 9-9/10"},
		{"bytes=0-", "0123456789", "bytes 0-9/10"},
		{"bytes=0-4611686018427387903", "0123456789", "bytes 0-9/10"},
		// What is no single range is passed over.
		{"bytes=3-1", "0123456789", ""},
		{"bytes=0-1,3-4", "0123456789", ""},
		{"bytes=", "0123456789", ""},
		{"bytes=-", "0123456789", ""},
		{"bytes=a-b", "0123456789", ""},
		{"lines=0-1", "0123456789", ""},
		{"0-1", "0123456789", ""},
	} {
		out, err := w.do("GetObject", &s3.GetObjectInput{Bucket: "photos", Key: "0123456789", Range: c.asked, ChecksumMode: "ENABLED"})
		if err != nil {
			t.Fatalf("%s: %v", c.asked, err)
		}
		got := out.(*s3.GetObjectOutput)
		if string(got.Body) != c.body || got.ContentRange != c.header || got.ContentLength != int64(len(c.body)) || (got.ChecksumType == "") != (c.header != "") {
			t.Errorf("%s: %q %+v", c.asked, got.Body, got)
		}
		head, err := w.do("HeadObject", &s3.HeadObjectInput{Bucket: "photos", Key: "0123456789", Range: c.asked, ChecksumMode: "ENABLED"})
		if err != nil {
			t.Fatal(err)
		}
		if h := head.(*s3.HeadObjectOutput); h.ContentRange != c.header || h.ContentLength != int64(len(c.body)) {
			t.Errorf("head %s: %+v", c.asked, h)
		}
	}
	for _, c := range []struct{ key, asked string }{{"0123456789", "bytes=10-"}, {"0123456789", "bytes=-0"}, {"empty", "bytes=0-"}, {"empty", "bytes=-1"}} {
		in := fmt.Sprintf(`{"Bucket":"photos","Key":%q,"Range":%q}`, c.key, c.asked)
		hasPrefix(t, in, w.call("GetObject", in), "InvalidRange: The requested range is not satisfiable")
		hasPrefix(t, in, w.call("HeadObject", in), "416: Requested Range Not Satisfiable")
	}
}
