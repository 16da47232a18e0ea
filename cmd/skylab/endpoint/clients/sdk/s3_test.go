package sdk

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

func TestS3(t *testing.T) {
	w := serve(t, "s3api")
	c := s3.NewFromConfig(w.config(), pathStyle)
	bucket := str("photos")
	await(w, s3.NewBucketNotExistsWaiter(c), &s3.HeadBucketInput{Bucket: bucket})
	do(w, c.CreateBucket, &s3.CreateBucketInput{Bucket: bucket})
	await(w, s3.NewBucketExistsWaiter(c), &s3.HeadBucketInput{Bucket: bucket})
	if at := do(w, c.GetBucketLocation, &s3.GetBucketLocationInput{Bucket: bucket}); at.LocationConstraint != "" {
		t.Errorf("the bucket is in %s", at.LocationConstraint)
	}
	w.objects(c, bucket)
	w.listings(c, bucket)
	w.multipart(c, bucket)
	w.notifications(c, bucket)
	w.s3Refusals(c, bucket)
	w.emptied(c, bucket)
	w.complete(nil)
}

func (w *world) objects(c *s3.Client, bucket *string) {
	key := str("a/b c+d=größe&.txt")
	do(w, c.PutObject, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("hello world"), ContentType: str("text/plain"), CacheControl: str("max-age=60"),
		Metadata: map[string]string{"color": "red", "size": "a b"}, ContentLanguage: str("de"), ContentDisposition: str(`attachment; filename="x"`)})
	await(w, s3.NewObjectExistsWaiter(c), &s3.HeadObjectInput{Bucket: bucket, Key: key})
	head := do(w, c.HeadObject, &s3.HeadObjectInput{Bucket: bucket, Key: key, ChecksumMode: types.ChecksumModeEnabled})
	if *head.ContentLength != 11 || head.Metadata["color"] != "red" || head.ChecksumCRC32 == nil {
		w.Errorf("head %+v", head)
	}
	w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: key}, "hello world")
	w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: key, Range: str("bytes=6-")}, "world")
	w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: key, IfMatch: head.ETag}, "hello world")
	do(w, c.CopyObject, &s3.CopyObjectInput{Bucket: bucket, Key: str("copy"), CopySource: str("photos/a/b%20c%2Bd%3Dgr%C3%B6%C3%9Fe%26.txt"),
		MetadataDirective: types.MetadataDirectiveReplace, ContentType: str("text/html")})
	w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: str("copy")}, "hello world")
	do(w, c.DeleteObject, &s3.DeleteObjectInput{Bucket: bucket, Key: str("copy")})
	await(w, s3.NewObjectNotExistsWaiter(c), &s3.HeadObjectInput{Bucket: bucket, Key: str("copy")})
}

// reads gets an object; the client holds it against its checksum.
func (w *world) reads(c *s3.Client, in *s3.GetObjectInput, want string) {
	w.Helper()
	out := do(w, c.GetObject, in)
	body, err := io.ReadAll(out.Body)
	if err != nil || string(body) != want || *out.ContentLength != int64(len(want)) {
		w.Errorf("%q is read as %.40q of %d bytes: %v", *in.Key, body, *out.ContentLength, err)
	}
}

func (w *world) listings(c *s3.Client, bucket *string) {
	var keys []string
	for i := range 5 {
		keys = append(keys, fmt.Sprintf("list/%d größe <&>", i))
		do(w, c.PutObject, &s3.PutObjectInput{Bucket: bucket, Key: &keys[i], Body: strings.NewReader("x")})
	}
	pages(w, s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: str("list/"), MaxKeys: aws.Int32(2), FetchOwner: aws.Bool(true)}),
		func(o *s3.ListObjectsV2Output) (out []string) {
			for _, x := range o.Contents {
				out = append(out, *x.Key)
			}
			return out
		}, keys...)
	prefixes := do(w, c.ListObjects, &s3.ListObjectsInput{Bucket: bucket, Delimiter: str("/"), EncodingType: types.EncodingTypeUrl})
	if len(prefixes.CommonPrefixes) != 2 {
		w.Errorf("prefixes %+v", prefixes.CommonPrefixes)
	}
	for _, name := range []string{"photos-2", "photos-3", "texts"} {
		do(w, c.CreateBucket, &s3.CreateBucketInput{Bucket: &name})
	}
	pages(w, s3.NewListBucketsPaginator(c, &s3.ListBucketsInput{Prefix: str("pho"), MaxBuckets: aws.Int32(2)}), func(o *s3.ListBucketsOutput) (out []string) {
		for _, b := range o.Buckets {
			out = append(out, *b.Name)
		}
		return out
	}, "photos", "photos-2", "photos-3")
}

