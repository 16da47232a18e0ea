package s3_test

import (
	"bytes"
	"testing"

	"skylab/engine/s3"
)

// An object that came in parts is read by their numbers, as transfer managers
// do; one that came whole is its only part.
func TestPartNumber(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "whole")
	id := w.begin(t, "k", "")
	first, second := bytes.Repeat([]byte("a"), 5<<20), []byte("the end")
	one, seven := w.part(t, id, 1, first), w.part(t, id, 7, second)
	if _, err := w.complete(id, one, seven); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		key    string
		number int
		body   []byte
		header string
		count  int
	}{
		{"k", 1, first, "bytes 0-5242879/5242887", 2},
		{"k", 2, second, "bytes 5242880-5242886/5242887", 2},
		{"whole", 1, []byte("whole"), "bytes 0-4/5", 0},
	} {
		out, err := w.do("GetObject", &s3.GetObjectInput{Bucket: "photos", Key: c.key, PartNumber: &c.number})
		if err != nil {
			t.Fatal(err)
		}
		if got := out.(*s3.GetObjectOutput); !bytes.Equal(got.Body, c.body) || got.ContentRange != c.header || got.PartsCount != c.count || got.ContentLength != int64(len(c.body)) {
			t.Errorf("%s %d: %d bytes, %s of %d parts", c.key, c.number, len(got.Body), got.ContentRange, got.PartsCount)
		}
		head, err := w.do("HeadObject", &s3.HeadObjectInput{Bucket: "photos", Key: c.key, PartNumber: &c.number})
		if err != nil {
			t.Fatal(err)
		}
		if got := head.(*s3.HeadObjectOutput); got.ContentRange != c.header || got.PartsCount != c.count || got.ContentLength != int64(len(c.body)) {
			t.Errorf("head %s %d: %+v", c.key, c.number, got)
		}
	}
	for in, want := range map[string]string{
		`"Key":"k","PartNumber":3`:                     "InvalidPartNumber: The requested partnumber is not satisfiable",
		`"Key":"whole","PartNumber":2`:                 "InvalidPartNumber: The requested partnumber is not satisfiable",
		`"Key":"k","PartNumber":0`:                     "InvalidArgument: Part number must be an integer between 1 and 10000, inclusive",
		`"Key":"k","PartNumber":10001`:                 "InvalidArgument: Part number must be an integer between 1 and 10000, inclusive",
		`"Key":"k","PartNumber":1,"Range":"bytes=0-1"`: "InvalidRequest: Cannot specify both Range header and partNumber query parameter",
		`"Key":"none","PartNumber":1`:                  "NoSuchKey: ",
	} {
		hasPrefix(t, in, w.call("GetObject", `{"Bucket":"photos",`+in+`}`), want)
	}
}
