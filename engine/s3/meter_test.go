package s3_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/s3"
)

// bills is what the meters show: "Requests-Tier1 photos 2".
func (w *world) bills() string {
	var out []string
	for _, r := range w.bill.Readings() {
		out = append(out, fmt.Sprintf("%s %s %d", r.Usage, r.Resource, r.Quantity.N))
	}
	return strings.Join(out, ", ")
}

// TestRequestsByClass: each request is of one of two classes, and charged to
// its bucket; removing is free, and so is what S3 cannot do.
func TestRequestsByClass(t *testing.T) {
	const list, read = "Requests-Tier1 photos 1", "Requests-Tier2 photos 1"
	for _, c := range []struct{ op, in, want string }{
		{"PutObject", `{"Bucket":"photos","Key":"b"}`, list},
		{"CopyObject", `{"Bucket":"photos","Key":"b","CopySource":"photos/a"}`, list},
		{"ListObjectsV2", `{"Bucket":"photos"}`, list},
		{"ListBuckets", `{}`, "Requests-Tier1 (account) 1"},
		{"CreateBucket", `{"Bucket":"photos"}`, list},
		{"PutBucketNotificationConfiguration", `{"Bucket":"photos","NotificationConfiguration":{}}`, list},
		{"GetObject", `{"Bucket":"photos","Key":"a"}`, read},
		{"HeadObject", `{"Bucket":"photos","Key":"a"}`, read},
		{"HeadBucket", `{"Bucket":"photos"}`, read},
		{"GetBucketNotificationConfiguration", `{"Bucket":"photos"}`, read},
		{"DeleteObject", `{"Bucket":"photos","Key":"a"}`, ""},
		{"DeleteBucket", `{"Bucket":"photos"}`, ""},
		// Refused, and charged; AWS does not charge for a bucket that nobody
		// owns, nor for its own errors.
		{"GetObject", `{"Bucket":"photos","Key":"nothing"}`, read},
		{"PutObject", `{"Bucket":"photos","Key":"a","IfNoneMatch":"*"}`, list},
		{"PutObject", `{"Bucket":"photos","Key":"a","IfNoneMatch":"x"}`, ""},
		{"GetObject", `{"Bucket":"nobodys","Key":"a"}`, ""},
		{"CreateBucket", `{"Bucket":"no such name"}`, ""},
	} {
		w := newWorld()
		w.bucket(t, "photos", "a")
		before := w.bill.Readings()
		w.call(c.op, c.in)
		var got []string
		for _, r := range w.bill.Readings() {
			n := r.Quantity.N
			for _, b := range before {
				if b.Usage == r.Usage && b.Resource == r.Resource {
					n -= b.Quantity.N
				}
			}
			if n != 0 {
				got = append(got, fmt.Sprintf("%s %s %d", r.Usage, r.Resource, n))
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s %s turns %q, want %q", c.op, c.in, strings.Join(got, ", "), c.want)
		}
	}
}

// TestRoomIsFree: what only skylab refuses costs nothing.
func TestRoomIsFree(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	before := w.bills()
	if _, err := w.do("PutObject", &s3.PutObjectInput{Bucket: "photos", Key: "a", Body: make([]byte, 300<<20)}); err == nil {
		t.Fatal("300 MiB have room")
	}
	if after := w.bills(); after != before {
		t.Errorf("a refusal of skylab's own turns %q into %q", before, after)
	}
}

// TestStorage: every hour is charged for the bytes that are there then.
func TestStorage(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	put := func(key string, n int) {
		t.Helper()
		if _, err := w.do("PutObject", &s3.PutObjectInput{Bucket: "photos", Key: key, Body: make([]byte, n)}); err != nil {
			t.Fatal(err)
		}
	}
	stored := func() int64 {
		for _, r := range w.bill.Readings() {
			if r.Usage == billing.S3Storage && r.Resource == "photos" {
				return r.Quantity.N
			}
		}
		return 0
	}
	id := ""
	for _, step := range []struct {
		do   func()
		want int64 // byte-hours, an hour and a half later
	}{
		{func() { put("a", 1000) }, 1000},
		{func() { put("a", 10) }, 1000 + 2*10},
		{func() { w.call("CopyObject", `{"Bucket":"photos","Key":"b","CopySource":"photos/a"}`) }, 1020 + 20},
		{func() { w.call("DeleteObject", `{"Bucket":"photos","Key":"a"}`) }, 1040 + 2*10},
		{func() {
			w.call("DeleteObject", `{"Bucket":"photos","Key":"b"}`)
			w.call("DeleteBucket", `{"Bucket":"photos"}`)
		}, 1060},
		{func() { w.bucket(t, "photos", "key") }, 1060 + 2*3},
		{func() { // a part that waits for the others is stored, too; one put again counts once
			id = w.begin(t, "k", "")
			w.part(t, id, 1, make([]byte, 200))
			w.part(t, id, 1, make([]byte, 50))
		}, 1066 + 3 + 50},
		{func() {
			w.call("AbortMultipartUpload", `{"Bucket":"photos","Key":"k","UploadId":"`+id+`"}`)
		}, 1119 + 2*3},
	} {
		step.do()
		w.tick(90 * time.Minute)
		if got := stored(); got != step.want {
			t.Errorf("%d byte-hours, want %d", got, step.want)
		}
		if err := w.Check(); err != nil {
			t.Error(err)
		}
		if err := w.bill.Check(); err != nil {
			t.Error(err)
		}
	}
}