func (w *world) multipart(c *s3.Client, bucket *string) {
	key := str("big")
	id := do(w, c.CreateMultipartUpload, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key, ContentType: str("x/y"), Metadata: map[string]string{"a": "b"}}).UploadId
	var done []types.CompletedPart
	for i := int32(1); i <= 2; i++ {
		p := do(w, c.UploadPart, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: &i, Body: bytes.NewReader(make([]byte, 5<<20))})
		done = append(done, types.CompletedPart{ETag: p.ETag, PartNumber: aws.Int32(i), ChecksumCRC32: p.ChecksumCRC32})
	}
	p := do(w, c.UploadPartCopy, &s3.UploadPartCopyInput{Bucket: bucket, Key: key, UploadId: id, PartNumber: aws.Int32(3), CopySource: str("photos/list/0%20gr%C3%B6%C3%9Fe%20%3C%26%3E")}).CopyPartResult
	done = append(done, types.CompletedPart{ETag: p.ETag, PartNumber: aws.Int32(3), ChecksumCRC32: p.ChecksumCRC32})
	pages(w, s3.NewListPartsPaginator(c, &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: id, MaxParts: aws.Int32(2)}), func(o *s3.ListPartsOutput) (out []string) {
		for _, p := range o.Parts {
			out = append(out, fmt.Sprint(*p.PartNumber))
		}
		return out
	}, "1", "2", "3")
	for _, other := range []string{"other", "third"} {
		do(w, c.CreateMultipartUpload, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: &other})
	}
	uploads := map[string]*string{}
	pages(w, s3.NewListMultipartUploadsPaginator(c, &s3.ListMultipartUploadsInput{Bucket: bucket, MaxUploads: aws.Int32(2)}), func(o *s3.ListMultipartUploadsOutput) (out []string) {
		for _, u := range o.Uploads {
			uploads[*u.Key] = u.UploadId
			out = append(out, *u.Key)
		}
		return out
	}, "big", "other", "third")
	do(w, c.CompleteMultipartUpload, &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: id, MultipartUpload: &types.CompletedMultipartUpload{Parts: done}})
	w.reads(c, &s3.GetObjectInput{Bucket: bucket, Key: key}, string(make([]byte, 10<<20))+"x")
	for _, other := range []string{"other", "third"} {
		do(w, c.AbortMultipartUpload, &s3.AbortMultipartUploadInput{Bucket: bucket, Key: &other, UploadId: uploads[other]})
	}
	refuse(w, "NoSuchUpload", c.ListParts, &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: id})
}

func (w *world) notifications(c *s3.Client, bucket *string) {
	q := sqs.NewFromConfig(w.config())
	do(w, q.CreateQueue, &sqs.CreateQueueInput{QueueName: str("uploads"), Attributes: map[string]string{
		"Policy": `{"Statement":{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"` + queueARN + `uploads"}}`}})
	do(w, c.PutBucketNotificationConfiguration, &s3.PutBucketNotificationConfigurationInput{Bucket: bucket, NotificationConfiguration: &types.NotificationConfiguration{
		EventBridgeConfiguration: &types.EventBridgeConfiguration{},
		QueueConfigurations: []types.QueueConfiguration{{Id: str("1"), QueueArn: str(queueARN + "uploads"), Events: []types.Event{types.EventS3ObjectCreated, types.EventS3ObjectRemovedDelete},
			Filter: &types.NotificationConfigurationFilter{Key: &types.S3KeyFilter{FilterRules: []types.FilterRule{{Name: types.FilterRuleNamePrefix, Value: str("in/größe")},
				{Name: types.FilterRuleNameSuffix, Value: str(".jpg")}}}}}}}})
	got := do(w, c.GetBucketNotificationConfiguration, &s3.GetBucketNotificationConfigurationInput{Bucket: bucket})
	if len(got.QueueConfigurations) != 1 || got.EventBridgeConfiguration == nil {
		w.Errorf("notifications %+v", got)
	}
}

func (w *world) s3Refusals(c *s3.Client, bucket *string) {
	none, key := str("none"), str("list/0 größe <&>")
	refuse(w, "NotFound", c.HeadObject, &s3.HeadObjectInput{Bucket: bucket, Key: none})
	refuse(w, "NotFound", c.HeadBucket, &s3.HeadBucketInput{Bucket: none})
	refuse(w, "NoSuchKey", c.GetObject, &s3.GetObjectInput{Bucket: bucket, Key: none})
	refuse(w, "NoSuchBucket", c.GetObject, &s3.GetObjectInput{Bucket: none, Key: none})
	refuse(w, "NoSuchBucket", c.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: none})
	refuse(w, "InvalidRange", c.GetObject, &s3.GetObjectInput{Bucket: bucket, Key: key, Range: str("bytes=99-")})
	refuse(w, "InvalidPartNumber", c.GetObject, &s3.GetObjectInput{Bucket: bucket, Key: key, PartNumber: aws.Int32(2)})
	refuse(w, "PreconditionFailed", c.GetObject, &s3.GetObjectInput{Bucket: bucket, Key: key, IfMatch: str(`"0"`)})
	refuse(w, "BadDigest", c.PutObject, &s3.PutObjectInput{Bucket: bucket, Key: none, Body: strings.NewReader("x"), ChecksumCRC32: str("AAAAAA==")})
	refuse(w, "InvalidBucketName", c.CreateBucket, &s3.CreateBucketInput{Bucket: str("A_B")})
	refuse(w, "BucketNotEmpty", c.DeleteBucket, &s3.DeleteBucketInput{Bucket: bucket})
	refuse(w, "NoSuchUpload", c.UploadPart, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: none, PartNumber: aws.Int32(1), Body: strings.NewReader("x")})
	refuse(w, "InvalidArgument", c.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int32(-1)})
	refuse(w, "NotImplemented", c.PutObject, &s3.PutObjectInput{Bucket: bucket, Key: none, Body: strings.NewReader("x"), ACL: types.ObjectCannedACLPublicRead})
}

func (w *world) emptied(c *s3.Client, bucket *string) {
	in := &s3.DeleteObjectsInput{Bucket: bucket, Delete: &types.Delete{}}
	for _, x := range do(w, c.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: bucket}).Contents {
		in.Delete.Objects = append(in.Delete.Objects, types.ObjectIdentifier{Key: x.Key})
	}
	if out := do(w, c.DeleteObjects, in); len(out.Deleted) != len(in.Delete.Objects) {
		w.Errorf("deleted %+v", out)
	}
	do(w, c.DeleteBucket, &s3.DeleteBucketInput{Bucket: bucket})
}
