package s3_test

import (
	"strings"
	"testing"
)

// TestMetadata: three operations take metadata, and each as S3 does.
func TestMetadata(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "source")
	for op, with := range map[string]string{"PutObject": "", "CopyObject": `,"CopySource":"photos/source","MetadataDirective":"REPLACE"`, "CreateMultipartUpload": ""} {
		in := `{"Bucket":"photos","Key":"` + op + `"` + with + `,"Metadata":{"ab":"`
		hasPrefix(t, op, w.call(op, in+strings.Repeat("x", 2046)+`"}}`), "{")
		hasPrefix(t, op, w.call(op, in+strings.Repeat("x", 2047)+`"}}`), "MetadataTooLarge: Your metadata headers exceed the maximum allowed metadata size")
	}
	// Without REPLACE a copy has the source's, whatever is given.
	hasPrefix(t, "copy", w.call("CopyObject", `{"Bucket":"photos","Key":"c","CopySource":"photos/source","Metadata":{"ab":"`+strings.Repeat("x", 3000)+`"}}`), "{")
	w.call("PutObject", `{"Bucket":"photos","Key":"k","Metadata":{"Color":"red","SIZE":"2","color":"blue"}}`)
	if o, _ := w.Object("photos", "k"); len(o.Metadata) != 2 || o.Metadata["color"] != "red,blue" || o.Metadata["size"] != "2" {
		t.Errorf("kept %v", o.Metadata)
	}
}
