package s3_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/s3"
)

// Objects are read when they have the ETag or the age that is asked for; who
// has the bytes already is told so.
func TestConditionalReads(t *testing.T) {
	w := newWorld()
	w.tick(10 * time.Second)
	w.bucket(t, "photos", "k") // at 09:00:10
	const (
		failed  = "PreconditionFailed: At least one of the pre-conditions you specified did not hold"
		same    = "304: Not Modified"
		tag     = `"8ce4b16b22b58894aa86c421e8759df3"`
		before  = "2026-11-02T09:00:00Z"
		at      = "2026-11-02T09:00:10Z"
		sent    = `{"AcceptRanges":"bytes"`
		another = `"0"`
	)
	for _, c := range []struct{ with, want string }{
		{`"IfMatch":` + quote(tag), sent},
		{`"IfMatch":"8ce4b16b22b58894aa86c421e8759df3"`, sent},
		{`"IfMatch":"*"`, sent},
		{`"IfMatch":` + quote(another+", "+tag), sent},
		{`"IfMatch":` + quote(another), failed},
		{`"IfNoneMatch":` + quote(another), sent},
		{`"IfNoneMatch":` + quote(tag), same},
		{`"IfNoneMatch":"*"`, same},
		{`"IfModifiedSince":"` + before + `"`, sent},
		{`"IfModifiedSince":"` + at + `"`, same},
		{`"IfUnmodifiedSince":"` + at + `"`, sent},
		{`"IfUnmodifiedSince":"` + before + `"`, failed},
		// The ETag decides, where both are asked for.
		{`"IfMatch":` + quote(tag) + `,"IfUnmodifiedSince":"` + before + `"`, sent},
		{`"IfNoneMatch":` + quote(another) + `,"IfModifiedSince":"` + at + `"`, sent},
		{`"IfNoneMatch":` + quote(tag) + `,"IfModifiedSince":"` + before + `"`, same},
	} {
		in := `{"Bucket":"photos","Key":"k",` + c.with + `}`
		hasPrefix(t, in, w.call("GetObject", in), c.want)
		hasPrefix(t, "head "+in, w.call("HeadObject", in), strings.Replace(c.want, failed, "412: Precondition Failed", 1))
	}
}

func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

// A write's refusal names the header that did not hold, as a read's does.
func TestConditionalWritesNameTheCondition(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "k")
	for header, in := range map[string]*s3.PutObjectInput{
		"If-None-Match": {Bucket: "photos", Key: "k", IfNoneMatch: "*"},
		"If-Match":      {Bucket: "photos", Key: "k", IfMatch: "another"},
	} {
		_, err := w.do("PutObject", in)
		e, ok := err.(*aws.Error)
		if !ok || e.HTTPStatus != 412 || !slices.Contains(e.Fields, aws.Field{Name: "Condition", Value: header}) {
			t.Errorf("%s: %+v", header, err)
		}
	}
}
