package s3_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestBucket(t *testing.T) {
	w := newWorld()
	for _, c := range []struct{ op, in, want string }{
		{"ListBuckets", `{}`, `{"Buckets":[],"Owner":{"ID":"75aa57f0`},
		{"CreateBucket", `{"Bucket":"photos"}`, `{"Location":"/photos"}`},
		{"CreateBucket", `{"Bucket":"photos"}`, `{"Location":"/photos"}`}, // us-east-1
		{"CreateBucket", `{"Bucket":"thumbs","CreateBucketConfiguration":{"LocationConstraint":"us-east-1"}}`,
			"InvalidLocationConstraint: The specified location-constraint is not valid"},
		{"CreateBucket", `{"Bucket":"thumbs","CreateBucketConfiguration":{"LocationConstraint":"eu-west-1"}}`,
			"NotImplemented: skylab simulates the Region us-east-1 only, not eu-west-1"},
		{"HeadBucket", `{"Bucket":"photos"}`, `{"BucketRegion":"us-east-1","AccessPointAlias":false}`},
		{"HeadBucket", `{"Bucket":"thumbs"}`, "404: Not Found"},
		{"ListBuckets", `{}`, `{"Buckets":[{"Name":"photos","CreationDate":"2026-11-02T09:00:00+00:00"}],"Owner"`},
		{"ListBuckets", `{"Prefix":"p"}`, `{"Buckets":[{"Name":"photos","CreationDate":"2026-11-02T09:00:00+00:00","BucketRegion":"us-east-1"}]`},
		{"ListBuckets", `{"Prefix":"q"}`, `{"Buckets":[],`},
		{"PutObject", `{"Bucket":"photos","Key":"k"}`, `{"ETag":"\"d41d8cd98f00b204e9800998ecf8427e\"","ChecksumCRC64NVME":"AAAAAAAAAAA=","ChecksumType":"FULL_OBJECT","ServerSideEncryption":"AES256"}`},
		{"DeleteBucket", `{"Bucket":"photos"}`, "BucketNotEmpty: The bucket you tried to delete is not empty"},
		{"DeleteObject", `{"Bucket":"photos","Key":"k"}`, `null`},
		{"DeleteObject", `{"Bucket":"photos","Key":"k"}`, `null`},
		{"DeleteBucket", `{"Bucket":"photos"}`, `null`},
		{"DeleteBucket", `{"Bucket":"photos"}`, "NoSuchBucket: The specified bucket does not exist"},
	} {
		hasPrefix(t, c.op+c.in, w.call(c.op, c.in), c.want)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBucketNames(t *testing.T) {
	for name, want := range map[string]bool{
		"abc": true, "my-photos.2026": true, "1a1": true, strings.Repeat("a", 63): true,
		"ab": false, strings.Repeat("a", 64): false, "Photos": false, "my_photos": false, "-abc": false, "abc-": false,
		".abc": false, "a..b": false, "192.168.5.4": false, "192.168.5.4a": true, "1.2.3": true, "xn--a": false,
		"sthree-x": false, "x-s3alias": false, "x--ol-s3": false, "a b": false, "größe": false,
	} {
		got := newWorld().call("CreateBucket", fmt.Sprintf(`{"Bucket":%q}`, name))
		if want != strings.HasPrefix(got, "{") || !want && got != "InvalidBucketName: The specified bucket is not valid." {
			t.Errorf("%q: %s", name, got)
		}
	}
}

// TestUnknownBucket: every operation but two answers alike.
func TestUnknownBucket(t *testing.T) {
	for op, in := range map[string]string{
		"DeleteBucket":                       `{"Bucket":"gone"}`,
		"ListObjectsV2":                      `{"Bucket":"gone"}`,
		"PutObject":                          `{"Bucket":"gone","Key":"k"}`,
		"GetObject":                          `{"Bucket":"gone","Key":"k"}`,
		"DeleteObject":                       `{"Bucket":"gone","Key":"k"}`,
		"CopyObject":                         `{"Bucket":"gone","Key":"k","CopySource":"gone/k"}`,
		"PutBucketNotificationConfiguration": `{"Bucket":"gone","NotificationConfiguration":{}}`,
		"GetBucketNotificationConfiguration": `{"Bucket":"gone"}`,
	} {
		if got := newWorld().call(op, in); got != "NoSuchBucket: The specified bucket does not exist" {
			t.Errorf("%s: %s", op, got)
		}
	}
	if got := newWorld().call("HeadObject", `{"Bucket":"gone","Key":"k"}`); got != "404: Not Found" {
		t.Errorf("HeadObject: %s", got)
	}
}
