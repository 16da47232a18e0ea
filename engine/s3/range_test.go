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
		{"bytes=2-9223372036854775807", "23456789", "bytes 2-9/10"},
		{"bytes=-99999999999999999999", "0123456789", "bytes 0-9/10"},
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

// A part copies what it names, and is not made of less: a reader's range ends
// with the object, a copier's must lie within it.
func TestCopyRangeLiesWithinTheSource(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "0123456789")
	id := w.begin(t, "k", "")
	part := func(asked string) string {
		return w.call("UploadPartCopy", fmt.Sprintf(`{"Bucket":"photos","Key":"k","UploadId":%q,"PartNumber":1,"CopySource":"photos/0123456789","CopySourceRange":%q}`, id, asked))
	}
	size := func() int64 {
		out, err := w.do("ListParts", &s3.ListPartsInput{Bucket: "photos", Key: "k", UploadId: id})
		if err != nil {
			t.Fatal(err)
		}
		return out.(*s3.ListPartsOutput).Parts[0].Size
	}
	for asked, want := range map[string]int64{"": 10, "bytes=0-9": 10, "bytes=9-9": 1, "bytes=2-4": 3} {
		hasPrefix(t, asked, part(asked), `{"ServerSideEncryption":"AES256","CopyPartResult":`)
		if got := size(); got != want {
			t.Errorf("%q copies %d bytes, want %d", asked, got, want)
		}
	}
	for _, asked := range []string{"bytes=0-10", "bytes=10-10", "bytes=0-99999999999999999999"} {
		hasPrefix(t, asked, part(asked), "InvalidArgument: Range specified is not valid for source object of size: 10")
	}
	for _, asked := range []string{"bytes=-5", "bytes=5-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1", "0-1", "bytes="} {
		hasPrefix(t, asked, part(asked), "InvalidArgument: The x-amz-copy-source-range value must be of the form bytes=first-last")
	}
}
