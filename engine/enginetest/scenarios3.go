package enginetest

import (
	"fmt"
	"reflect"

	"skylab/engine"
	"skylab/engine/s3"
)

// inParts uploads an object in parts, and gives up a second one. The ids that a
// world gives out are known from its seed.
func (g *generator) inParts() {
	if g.uploads == nil {
		g.uploads = uploadIDs(g.seed)
	}
	if len(g.uploads) < 2 {
		return // a long story: the others have uploads enough
	}
	done, given := g.uploads[0], g.uploads[1]
	g.uploads = g.uploads[2:]
	const object = `{"Bucket":"uploads","Key":"parts.png"`
	named := func(id string) string { return object + fmt.Sprintf(`,"UploadId":%q`, id) }
	for _, id := range []string{done, given} {
		g.add(0, "s3api.CreateMultipartUpload", object+`}`)
		part := g.add(0, "s3api.UploadPart", named(id)+`,"PartNumber":1}`)
		reflect.ValueOf(part).Elem().FieldByName("Body").SetBytes([]byte(partBody))
	}
	g.add(0, "s3api.UploadPartCopy", named(given)+`,"PartNumber":2,"CopySource":"uploads/photo0.png","CopySourceRange":"bytes=0-3"}`)
	g.add(0, "s3api.ListParts", named(given)+`}`)
	g.add(0, "s3api.ListMultipartUploads", `{"Bucket":"uploads"}`)
	g.add(0, "s3api.ListObjectsV2", `{"Bucket":"uploads"}`)
	g.add(0, "s3api.CompleteMultipartUpload", named(done)+fmt.Sprintf(`,"MultipartUpload":{"Parts":[{"PartNumber":1,"ETag":%q}]}}`, partETag))
	g.add(0, "s3api.AbortMultipartUpload", named(given)+`}`)
}

// partBody is the bytes of a part, and partETag their MD5.
const (
	partBody = "123456789"
	partETag = "25f9e794323b453885f5181f1b624d0b"
)

// uploadIDs are the ids of the uploads that a world of that seed begins first.
// Their stream of randomness is their own, so no other call moves them.
func uploadIDs(seed uint64) []string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	g.add(0, "s3api.CreateBucket", `{"Bucket":"uploads"}`)
	for range 8 {
		g.add(0, "s3api.CreateMultipartUpload", `{"Bucket":"uploads","Key":"x"}`)
	}
	var out []string
	for _, step := range g.steps {
		if made, is := g.w.Do(step.Call).Out.(*s3.CreateMultipartUploadOutput); is {
			out = append(out, made.UploadId)
		}
	}
	return out
}
