package s3_test

import (
	"fmt"
	"strings"
	"testing"

	"skylab/engine/s3"
)

// TestObjectsFilledTheHost: a function that writes in a loop took gigabytes.
func TestObjectsFilledTheHost(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	put := func(key string, body []byte) error {
		_, err := w.do("PutObject", &s3.PutObjectInput{Bucket: "photos", Key: key, Body: body})
		return err
	}
	if err := put("0", make([]byte, 60<<20)); err != nil {
		t.Fatal(err)
	}
	copied := func(i int) error {
		_, err := w.do("CopyObject", &s3.CopyObjectInput{Bucket: "photos", Key: fmt.Sprint(i), CopySource: "photos/0"})
		return err
	}
	for i := range 3 {
		if err := copied(i + 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := copied(4); err == nil || !strings.Contains(err.Error(), "256 MiB") {
		t.Fatalf("a fifth object of 60 MiB: %v", err)
	}
	if err := put("1", []byte("small")); err != nil {
		t.Fatalf("replacing a large object by a small one: %v", err)
	}
	if err := copied(4); err != nil {
		t.Fatalf("when there is room again: %v", err)
	}
	for i := range 5 {
		if _, err := w.do("DeleteObject", &s3.DeleteObjectInput{Bucket: "photos", Key: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
}
